package dev.hourglass.tensor.kernel.vector;

import static dev.hourglass.tensor.kernel.FloatMath.*;

import dev.hourglass.tensor.kernel.Lanes;
import dev.hourglass.tensor.kernel.LossKernels;
import dev.hourglass.tensor.kernel.RowTails;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Losses, a vector at a time: the full 16 columns here, one pass for each vector of the 16 lanes, and what is left of
 * the row in {@link RowTails}.
 */
final class VectorLossKernels implements LossKernels {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
    private static final int V = S.length();

    @Override
    public float squaredError(
            float[] outputs,
            int yFrom,
            float[] targets,
            int xFrom,
            float[] gradients,
            int gFrom,
            int count,
            float scale,
            float[] lanes) {
        int full = Lanes.floor(count);
        for (int lane = 0; lane < Lanes.COUNT; lane += V) {
            squaredErrorLane(outputs, yFrom, targets, xFrom, gradients, gFrom, lane, full, scale * 2f, lanes);
        }
        RowTails.squaredError(outputs, yFrom, targets, xFrom, gradients, gFrom, full, count, scale, lanes);
        return Lanes.sum(lanes);
    }

    private static void squaredErrorLane(
            float[] outputs,
            int yFrom,
            float[] targets,
            int xFrom,
            float[] gradients,
            int gFrom,
            int lane,
            int full,
            float slope,
            float[] lanes) {
        FloatVector sum = FloatVector.zero(S);
        for (int i = lane; i < full; i += Lanes.COUNT) {
            FloatVector y = FloatVector.fromArray(S, outputs, yFrom + i);
            FloatVector x = FloatVector.fromArray(S, targets, xFrom + i);
            FloatVector e = y.sub(x);
            sum = e.fma(e, sum);
            e.mul(slope).intoArray(gradients, gFrom + i);
        }
        sum.intoArray(lanes, lane);
    }

    @Override
    public float crossEntropy(
            float[] logits,
            int zFrom,
            float[] targets,
            int xFrom,
            float[] gradients,
            int gFrom,
            int count,
            float scale,
            float[] lanes) {
        Arrays.fill(lanes, 0, Lanes.COUNT, 0f);
        Arrays.fill(lanes, Lanes.COUNT, Lanes.SCRATCH, 1f);
        for (int from = 0; from < count; from += PRODUCT_COLUMNS) {
            int to = Math.min(count, from + PRODUCT_COLUMNS);
            int full = from + Lanes.floor(to - from);
            for (int lane = 0; lane < Lanes.COUNT; lane += V) {
                crossEntropyLane(
                        logits, zFrom, targets, xFrom, gradients, gFrom, from + lane, full, scale, lanes, lane);
            }
            RowTails.crossEntropy(logits, zFrom, targets, xFrom, gradients, gFrom, full, to, scale, lanes);
            RowTails.addLogarithms(lanes);
        }
        return Lanes.sum(lanes);
    }

    /**
     * Computes one vector of the 16 lanes, with {@code exp} of {@link VectorMath} written out: that makes the method
     * too long (FreqInlineSize, 325 bytes of code) to be inlined into the loops over lanes and rows around it, where
     * JDK 17 would keep its vectors on the heap on some starts.
     */
    private static void crossEntropyLane(
            float[] logits,
            int zFrom,
            float[] targets,
            int xFrom,
            float[] gradients,
            int gFrom,
            int first,
            int full,
            float scale,
            float[] lanes,
            int lane) {
        FloatVector sum = FloatVector.fromArray(S, lanes, lane);
        FloatVector product = FloatVector.fromArray(S, lanes, Lanes.COUNT + lane);
        FloatVector one = VectorMath.of(1f);
        for (int i = first; i < full; i += Lanes.COUNT) {
            FloatVector v = FloatVector.fromArray(S, logits, zFrom + i);
            FloatVector t = FloatVector.fromArray(S, targets, xFrom + i);
            FloatVector a = v.abs();
            FloatVector z = a.neg();
            // Never above 0. A maximum would take four instructions, for the sake of NaN and -0.
            FloatVector c = z.blend(VectorMath.EXP_MIN_VECTOR, z.lt(VectorMath.EXP_MIN_VECTOR));
            FloatVector m = c.fma(VectorMath.of(LOG2_E), VectorMath.of(ROUNDER));
            FloatVector n = m.sub(VectorMath.of(ROUNDER));
            FloatVector q = n.fma(VectorMath.of(-LN2_LOW), n.fma(VectorMath.of(-LN2_HIGH), c));
            FloatVector p = q.fma(VectorMath.of(E6), VectorMath.of(E5));
            p = p.fma(q, VectorMath.of(E4));
            p = p.fma(q, VectorMath.of(E3));
            p = p.fma(q, VectorMath.of(E2));
            p = p.fma(q, one);
            p = p.fma(q, one);
            IntVector exponent = m.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
            FloatVector e = p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
            FloatVector factor = e.add(one);
            FloatVector r = one.div(factor);
            FloatVector y = r.blend(e.mul(r), v.lt(0f));
            sum = sum.add(v.neg().fma(t, v.add(a).mul(0.5f)));
            product = product.mul(factor);
            y.sub(t).mul(scale).intoArray(gradients, gFrom + i);
        }
        sum.intoArray(lanes, lane);
        product.intoArray(lanes, Lanes.COUNT + lane);
    }

    @Override
    public float softmaxCrossEntropy(
            float[] logits,
            int zFrom,
            float[] targets,
            int xFrom,
            float[] gradients,
            int gFrom,
            int count,
            float scale,
            float[] lanes) {
        int full = Lanes.floor(count);
        float top = RowTails.largest(logits, zFrom, full, count, largest(logits, zFrom, full, lanes));
        Arrays.fill(lanes, 0, Lanes.SCRATCH, 0f);
        for (int lane = 0; lane < Lanes.COUNT; lane += V) {
            exponentialsLane(logits, zFrom, targets, xFrom, gradients, gFrom, lane, full, top, lanes);
        }
        RowTails.exponentials(logits, zFrom, targets, xFrom, gradients, gFrom, full, count, top, lanes);
        float total = Lanes.sum(lanes);
        shares(targets, xFrom, gradients, gFrom, full, 1f / total, scale);
        RowTails.shares(targets, xFrom, gradients, gFrom, full, count, 1f / total, scale);
        return RowTails.softmaxLoss(total, lanes);
    }

    /** Returns the largest of whole vectors: of numbers the order in which they are compared does not matter. */
    private static float largest(float[] logits, int zFrom, int full, float[] lanes) {
        FloatVector largest = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < full; i += V) {
            largest = largest.max(FloatVector.fromArray(S, logits, zFrom + i));
        }
        largest.intoArray(lanes, 0);
        return RowTails.largest(lanes, 0, 0, V, Float.NEGATIVE_INFINITY);
    }

    private static void shares(
            float[] targets, int xFrom, float[] gradients, int gFrom, int full, float inverse, float scale) {
        for (int i = 0; i < full; i += V) {
            FloatVector share = FloatVector.fromArray(S, gradients, gFrom + i).mul(inverse);
            share.sub(FloatVector.fromArray(S, targets, xFrom + i)).mul(scale).intoArray(gradients, gFrom + i);
        }
    }

    private static void exponentialsLane(
            float[] logits,
            int zFrom,
            float[] targets,
            int xFrom,
            float[] gradients,
            int gFrom,
            int lane,
            int full,
            float top,
            float[] lanes) {
        FloatVector sum = FloatVector.zero(S);
        FloatVector distance = FloatVector.zero(S);
        for (int i = lane; i < full; i += Lanes.COUNT) {
            FloatVector below = FloatVector.fromArray(S, logits, zFrom + i).sub(top);
            FloatVector e = VectorMath.exp(below);
            sum = sum.add(e);
            distance = FloatVector.fromArray(S, targets, xFrom + i).fma(below.neg(), distance);
            e.intoArray(gradients, gFrom + i);
        }
        sum.intoArray(lanes, lane);
        distance.intoArray(lanes, Lanes.COUNT + lane);
    }

    @Override
    public float absoluteError(
            float[] outputs,
            int yFrom,
            float[] targets,
            int xFrom,
            float[] gradients,
            int gFrom,
            int count,
            float scale,
            float[] lanes) {
        int full = Lanes.floor(count);
        for (int lane = 0; lane < Lanes.COUNT; lane += V) {
            absoluteErrorLane(outputs, yFrom, targets, xFrom, gradients, gFrom, lane, full, scale, lanes);
        }
        RowTails.absoluteError(outputs, yFrom, targets, xFrom, gradients, gFrom, full, count, scale, lanes);
        return Lanes.sum(lanes);
    }

    private static void absoluteErrorLane(
            float[] outputs,
            int yFrom,
            float[] targets,
            int xFrom,
            float[] gradients,
            int gFrom,
            int lane,
            int full,
            float slope,
            float[] lanes) {
        FloatVector sum = FloatVector.zero(S);
        FloatVector up = VectorMath.of(slope);
        for (int i = lane; i < full; i += Lanes.COUNT) {
            FloatVector y = FloatVector.fromArray(S, outputs, yFrom + i);
            FloatVector x = FloatVector.fromArray(S, targets, xFrom + i);
            FloatVector e = y.sub(x);
            sum = sum.add(e.abs());
            FloatVector sign = up.blend(-slope, e.lt(0f));
            sign.blend(0f, e.compare(VectorOperators.EQ, 0f)).intoArray(gradients, gFrom + i);
        }
        sum.intoArray(lanes, lane);
    }

    @Override
    public float huber(
            float[] outputs,
            int yFrom,
            float[] targets,
            int xFrom,
            float[] gradients,
            int gFrom,
            int count,
            float scale,
            float delta,
            float[] lanes) {
        int full = Lanes.floor(count);
        for (int lane = 0; lane < Lanes.COUNT; lane += V) {
            huberLane(outputs, yFrom, targets, xFrom, gradients, gFrom, lane, full, scale, delta, lanes);
        }
        RowTails.huber(outputs, yFrom, targets, xFrom, gradients, gFrom, full, count, scale, delta, lanes);
        return Lanes.sum(lanes);
    }

    private static void huberLane(
            float[] outputs,
            int yFrom,
            float[] targets,
            int xFrom,
            float[] gradients,
            int gFrom,
            int lane,
            int full,
            float slope,
            float delta,
            float[] lanes) {
        FloatVector sum = FloatVector.zero(S);
        FloatVector half = VectorMath.of(-0.5f);
        for (int i = lane; i < full; i += Lanes.COUNT) {
            FloatVector y = FloatVector.fromArray(S, outputs, yFrom + i);
            FloatVector x = FloatVector.fromArray(S, targets, xFrom + i);
            FloatVector e = y.sub(x);
            FloatVector low = e.blend(-delta, e.lt(-delta));
            FloatVector c = low.blend(delta, low.compare(VectorOperators.GT, delta));
            sum = c.fma(c.fma(half, e), sum);
            c.mul(slope).intoArray(gradients, gFrom + i);
        }
        sum.intoArray(lanes, lane);
    }
}
