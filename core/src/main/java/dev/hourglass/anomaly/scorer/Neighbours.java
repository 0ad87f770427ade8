package dev.hourglass.anomaly.scorer;

import dev.hourglass.file.NamedArrays;
import dev.hourglass.file.SafetensorsFile.Entry;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.Arrays;
import java.util.List;

/**
 * Measures how far points are from the nearest of a few points drawn from those it was fitted on. Immutable and safe
 * for concurrent use.
 *
 * <p>A small sample is enough, and better than all rows where some of them are anomalous: few of those get into it, and
 * hardly ever several of a kind, so that they find no neighbours.
 *
 * <p>Source: Sugiyama and Borgwardt 2013, "Rapid distance-based outlier detection via sampling", NeurIPS.
 */
final class Neighbours {
    /** Points measured at a time, and rows of the sample: what comes out stays in the first-level cache. */
    private static final int GROUP = 64;

    private final int size;
    private final int samples;
    private final float[] drawn; // [S, H]
    private final float[] factors; // [S, 1 + H], the squared length, then -2 times the point

    private Neighbours(int size, float[] drawn) {
        this.size = size;
        this.samples = drawn.length / size;
        this.drawn = drawn;
        this.factors = new float[Math.multiplyExact(samples, size + 1)];
        for (int s = 0; s < samples; s++) {
            int at = s * (size + 1);
            factors[at] = square(drawn, s * size);
            for (int h = 0; h < size; h++) {
                factors[at + 1 + h] = -2 * drawn[s * size + h];
            }
        }
    }

    /**
     * Draws the sample.
     *
     * @param points [N, H]; not modified
     * @param size H
     * @param chosen the rows to keep, S of them
     */
    static Neighbours fit(float[] points, int size, int[] chosen) {
        float[] drawn = new float[Math.multiplyExact(chosen.length, size)];
        for (int s = 0; s < chosen.length; s++) {
            System.arraycopy(points, chosen[s] * size, drawn, s * size, size);
        }
        return new Neighbours(size, drawn);
    }

    /** Returns S. */
    int samples() {
        return samples;
    }

    /** Returns how many floats of scratch a search for so many nearest takes. */
    int scratchSize(int nearest) {
        return (size + 2 + GROUP + nearest) * GROUP;
    }

    /**
     * Overwrites {@code means} [count] with the mean distance of each point to its nearest.
     *
     * @param points [.., H]; not modified
     * @param count how many points
     * @param nearest how many neighbours to take, at most S
     * @param scratch of {@link #scratchSize}; overwritten
     * @param means overwritten
     */
    void distances(float[] points, int count, int nearest, float[] scratch, double[] means) {
        int zeros = (size + 1) * GROUP;
        int measured = zeros + GROUP;
        int least = measured + GROUP * GROUP;
        Arrays.fill(scratch, zeros, measured, 0);
        for (int from = 0; from < count; from += GROUP) {
            int group = Math.min(GROUP, count - from);
            layOut(points, from, group, scratch);
            Arrays.fill(scratch, least, least + nearest * GROUP, Float.POSITIVE_INFINITY);
            for (int s = 0; s < samples; s += GROUP) {
                int some = Math.min(GROUP, samples - s);
                measure(s, some, GROUP, scratch, zeros, measured);
                Kernels.best().reduction().keepLeast(some, GROUP, scratch, measured, scratch, least, nearest);
            }
            for (int i = 0; i < group; i++) {
                means[from + i] = mean(scratch, least + i, nearest, square(points, (from + i) * size));
            }
        }
    }

    /** Writes a row of ones, then points side by side, each a column; columns left over hold what they held. */
    private void layOut(float[] points, int from, int count, float[] scratch) {
        Arrays.fill(scratch, 0, GROUP, 1);
        int whole = count & -8;
        Kernels.best().matrix().transpose(whole, size, points, from * size, size, scratch, GROUP, GROUP);
        for (int i = whole; i < count; i++) {
            for (int h = 0; h < size; h++) {
                scratch[(1 + h) * GROUP + i] = points[(from + i) * size + h];
            }
        }
    }

    /** Writes the squared distances of some of the sample to points that are laid out, less each point's own square. */
    private void measure(int first, int count, int points, float[] scratch, int zeros, int measured) {
        int steps = size + 1;
        int from = first * steps;
        Kernels.best()
                .matrix()
                .multiply(
                        count, points, steps, factors, from, steps, 1, scratch, 0, GROUP, scratch, zeros, 0, scratch,
                        measured, GROUP);
    }

    private static double mean(float[] least, int from, int nearest, float own) {
        double sum = 0;
        for (int r = 0; r < nearest; r++) {
            sum += Math.sqrt(Math.max(0, least[from + r * GROUP] + own));
        }
        return sum / nearest;
    }

    /** Overwrites {@code found} with the indices of the nearest in the sample to one point, nearest first. */
    void nearest(float[] points, int row, int[] found) {
        float[] left = new float[samples];
        for (int s = 0; s < samples; s++) {
            int at = s * (size + 1);
            float sum = factors[at];
            for (int h = 0; h < size; h++) {
                sum = Math.fma(factors[at + 1 + h], points[row * size + h], sum);
            }
            left[s] = sum;
        }
        for (int i = 0; i < found.length; i++) {
            int best = 0;
            for (int s = 1; s < samples; s++) {
                best = left[s] < left[best] ? s : best;
            }
            left[best] = Float.POSITIVE_INFINITY;
            found[i] = best;
        }
    }

    private float square(float[] points, int from) {
        float sum = 0;
        for (int h = from; h < from + size; h++) {
            sum = Math.fma(points[h], points[h], sum);
        }
        return sum;
    }

    /** Returns what a file keeps. */
    List<Entry> store(String name) {
        return List.of(new Entry(name, Shape.of(samples, size), drawn));
    }

    /** Reads what {@link #store} wrote. */
    static Neighbours read(NamedArrays arrays, String name, int samples, int size) {
        return new Neighbours(size, StoredNumbers.values(arrays, name, Shape.of(samples, size)));
    }
}
