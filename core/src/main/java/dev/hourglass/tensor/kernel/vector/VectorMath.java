package dev.hourglass.tensor.kernel.vector;

import static dev.hourglass.tensor.kernel.FloatMath.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The functions of {@link dev.hourglass.tensor.kernel.FloatMath}, operation by operation, on whole vectors. */
final class VectorMath {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;

    // Constant vectors, not broadcasts in place: with those the loops exceed the number of nodes up to which the
    // compiler inlines (NodeCountInliningCutoff), and their vectors live on the heap.
    static final FloatVector EXP_MIN_VECTOR = of(EXP_MIN);
    static final FloatVector EXP_MAX_VECTOR = of(EXP_MAX);
    static final FloatVector LOG2_E_VECTOR = of(LOG2_E);
    static final FloatVector ROUNDER_VECTOR = of(ROUNDER);
    static final FloatVector LN2_LOW_VECTOR = of(-LN2_LOW);
    static final FloatVector LN2_HIGH_VECTOR = of(-LN2_HIGH);
    static final FloatVector E6_VECTOR = of(E6);
    static final FloatVector E5_VECTOR = of(E5);
    static final FloatVector E4_VECTOR = of(E4);
    static final FloatVector E3_VECTOR = of(E3);
    static final FloatVector E2_VECTOR = of(E2);
    static final FloatVector ZERO = of(0f);
    static final FloatVector ONE = of(1f);
    static final FloatVector TWO = of(2f);
    static final FloatVector N8_VECTOR = of(N8);
    static final FloatVector N7_VECTOR = of(N7);
    static final FloatVector N6_VECTOR = of(N6);
    static final FloatVector N5_VECTOR = of(N5);
    static final FloatVector N4_VECTOR = of(N4);
    static final FloatVector N3_VECTOR = of(N3);
    static final FloatVector N2_VECTOR = of(N2);
    static final FloatVector N1_VECTOR = of(N1);
    static final FloatVector N0_VECTOR = of(N0);
    static final FloatVector LN2_ADDED_LOW_VECTOR = of(LN2_LOW);
    static final FloatVector LN2_ADDED_HIGH_VECTOR = of(LN2_HIGH);
    static final FloatVector M5_VECTOR = of(M5);
    static final FloatVector M4_VECTOR = of(M4);
    static final FloatVector M3_VECTOR = of(M3);
    static final FloatVector M2_VECTOR = of(M2);
    static final FloatVector M1_VECTOR = of(M1);
    static final FloatVector T4_VECTOR = of(T4);
    static final FloatVector T3_VECTOR = of(T3);
    static final FloatVector T2_VECTOR = of(T2);
    static final FloatVector T1_VECTOR = of(T1);
    static final FloatVector T0_VECTOR = of(T0);
    static final FloatVector GELU_SCALE_VECTOR = of(GELU_SCALE);
    static final FloatVector GELU_CUBIC_VECTOR = of(GELU_CUBIC * GELU_SCALE);
    static final FloatVector GELU_CUBIC_3_VECTOR = of(3f * GELU_CUBIC * GELU_SCALE);

    private VectorMath() {}

    static FloatVector of(float value) {
        return FloatVector.broadcast(S, value);
    }

    static FloatVector exp(FloatVector x) {
        // A maximum would take four instructions where two do, for the sake of NaN and -0, which these keep as well.
        FloatVector a = x.blend(EXP_MIN_VECTOR, x.lt(EXP_MIN_VECTOR));
        return expWithin(a.blend(EXP_MAX_VECTOR, EXP_MAX_VECTOR.lt(a)));
    }

    /** Returns e^c where c is known to be within the range of {@link #exp}. */
    static FloatVector expWithin(FloatVector c) {
        FloatVector m = c.fma(LOG2_E_VECTOR, ROUNDER_VECTOR);
        FloatVector n = m.sub(ROUNDER_VECTOR);
        FloatVector r = n.fma(LN2_LOW_VECTOR, n.fma(LN2_HIGH_VECTOR, c));
        FloatVector p = r.fma(E6_VECTOR, E5_VECTOR);
        p = p.fma(r, E4_VECTOR);
        p = p.fma(r, E3_VECTOR);
        p = p.fma(r, E2_VECTOR);
        p = p.fma(r, ONE);
        p = p.fma(r, ONE);
        IntVector exponent = m.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        return p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
    }

    static FloatVector ln(FloatVector x) {
        IntVector bits = x.reinterpretAsInts();
        IntVector exponent = bits.sub(HALF_ROOT_BITS).lanewise(VectorOperators.ASHR, 23);
        FloatVector n = exponent.add(Float.floatToRawIntBits(ROUNDER))
                .reinterpretAsFloats()
                .sub(ROUNDER_VECTOR);
        FloatVector f = bits.sub(exponent.lanewise(VectorOperators.LSHL, 23))
                .reinterpretAsFloats()
                .sub(ONE);
        FloatVector p = f.fma(N8_VECTOR, N7_VECTOR);
        p = p.fma(f, N6_VECTOR);
        p = p.fma(f, N5_VECTOR);
        p = p.fma(f, N4_VECTOR);
        p = p.fma(f, N3_VECTOR);
        p = p.fma(f, N2_VECTOR);
        p = p.fma(f, N1_VECTOR);
        p = p.fma(f, N0_VECTOR);
        FloatVector fraction = p.mul(f).fma(f, n.fma(LN2_ADDED_LOW_VECTOR, f));
        return n.fma(LN2_ADDED_HIGH_VECTOR, fraction);
    }

    static FloatVector oneMinusExp(FloatVector d, FloatVector exp) {
        FloatVector p = d.fma(M5_VECTOR, M4_VECTOR);
        p = p.fma(d, M3_VECTOR);
        p = p.fma(d, M2_VECTOR);
        p = p.fma(d, M1_VECTOR);
        p = p.fma(d, ONE);
        return ONE.sub(exp).blend(p.mul(d), d.lt(ONE_MINUS_EXP_SMALL));
    }

    static FloatVector sigmoid(FloatVector x) {
        return ONE.div(exp(x.neg()).add(ONE));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector large = ONE.sub(TWO.div(exp(a.add(a)).add(ONE)));
        FloatVector s = x.mul(x);
        FloatVector p = s.fma(T4_VECTOR, T3_VECTOR);
        p = p.fma(s, T2_VECTOR);
        p = p.fma(s, T1_VECTOR);
        p = p.fma(s, T0_VECTOR);
        FloatVector small = p.mul(s).fma(x, x);
        FloatVector signed = large.blend(large.neg(), x.lt(0f));
        return signed.blend(small, a.lt(TANH_SMALL));
    }

    static FloatVector elu(FloatVector x) {
        return x.blend(exp(x).sub(ONE), x.lt(0f));
    }

    static FloatVector gelu(FloatVector x) {
        return x.mul(sigmoid(geluArgument(x)));
    }

    static FloatVector geluSlope(FloatVector x) {
        FloatVector s = sigmoid(geluArgument(x));
        FloatVector inner = GELU_CUBIC_3_VECTOR.fma(x.mul(x), GELU_SCALE_VECTOR);
        return x.mul(s).mul(ONE.sub(s)).fma(inner, s);
    }

    private static FloatVector geluArgument(FloatVector x) {
        return x.mul(GELU_CUBIC_VECTOR.fma(x.mul(x), GELU_SCALE_VECTOR));
    }
}
