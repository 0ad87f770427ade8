package dev.hourglass.tensor.kernel.vector;

import static dev.hourglass.tensor.kernel.FloatMath.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The functions of {@link dev.hourglass.tensor.kernel.FloatMath}, operation by operation, on whole vectors. */
final class VectorMath {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;

    private VectorMath() {}

    static FloatVector of(float value) {
        return FloatVector.broadcast(S, value);
    }

    static FloatVector exp(FloatVector x) {
        FloatVector c = x.max(EXP_MIN).min(EXP_MAX);
        FloatVector m = c.fma(of(LOG2_E), of(ROUNDER));
        FloatVector n = m.sub(ROUNDER);
        FloatVector r = n.fma(of(-LN2_LOW), n.fma(of(-LN2_HIGH), c));
        FloatVector p = r.fma(of(E6), of(E5));
        p = p.fma(r, of(E4));
        p = p.fma(r, of(E3));
        p = p.fma(r, of(E2));
        p = p.fma(r, of(1f));
        p = p.fma(r, of(1f));
        IntVector exponent = m.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
        return p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
    }

    static FloatVector sigmoid(FloatVector x) {
        return of(1f).div(exp(x.neg()).add(1f));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector a = x.abs();
        FloatVector large = of(1f).sub(of(2f).div(exp(a.add(a)).add(1f)));
        FloatVector s = x.mul(x);
        FloatVector p = s.fma(of(T4), of(T3));
        p = p.fma(s, of(T2));
        p = p.fma(s, of(T1));
        p = p.fma(s, of(T0));
        FloatVector small = p.mul(s).fma(x, x);
        FloatVector signed = large.blend(large.neg(), x.lt(0f));
        return signed.blend(small, a.lt(TANH_SMALL));
    }

    static FloatVector elu(FloatVector x) {
        return x.blend(exp(x).sub(1f), x.lt(0f));
    }

    static FloatVector gelu(FloatVector x) {
        return x.mul(sigmoid(geluArgument(x)));
    }

    static FloatVector geluSlope(FloatVector x) {
        FloatVector s = sigmoid(geluArgument(x));
        FloatVector inner = of(3f * GELU_CUBIC * GELU_SCALE).fma(x.mul(x), of(GELU_SCALE));
        return x.mul(s).mul(of(1f).sub(s)).fma(inner, s);
    }

    private static FloatVector geluArgument(FloatVector x) {
        return x.mul(of(GELU_CUBIC * GELU_SCALE).fma(x.mul(x), of(GELU_SCALE)));
    }
}
