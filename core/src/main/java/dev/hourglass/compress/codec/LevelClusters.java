package dev.hourglass.compress.codec;

import java.util.Arrays;
import java.util.Optional;

/**
 * The cheapest levels for a column of few different values: neighbours that lie within two bounds may share one, and
 * which do is chosen so that the levels take the fewest bits,
 *
 * <pre>{@code
 * minimise sum_c n_c log2(n / n_c) + bits of naming c      over cuts of the sorted values into cells c
 * }</pre>
 *
 * by dynamic programming. A grid of equal steps cuts through the values that a sensor jitters between; this does not.
 * Immutable and safe for concurrent use.
 */
final class LevelClusters {
    /** The most different values. */
    static final int MAX_VALUES = 2048;

    private static final int MAX_VALUES_PER_LEVEL = 256;
    private static final double BITS_PER_LEVEL = 8;

    private final DistinctValues values;
    /** By the slots of the values. */
    private final long[] targets;

    private LevelClusters(DistinctValues values, long[] targets) {
        this.values = values;
        this.targets = targets;
    }

    /** Returns the bits of what a value is rounded to. */
    long rounded(long bits) {
        return targets[values.slot(bits)];
    }

    /** Returns the cheapest levels, or nothing where the grid's own are as cheap. */
    static Optional<LevelClusters> of(ValueGrid grid, int column, DistinctValues values) {
        long[] keys = Arrays.stream(values.keys())
                .filter(bits ->
                        Double.isFinite(grid.value(bits)) && grid.level(column, grid.value(bits)) != ValueGrid.NONE)
                .toArray();
        Long[] sorted = Arrays.stream(keys).boxed().toArray(Long[]::new);
        Arrays.sort(sorted, (a, b) -> Double.compare(grid.value(a), grid.value(b)));
        return new Search(grid, column, values, sorted).best();
    }

    /** The search for the best cuts. */
    private static final class Search {
        private final ValueGrid grid;
        private final int column;
        private final DistinctValues values;
        private final Long[] sorted;
        private final int[] counts;
        private final long[] lowest;
        private final long[] highest;
        /** Of the first i values: where the last of their cells starts. */
        private final int[] starts;

        Search(ValueGrid grid, int column, DistinctValues values, Long[] sorted) {
            this.grid = grid;
            this.column = column;
            this.values = values;
            this.sorted = sorted;
            counts = new int[sorted.length];
            lowest = new long[sorted.length];
            highest = new long[sorted.length];
            starts = new int[sorted.length + 1];
            for (int i = 0; i < sorted.length; i++) {
                counts[i] = values.countOf(sorted[i]);
                double offset = grid.value(sorted[i]) - grid.origin(column);
                lowest[i] = (long) Math.ceil((offset - grid.bound(column)) / grid.fineStep(column));
                highest[i] = (long) Math.floor((offset + grid.bound(column)) / grid.fineStep(column));
            }
        }

        Optional<LevelClusters> best() {
            return cost() < gridCost() ? targets() : Optional.empty();
        }

        /** Finds the best cells and returns their bits, the list included. */
        private double cost() {
            double[] best = new double[sorted.length + 1];
            for (int end = 1; end <= sorted.length; end++) {
                best[end] = Double.POSITIVE_INFINITY;
                int count = 0;
                int furthest = Math.max(0, end - MAX_VALUES_PER_LEVEL);
                for (int start = end - 1; start >= furthest && lowest[end - 1] <= highest[start]; start--) {
                    count += counts[start];
                    double bits = best[start] + CodeLength.ofShare(count, values.total()) + BITS_PER_LEVEL;
                    if (bits < best[end]) {
                        best[end] = bits;
                        starts[end] = start;
                    }
                }
            }
            return best[sorted.length];
        }

        private double gridCost() {
            double bits = 0;
            int count = 0;
            for (int i = 0; i < sorted.length; i++) {
                count += counts[i];
                boolean isLast = i + 1 == sorted.length || level(i) != level(i + 1);
                if (isLast) {
                    bits += CodeLength.ofShare(count, values.total());
                    count = 0;
                }
            }
            return bits;
        }

        private long level(int i) {
            return grid.level(column, grid.value(sorted[i]));
        }

        private Optional<LevelClusters> targets() {
            long[] targets = new long[values.slots()];
            for (long bits : values.keys()) {
                targets[values.slot(bits)] = bits;
            }
            for (int end = sorted.length; end > 0; end = starts[end]) {
                long near = grid.bitsOf(column, Math.floorDiv(lowest[end - 1] + highest[starts[end]], 2));
                for (int i = starts[end]; i < end; i++) {
                    if (!grid.isSound(column, sorted[i], near)) {
                        return Optional.empty();
                    }
                    targets[values.slot(sorted[i])] = near;
                }
            }
            return Optional.of(new LevelClusters(values, targets));
        }
    }
}
