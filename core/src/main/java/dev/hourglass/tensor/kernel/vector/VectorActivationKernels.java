package dev.hourglass.tensor.kernel.vector;

import static dev.hourglass.tensor.kernel.FloatMath.*;

import dev.hourglass.tensor.kernel.ActivationKernels;
import dev.hourglass.tensor.kernel.FloatMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Activations, a vector at a time. */
final class VectorActivationKernels implements ActivationKernels {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
    private static final int V = S.length();

    @Override
    public void relu(float[] values, int from, int count) {
        for (int i = from; i < from + count; i += V) {
            FloatVector z = FloatVector.fromArray(S, values, i);
            z.blend(0f, z.lt(0f)).intoArray(values, i);
        }
    }

    @Override
    public void reluGradient(float[] outputs, int yFrom, float[] gradients, int gFrom, int count) {
        for (int i = 0; i < count; i += V) {
            FloatVector y = FloatVector.fromArray(S, outputs, yFrom + i);
            FloatVector g = FloatVector.fromArray(S, gradients, gFrom + i);
            FloatVector.zero(S).blend(g, y.compare(VectorOperators.GT, 0f)).intoArray(gradients, gFrom + i);
        }
    }

    @Override
    public void leakyRelu(float[] values, int from, int count) {
        for (int i = from; i < from + count; i += V) {
            FloatVector z = FloatVector.fromArray(S, values, i);
            z.blend(z.mul(FloatMath.LEAK), z.lt(0f)).intoArray(values, i);
        }
    }

    @Override
    public void leakyReluGradient(float[] outputs, int yFrom, float[] gradients, int gFrom, int count) {
        for (int i = 0; i < count; i += V) {
            FloatVector y = FloatVector.fromArray(S, outputs, yFrom + i);
            FloatVector g = FloatVector.fromArray(S, gradients, gFrom + i);
            g.blend(g.mul(FloatMath.LEAK), y.lt(0f)).intoArray(gradients, gFrom + i);
        }
    }

    @Override
    public void elu(float[] values, int from, int count) {
        for (int i = from; i < from + count; i += V) {
            FloatVector z = FloatVector.fromArray(S, values, i);
            VectorMath.elu(z).intoArray(values, i);
        }
    }

    @Override
    public void eluGradient(float[] outputs, int yFrom, float[] gradients, int gFrom, int count) {
        for (int i = 0; i < count; i += V) {
            FloatVector y = FloatVector.fromArray(S, outputs, yFrom + i);
            FloatVector g = FloatVector.fromArray(S, gradients, gFrom + i);
            g.mul(VectorMath.of(1f).blend(y.add(1f), y.lt(0f))).intoArray(gradients, gFrom + i);
        }
    }

    @Override
    public void tanh(float[] values, int from, int count) {
        for (int i = from; i < from + count; i += V) {
            FloatVector z = FloatVector.fromArray(S, values, i);
            VectorMath.tanh(z).intoArray(values, i);
        }
    }

    @Override
    public void tanhGradient(float[] outputs, int yFrom, float[] gradients, int gFrom, int count) {
        for (int i = 0; i < count; i += V) {
            FloatVector y = FloatVector.fromArray(S, outputs, yFrom + i);
            FloatVector g = FloatVector.fromArray(S, gradients, gFrom + i);
            g.mul(y.neg().fma(y, VectorMath.of(1f))).intoArray(gradients, gFrom + i);
        }
    }

    /**
     * Computes sigmoids, {@link VectorMath#sigmoid} written out: two calls less, so that callers deep in calls of their
     * own do not pass the depth to which the compiler inlines (MaxInlineLevel), where vectors stay on the heap.
     */
    @Override
    public void sigmoid(float[] inputs, int zFrom, float[] outputs, int yFrom, int count) {
        for (int i = 0; i < count; i += V) {
            FloatVector x = FloatVector.fromArray(S, inputs, zFrom + i);
            FloatVector z = VectorMath.ZERO.sub(x);
            FloatVector a = z.blend(VectorMath.EXP_MIN_VECTOR, z.lt(VectorMath.EXP_MIN_VECTOR));
            FloatVector c = a.blend(VectorMath.EXP_MAX_VECTOR, VectorMath.EXP_MAX_VECTOR.lt(a));
            FloatVector m = c.fma(VectorMath.LOG2_E_VECTOR, VectorMath.ROUNDER_VECTOR);
            FloatVector n = m.sub(VectorMath.ROUNDER_VECTOR);
            FloatVector r = n.fma(VectorMath.LN2_LOW_VECTOR, n.fma(VectorMath.LN2_HIGH_VECTOR, c));
            FloatVector p = r.fma(VectorMath.E6_VECTOR, VectorMath.E5_VECTOR);
            p = p.fma(r, VectorMath.E4_VECTOR);
            p = p.fma(r, VectorMath.E3_VECTOR);
            p = p.fma(r, VectorMath.E2_VECTOR);
            p = p.fma(r, VectorMath.ONE);
            p = p.fma(r, VectorMath.ONE);
            IntVector exponent = m.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector e = p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
            VectorMath.ONE.div(e.add(VectorMath.ONE)).intoArray(outputs, yFrom + i);
        }
    }

    @Override
    public void sigmoidGradient(float[] outputs, int yFrom, float[] gradients, int gFrom, int count) {
        for (int i = 0; i < count; i += V) {
            FloatVector y = FloatVector.fromArray(S, outputs, yFrom + i);
            FloatVector g = FloatVector.fromArray(S, gradients, gFrom + i);
            g.mul(y.mul(VectorMath.of(1f).sub(y))).intoArray(gradients, gFrom + i);
        }
    }

    @Override
    public void gelu(float[] inputs, int xFrom, float[] outputs, int yFrom, int count) {
        for (int i = 0; i < count; i += V) {
            VectorMath.gelu(FloatVector.fromArray(S, inputs, xFrom + i)).intoArray(outputs, yFrom + i);
        }
    }

    @Override
    public void geluGradient(float[] inputs, int xFrom, float[] gradients, int gFrom, int count) {
        for (int i = 0; i < count; i += V) {
            FloatVector slope = VectorMath.geluSlope(FloatVector.fromArray(S, inputs, xFrom + i));
            FloatVector.fromArray(S, gradients, gFrom + i).mul(slope).intoArray(gradients, gFrom + i);
        }
    }
}
