package dev.hourglass.compress.codec;

import java.util.Arrays;

/**
 * How often a column has taken each of 1024 ranks, of late more than long ago: each counts as much again as the one
 * before it. Ranks from the last on count as one, and so do those up to the first. Sums are kept in a tree (Fenwick
 * 1994, "A new data structure for cumulative frequency tables"). Not thread-safe; confine to one thread.
 */
final class RankHistogram {
    static final int RANKS = 1024;
    /** What each rank counts for before it is seen, as a part of one that is. */
    private static final double UNSEEN = 1e-4;

    private static final double MAX_WEIGHT = 1e6;

    private final double growth;
    private final int first;
    private final double[] sums = new double[RANKS + 1];
    private double total;
    private double weight = 1;

    /**
     * Makes one.
     *
     * @param growth how much more a value counts than the one before it, at least 1
     * @param first rank that is told from others
     */
    RankHistogram(double growth, int first) {
        this.growth = growth;
        this.first = first;
    }

    /** Returns the share of ranks up to one, in [0, 1]. */
    double below(long last) {
        long rank = last - first;
        if (rank < 0) {
            return 0;
        }
        if (rank >= RANKS - 1) {
            return 1;
        }
        double sum = 0;
        for (int i = (int) rank + 1; i > 0; i -= i & -i) {
            sum += sums[i];
        }
        double unseen = UNSEEN * weight;
        return (sum + unseen * (rank + 1)) / (total + unseen * RANKS);
    }

    /** Learns that a rank was taken. */
    void learn(long rank) {
        total += weight;
        for (int i = (int) Math.max(0, Math.min(RANKS - 1, rank - first)) + 1; i <= RANKS; i += i & -i) {
            sums[i] += weight;
        }
        weight *= growth;
        if (weight > MAX_WEIGHT) {
            Arrays.setAll(sums, i -> sums[i] / weight);
            total /= weight;
            weight = 1;
        }
    }
}
