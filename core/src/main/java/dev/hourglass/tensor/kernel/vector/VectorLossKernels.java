package dev.hourglass.tensor.kernel.vector;

import dev.hourglass.tensor.kernel.Lanes;
import dev.hourglass.tensor.kernel.LossKernels;
import dev.hourglass.tensor.kernel.RowTails;
import jdk.incubator.vector.FloatVector;
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
            crossEntropyLane(outputs, yFrom, targets, xFrom, gradients, gFrom, lane, full, scale, lanes);
        }
        RowTails.crossEntropy(outputs, yFrom, targets, xFrom, gradients, gFrom, full, count, scale, lanes);
        return Lanes.sum(lanes);
    }

    private static void crossEntropyLane(
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
        FloatVector one = VectorMath.of(1f);
        for (int i = lane; i < full; i += Lanes.COUNT) {
            FloatVector y = FloatVector.fromArray(S, outputs, yFrom + i);
            FloatVector x = FloatVector.fromArray(S, targets, xFrom + i);
            FloatVector e = VectorMath.exp(y.abs().neg());
            FloatVector r = one.div(e.add(1f));
            FloatVector p = r.blend(e.mul(r), y.lt(0f));
            FloatVector positive = y.blend(0f, y.lt(0f));
            sum = sum.add(y.neg().fma(x, positive).add(VectorMath.log1p(e)));
            p.sub(x).mul(slope).intoArray(gradients, gFrom + i);
        }
        sum.intoArray(lanes, lane);
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
