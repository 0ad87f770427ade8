package dev.hourglass.anomaly.scorer;

import dev.hourglass.file.NamedArrays;
import dev.hourglass.file.SafetensorsFile.Entry;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.Lanes;
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
    /** Points measured at a time: what comes out stays in the first-level cache. */
    private static final int GROUP = 16;

    private final int size;
    private final int samples;
    private final int padded;
    private final float[] drawn; // [S, H]
    private final float[] products; // [H, padded S], -2 times the transpose
    private final float[] squares; // [padded S]; padding is infinitely far

    private Neighbours(int size, float[] drawn) {
        this.size = size;
        this.samples = drawn.length / size;
        this.padded = Lanes.pad(samples);
        this.drawn = drawn;
        this.products = new float[Math.multiplyExact(size, padded)];
        this.squares = new float[padded];
        Arrays.fill(squares, Float.POSITIVE_INFINITY);
        for (int s = 0; s < samples; s++) {
            for (int h = 0; h < size; h++) {
                products[h * padded + s] = -2 * drawn[s * size + h];
            }
            squares[s] = square(drawn, s * size);
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

    /** Returns how many floats of scratch a search takes. */
    int scratchSize() {
        return GROUP * padded;
    }

    /**
     * Overwrites {@code means} [count] with the mean distance of each point to its nearest.
     *
     * @param points [.., H]; not modified
     * @param count how many points
     * @param nearest as long as there are neighbours to take; overwritten
     * @param scratch of {@link #scratchSize}; overwritten
     * @param means overwritten
     */
    void distances(float[] points, int count, float[] nearest, float[] scratch, double[] means) {
        for (int from = 0; from < count; from += GROUP) {
            int group = Math.min(GROUP, count - from);
            measure(points, from, group, scratch);
            for (int i = 0; i < group; i++) {
                select(scratch, i * padded, nearest);
                means[from + i] = mean(nearest, square(points, (from + i) * size));
            }
        }
    }

    /** Writes the squared distances of points to all of the sample, less each point's own square. */
    private void measure(float[] points, int from, int count, float[] distances) {
        Kernels.best()
                .matrix()
                .multiply(
                        count,
                        padded,
                        size,
                        points,
                        from * size,
                        size,
                        1,
                        products,
                        0,
                        padded,
                        squares,
                        0,
                        0,
                        distances,
                        0,
                        padded);
    }

    /** Overwrites {@code nearest} with the least of the distances from {@code from} on, ascending. */
    private void select(float[] distances, int from, float[] nearest) {
        Arrays.fill(nearest, Float.POSITIVE_INFINITY);
        float limit = Float.POSITIVE_INFINITY;
        // Most eights hold none of the nearest, and their least says so in one comparison.
        for (int at = from; at < from + padded; at += 8) {
            float low = Math.min(
                    Math.min(
                            Math.min(distances[at], distances[at + 1]), Math.min(distances[at + 2], distances[at + 3])),
                    Math.min(
                            Math.min(distances[at + 4], distances[at + 5]),
                            Math.min(distances[at + 6], distances[at + 7])));
            if (low < limit) {
                limit = insert(distances, at, nearest);
            }
        }
    }

    /** Takes in those of eight distances that are among the least; returns the largest of these. */
    private static float insert(float[] distances, int from, float[] nearest) {
        int last = nearest.length - 1;
        for (int s = from; s < from + 8; s++) {
            float distance = distances[s];
            if (distance < nearest[last]) {
                int at = last;
                while (at > 0 && nearest[at - 1] > distance) {
                    nearest[at] = nearest[at - 1];
                    at--;
                }
                nearest[at] = distance;
            }
        }
        return nearest[last];
    }

    private static double mean(float[] nearest, float own) {
        double sum = 0;
        for (float squared : nearest) {
            sum += Math.sqrt(Math.max(0, squared + own));
        }
        return sum / nearest.length;
    }

    /** Overwrites {@code found} with the indices of the nearest in the sample to one point, nearest first. */
    void nearest(float[] points, int row, int[] found) {
        float[] left = new float[padded];
        measure(points, row, 1, left);
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
