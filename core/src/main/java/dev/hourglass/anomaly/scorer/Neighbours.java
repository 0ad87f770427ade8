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

    /** Returns how many distances {@link #measure} writes a point. */
    int stride() {
        return padded;
    }

    /**
     * Measures points to all of the sample.
     *
     * @param points [.., H]; not modified
     * @param count how many
     * @param distances [count, stride]; overwritten with squared distances less the point's own square
     */
    void measure(float[] points, int count, float[] distances) {
        Kernels.best()
                .matrix()
                .multiply(
                        count, padded, size, points, 0, size, 1, products, 0, padded, squares, 0, 0, distances, 0,
                        padded);
    }

    /**
     * Returns the mean distance of one point to its nearest.
     *
     * @param points as measured
     * @param distances as measured
     * @param row which point
     * @param nearest as long as there are neighbours to take; overwritten
     */
    double mean(float[] points, float[] distances, int row, float[] nearest) {
        Arrays.fill(nearest, Float.POSITIVE_INFINITY);
        int last = nearest.length - 1;
        float limit = Float.POSITIVE_INFINITY;
        int to = row * padded + samples;
        for (int s = row * padded; s < to; s++) {
            if (distances[s] < limit) {
                limit = insert(nearest, last, distances[s]);
            }
        }
        float own = square(points, row * size);
        double sum = 0;
        for (float squared : nearest) {
            sum += Math.sqrt(Math.max(0, squared + own));
        }
        return sum / nearest.length;
    }

    /** Overwrites {@code found} with the indices of the nearest in the sample to one measured point, nearest first. */
    void nearest(float[] distances, int row, int[] found) {
        float[] left = Arrays.copyOfRange(distances, row * padded, row * padded + samples);
        for (int i = 0; i < found.length; i++) {
            int best = 0;
            for (int s = 1; s < samples; s++) {
                best = left[s] < left[best] ? s : best;
            }
            left[best] = Float.POSITIVE_INFINITY;
            found[i] = best;
        }
    }

    /** Returns the largest of the nearest after one more came in. */
    private static float insert(float[] nearest, int last, float distance) {
        int at = last;
        while (at > 0 && nearest[at - 1] > distance) {
            nearest[at] = nearest[at - 1];
            at--;
        }
        nearest[at] = distance;
        return nearest[last];
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
