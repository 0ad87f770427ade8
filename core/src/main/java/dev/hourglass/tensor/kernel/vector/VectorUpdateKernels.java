package dev.hourglass.tensor.kernel.vector;

import dev.hourglass.tensor.kernel.UpdateKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Optimiser steps, a vector at a time. */
final class VectorUpdateKernels implements UpdateKernels {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
    private static final int V = S.length();

    @Override
    public void momentum(float[] w, float[] m, int from, float[] g, int gFrom, int count, float rate, float momentum) {
        FloatVector down = VectorMath.of(-rate);
        FloatVector keep = VectorMath.of(momentum);
        for (int i = 0; i < count; i += V) {
            FloatVector moved = load(m, from + i).fma(keep, load(g, gFrom + i));
            moved.intoArray(m, from + i);
            moved.fma(down, load(w, from + i)).intoArray(w, from + i);
        }
    }

    @Override
    public void nesterov(float[] w, float[] m, int from, float[] g, int gFrom, int count, float rate, float momentum) {
        FloatVector down = VectorMath.of(-rate);
        FloatVector keep = VectorMath.of(momentum);
        for (int i = 0; i < count; i += V) {
            FloatVector gradient = load(g, gFrom + i);
            FloatVector moved = load(m, from + i).fma(keep, gradient);
            moved.intoArray(m, from + i);
            moved.fma(keep, gradient).fma(down, load(w, from + i)).intoArray(w, from + i);
        }
    }

    @Override
    public void rmsProp(
            float[] w, float[] v, int from, float[] g, int gFrom, int count, float rate, float decay, float epsilon) {
        FloatVector keep = VectorMath.of(decay);
        float rest = 1f - decay;
        for (int i = 0; i < count; i += V) {
            FloatVector gradient = load(g, gFrom + i);
            FloatVector square =
                    load(v, from + i).fma(keep, gradient.mul(gradient).mul(rest));
            square.intoArray(v, from + i);
            FloatVector divisor = square.lanewise(VectorOperators.SQRT).add(epsilon);
            load(w, from + i).sub(gradient.mul(rate).div(divisor)).intoArray(w, from + i);
        }
    }

    @Override
    public void adadelta(
            float[] w,
            float[] v,
            float[] d,
            int from,
            float[] g,
            int gFrom,
            int count,
            float rate,
            float decay,
            float epsilon) {
        FloatVector keep = VectorMath.of(decay);
        FloatVector rest = VectorMath.of(1f - decay);
        FloatVector floor = VectorMath.of(epsilon);
        FloatVector down = VectorMath.of(-rate);
        for (int i = 0; i < count; i += V) {
            FloatVector gradient = load(g, gFrom + i);
            FloatVector square =
                    load(v, from + i).fma(keep, gradient.mul(gradient).mul(rest));
            FloatVector moved = load(d, from + i);
            FloatVector step = moved.add(floor)
                    .div(square.add(floor))
                    .lanewise(VectorOperators.SQRT)
                    .mul(gradient);
            square.intoArray(v, from + i);
            moved.fma(keep, step.mul(step).mul(rest)).intoArray(d, from + i);
            step.fma(down, load(w, from + i)).intoArray(w, from + i);
        }
    }

    @Override
    public void adam(
            float[] w,
            float[] m,
            float[] v,
            int from,
            float[] g,
            int gFrom,
            int count,
            float rate1,
            float rate2,
            float beta1,
            float beta2,
            float epsilon) {
        FloatVector keep1 = VectorMath.of(beta1);
        FloatVector keep2 = VectorMath.of(beta2);
        FloatVector rest1 = VectorMath.of(1f - beta1);
        FloatVector rest2 = VectorMath.of(1f - beta2);
        FloatVector scale1 = VectorMath.of(rate1);
        FloatVector scale2 = VectorMath.of(rate2);
        FloatVector floor = VectorMath.of(epsilon);
        for (int i = 0; i < count; i += V) {
            FloatVector gradient = load(g, gFrom + i);
            FloatVector mean = load(m, from + i).fma(keep1, gradient.mul(rest1));
            FloatVector square =
                    load(v, from + i).fma(keep2, gradient.mul(gradient).mul(rest2));
            mean.intoArray(m, from + i);
            square.intoArray(v, from + i);
            FloatVector divisor = square.lanewise(VectorOperators.SQRT).fma(scale2, floor);
            load(w, from + i).sub(mean.mul(scale1).div(divisor)).intoArray(w, from + i);
        }
    }

    @Override
    public void scale(float[] w, int from, int count, float factor) {
        for (int i = from; i < from + count; i += V) {
            load(w, i).mul(factor).intoArray(w, i);
        }
    }

    @Override
    public void penalize(float[] w, int from, float[] g, int gFrom, int count, float l1, float l2) {
        FloatVector up = VectorMath.of(l1);
        FloatVector decay = VectorMath.of(l2);
        for (int i = 0; i < count; i += V) {
            FloatVector weight = load(w, from + i);
            FloatVector sign = up.blend(-l1, weight.lt(0f)).blend(0f, weight.compare(VectorOperators.EQ, 0f));
            weight.fma(decay, load(g, gFrom + i)).add(sign).intoArray(g, gFrom + i);
        }
    }

    @Override
    public void clamp(float[] g, int from, int count, float limit) {
        for (int i = from; i < from + count; i += V) {
            FloatVector value = load(g, i);
            FloatVector low = value.blend(-limit, value.lt(-limit));
            low.blend(limit, low.compare(VectorOperators.GT, limit)).intoArray(g, i);
        }
    }

    @Override
    public void flush(float[] x, int from, int count, float limit) {
        for (int i = from; i < from + count; i += V) {
            FloatVector value = load(x, i);
            value.blend(0f, value.abs().lt(limit)).intoArray(x, i);
        }
    }

    private static FloatVector load(float[] values, int at) {
        return FloatVector.fromArray(S, values, at);
    }
}
