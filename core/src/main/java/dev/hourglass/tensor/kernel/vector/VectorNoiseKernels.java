package dev.hourglass.tensor.kernel.vector;

import dev.hourglass.tensor.kernel.FloatMath;
import dev.hourglass.tensor.kernel.Noise;
import dev.hourglass.tensor.kernel.NoiseKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Random numbers: hashes one at a time, since few processors multiply vectors of longs and the compilers box them on
 * the others; normal numbers from their hashes a vector at a time.
 */
final class VectorNoiseKernels implements NoiseKernels {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
    private static final int V = S.length();

    private static final int ROUNDER_BITS = Float.floatToRawIntBits(FloatMath.ROUNDER);
    private static final FloatVector FOUR = VectorMath.of(4f);
    private static final FloatVector HALF = VectorMath.of(0.5f);
    private static final FloatVector TAIL_MIN = VectorMath.of(Noise.TAIL_MIN);
    private static final FloatVector NEAR_MIDDLE = VectorMath.of(Noise.NEAR_MIDDLE);
    private static final FloatVector FAR_MIDDLE = VectorMath.of(Noise.FAR_MIDDLE);
    private static final FloatVector A7 = VectorMath.of(Noise.A7);
    private static final FloatVector A6 = VectorMath.of(Noise.A6);
    private static final FloatVector A5 = VectorMath.of(Noise.A5);
    private static final FloatVector A4 = VectorMath.of(Noise.A4);
    private static final FloatVector A3 = VectorMath.of(Noise.A3);
    private static final FloatVector A2 = VectorMath.of(Noise.A2);
    private static final FloatVector A1 = VectorMath.of(Noise.A1);
    private static final FloatVector A0 = VectorMath.of(Noise.A0);
    private static final FloatVector B7 = VectorMath.of(Noise.B7);
    private static final FloatVector B6 = VectorMath.of(Noise.B6);
    private static final FloatVector B5 = VectorMath.of(Noise.B5);
    private static final FloatVector B4 = VectorMath.of(Noise.B4);
    private static final FloatVector B3 = VectorMath.of(Noise.B3);
    private static final FloatVector B2 = VectorMath.of(Noise.B2);
    private static final FloatVector B1 = VectorMath.of(Noise.B1);
    private static final FloatVector B0 = VectorMath.of(Noise.B0);

    @Override
    public void uniform(long key, long first, float[] target, int from, int count) {
        for (int i = 0; i < count; i++) {
            target[from + i] = Noise.uniform(key, first + i);
        }
    }

    @Override
    public void normal(long key, long first, float[] target, int from, int count) {
        int full = count - count % V;
        for (int i = 0; i < full; i++) {
            target[from + i] = Noise.signedTail(key, first + i);
        }
        normalsOfTails(target, from, from + full);
        for (int i = full; i < count; i++) {
            target[from + i] = Noise.normal(key, first + i);
        }
    }

    /**
     * Turns tails into normal numbers, with {@code ln} of {@link VectorMath} and both polynomials written out: that
     * makes the method too long (FreqInlineSize, 325 bytes of code) to be inlined between the loops of hashes, where it
     * kept vectors on the heap on some starts.
     */
    private static void normalsOfTails(float[] target, int from, int to) {
        for (int i = from; i < to; i += V) {
            FloatVector tail = FloatVector.fromArray(S, target, i);
            FloatVector p = tail.abs().max(TAIL_MIN);
            FloatVector q = FOUR.mul(p).mul(VectorMath.ONE.sub(p));
            IntVector bits = q.reinterpretAsInts();
            IntVector exponent = bits.sub(FloatMath.HALF_ROOT_BITS).lanewise(VectorOperators.ASHR, 23);
            FloatVector n = exponent.add(ROUNDER_BITS).reinterpretAsFloats().sub(VectorMath.ROUNDER_VECTOR);
            FloatVector f = bits.sub(exponent.lanewise(VectorOperators.LSHL, 23))
                    .reinterpretAsFloats()
                    .sub(VectorMath.ONE);
            FloatVector r = f.fma(VectorMath.N8_VECTOR, VectorMath.N7_VECTOR);
            r = r.fma(f, VectorMath.N6_VECTOR);
            r = r.fma(f, VectorMath.N5_VECTOR);
            r = r.fma(f, VectorMath.N4_VECTOR);
            r = r.fma(f, VectorMath.N3_VECTOR);
            r = r.fma(f, VectorMath.N2_VECTOR);
            r = r.fma(f, VectorMath.N1_VECTOR);
            r = r.fma(f, VectorMath.N0_VECTOR);
            FloatVector fraction = r.mul(f).fma(f, n.fma(VectorMath.LN2_ADDED_LOW_VECTOR, f));
            FloatVector w = n.fma(VectorMath.LN2_ADDED_HIGH_VECTOR, fraction).neg();
            FloatVector t = w.sub(NEAR_MIDDLE);
            FloatVector near = t.fma(A7, A6);
            near = near.fma(t, A5);
            near = near.fma(t, A4);
            near = near.fma(t, A3);
            near = near.fma(t, A2);
            near = near.fma(t, A1);
            near = near.fma(t, A0);
            FloatVector u = w.lanewise(VectorOperators.SQRT).sub(FAR_MIDDLE);
            FloatVector far = u.fma(B7, B6);
            far = far.fma(u, B5);
            far = far.fma(u, B4);
            far = far.fma(u, B3);
            far = far.fma(u, B2);
            far = far.fma(u, B1);
            far = far.fma(u, B0);
            FloatVector half = HALF.sub(p);
            FloatVector size = half.add(half).mul(far.blend(near, w.lt(Noise.NEAR_MAX)));
            size.blend(size.neg(), tail.lt(0f)).intoArray(target, i);
        }
    }
}
