package dev.hourglass.tensor.kernel.vector;

import dev.hourglass.tensor.kernel.Lanes;
import dev.hourglass.tensor.kernel.ReductionKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Sums and batch normalisation, a vector at a time. */
final class VectorReductionKernels implements ReductionKernels {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
    private static final int V = S.length();

    @Override
    public void columnSums(int rows, int columns, float[] x, int from, int stride, float[] target, int targetFrom) {
        int j = 0;
        for (; j + 4 * V <= columns; j += 4 * V) {
            fourColumns(rows, x, from + j, stride, target, targetFrom + j);
        }
        for (; j < columns; j += V) {
            oneColumn(rows, x, from + j, stride, target, targetFrom + j);
        }
    }

    /** Four chains at once hide the latency of the additions. */
    private static void fourColumns(int rows, float[] x, int from, int stride, float[] target, int to) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int at = from;
        for (int i = 0; i < rows; i++) {
            s0 = s0.add(load(x, at));
            s1 = s1.add(load(x, at + V));
            s2 = s2.add(load(x, at + 2 * V));
            s3 = s3.add(load(x, at + 3 * V));
            at += stride;
        }
        s0.intoArray(target, to);
        s1.intoArray(target, to + V);
        s2.intoArray(target, to + 2 * V);
        s3.intoArray(target, to + 3 * V);
    }

    private static void oneColumn(int rows, float[] x, int from, int stride, float[] target, int to) {
        FloatVector sum = FloatVector.zero(S);
        int at = from;
        for (int i = 0; i < rows; i++) {
            sum = sum.add(load(x, at));
            at += stride;
        }
        sum.intoArray(target, to);
    }

    @Override
    public void columnDeviations(
            int rows,
            int columns,
            float[] x,
            int from,
            int stride,
            float[] mean,
            int meanFrom,
            float[] target,
            int targetFrom) {
        for (int j = 0; j < columns; j += V) {
            deviations(rows, x, from + j, stride, mean, meanFrom + j, target, targetFrom + j);
        }
    }

    private static void deviations(
            int rows, float[] x, int from, int stride, float[] mean, int meanFrom, float[] target, int to) {
        FloatVector sum = FloatVector.zero(S);
        FloatVector center = load(mean, meanFrom);
        int at = from;
        for (int i = 0; i < rows; i++) {
            FloatVector deviation = load(x, at).sub(center);
            sum = deviation.fma(deviation, sum);
            at += stride;
        }
        sum.intoArray(target, to);
    }

    @Override
    public void columnProducts(
            int rows, int columns, float[] x, float[] y, int from, int stride, float[] target, int targetFrom) {
        for (int j = 0; j < columns; j += V) {
            products(rows, x, y, from + j, stride, target, targetFrom + j);
        }
    }

    private static void products(int rows, float[] x, float[] y, int from, int stride, float[] target, int to) {
        FloatVector sum = FloatVector.zero(S);
        int at = from;
        for (int i = 0; i < rows; i++) {
            sum = load(x, at).fma(load(y, at), sum);
            at += stride;
        }
        sum.intoArray(target, to);
    }

    @Override
    public void keepLeast(int rows, int columns, float[] x, int from, float[] least, int leastFrom, int count) {
        for (int j = 0; j < columns; j += V) {
            // Two, the usual number, stay in registers.
            if (count == 2) {
                keepTwo(rows, columns, x, from + j, least, leastFrom + j);
            } else {
                keep(rows, columns, x, from + j, least, leastFrom + j, count);
            }
        }
    }

    private static void keepTwo(int rows, int columns, float[] x, int from, float[] least, int to) {
        FloatVector first = load(least, to);
        FloatVector second = load(least, to + columns);
        for (int at = from; at < from + rows * columns; at += columns) {
            FloatVector value = load(x, at);
            VectorMask<Float> isFirst = value.lt(first);
            FloatVector pushed = value.blend(first, isFirst);
            first = first.blend(value, isFirst);
            second = second.blend(pushed, pushed.lt(second));
        }
        first.intoArray(least, to);
        second.intoArray(least, to + columns);
    }

    private static void keep(int rows, int columns, float[] x, int from, float[] least, int to, int count) {
        for (int at = from; at < from + rows * columns; at += columns) {
            FloatVector value = load(x, at);
            for (int r = to; r < to + count * columns; r += columns) {
                FloatVector kept = load(least, r);
                VectorMask<Float> isLess = value.lt(kept);
                kept.blend(value, isLess).intoArray(least, r);
                value = value.blend(kept, isLess);
            }
        }
    }

    @Override
    public float sumOfSquares(float[] x, int from, int count, float[] lanes) {
        for (int lane = 0; lane < Lanes.COUNT; lane += V) {
            squaresLane(x, from + lane, from + count, lanes, lane);
        }
        return Lanes.sum(lanes);
    }

    private static void squaresLane(float[] x, int from, int to, float[] lanes, int lane) {
        FloatVector sum = FloatVector.zero(S);
        for (int i = from; i < to; i += Lanes.COUNT) {
            FloatVector value = load(x, i);
            sum = value.fma(value, sum);
        }
        sum.intoArray(lanes, lane);
    }

    @Override
    public float sumOfMagnitudes(float[] x, int from, int count, float[] lanes) {
        for (int lane = 0; lane < Lanes.COUNT; lane += V) {
            magnitudesLane(x, from + lane, from + count, lanes, lane);
        }
        return Lanes.sum(lanes);
    }

    private static void magnitudesLane(float[] x, int from, int to, float[] lanes, int lane) {
        FloatVector sum = FloatVector.zero(S);
        for (int i = from; i < to; i += Lanes.COUNT) {
            sum = sum.add(load(x, i).abs());
        }
        sum.intoArray(lanes, lane);
    }

    @Override
    public void normalize(float[] x, int from, float[] mean, float[] inverse, float[] normalized, int count) {
        for (int j = 0; j < count; j += V) {
            load(x, from + j).sub(load(mean, j)).mul(load(inverse, j)).intoArray(normalized, from + j);
        }
    }

    @Override
    public void scaleShift(float[] normalized, int from, float[] w, int gamma, int beta, float[] y, int count) {
        for (int j = 0; j < count; j += V) {
            load(normalized, from + j)
                    .fma(load(w, gamma + j), load(w, beta + j))
                    .intoArray(y, from + j);
        }
    }

    @Override
    public void combine(float[] g, int from, float[] normalized, float[] a, float[] b, float[] c, int count) {
        for (int j = 0; j < count; j += V) {
            FloatVector shifted = load(g, from + j).fma(load(a, j), load(b, j));
            load(normalized, from + j).fma(load(c, j), shifted).intoArray(g, from + j);
        }
    }

    private static FloatVector load(float[] values, int at) {
        return FloatVector.fromArray(S, values, at);
    }
}
