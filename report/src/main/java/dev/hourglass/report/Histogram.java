package dev.hourglass.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Counts values in bins of equal width; the last bin includes its end.
 *
 * @param from the start of the first bin
 * @param to the end of the last bin
 * @param counts one a bin
 */
record Histogram(double from, double to, List<Integer> counts) {
    private static final int MAX_BINS = 60;

    Histogram {
        counts = List.copyOf(counts);
    }

    /** Counts the finite values in about as many bins as the square root of their number. */
    static Histogram of(List<Float> values) {
        double from = Double.POSITIVE_INFINITY;
        double to = Double.NEGATIVE_INFINITY;
        int finite = 0;
        for (float value : values) {
            if (Float.isFinite(value)) {
                from = Math.min(from, value);
                to = Math.max(to, value);
                finite++;
            }
        }
        if (finite == 0) {
            return new Histogram(0, 0, List.of());
        }
        int bins = from == to ? 1 : (int) Math.min(MAX_BINS, Math.max(5, Math.ceil(Math.sqrt(finite))));
        List<Integer> counts = new ArrayList<>(Collections.nCopies(bins, 0));
        for (float value : values) {
            if (Float.isFinite(value)) {
                int bin = from == to ? 0 : (int) Math.min(bins - 1, (value - from) / (to - from) * bins);
                counts.set(bin, counts.get(bin) + 1);
            }
        }
        return new Histogram(from, to, counts);
    }
}
