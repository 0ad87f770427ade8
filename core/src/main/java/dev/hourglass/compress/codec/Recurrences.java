package dev.hourglass.compress.codec;

import java.util.Arrays;

/**
 * Guesses the rank of a value: the one that followed when what is known looked the same before, each guess by another
 * part of what is known, and the one that comes next where the column goes on as it did once, the longer it has done so
 * the surer. Not thread-safe; confine to one thread.
 */
final class Recurrences {
    /** Guesses. */
    static final int COUNT = 8;
    /** The highest confidence. */
    static final int MAX_CONFIDENCE = 31;

    /** A table of guesses has four places for each value, as far as this. */
    private static final int MAX_PLACE_BITS = 18;

    private static final int PLACE_BITS_MORE = 2;
    private static final int RUN = COUNT - 1;
    /** The fewest ranks that make a run. */
    private static final int MIN_RUN = 5;

    private static final int KEPT_CONFIDENCE = 3;

    private final ColumnHistory history;
    private final int columns;
    private final int placeBits;
    private final long[] ranks;
    private final byte[] confidences;
    private final int[] places = new int[RUN];
    /** Of each hash of a run: one more than the place it last ended at. */
    private final int[] runs;
    /** Of each column: the place that the next value is like, or -1, and for how long it has been. */
    private final int[] next;

    private final int[] lengths;
    private final long[] guesses = new long[COUNT];
    private final int[] sureness = new int[COUNT];

    Recurrences(ColumnHistory history, int columns, int rows) {
        this.history = history;
        this.columns = columns;
        placeBits = RankHash.bits(rows, columns, PLACE_BITS_MORE, MAX_PLACE_BITS);
        ranks = new long[RUN << placeBits];
        confidences = new byte[RUN << placeBits];
        runs = new int[1 << placeBits];
        next = new int[columns];
        lengths = new int[columns];
        Arrays.fill(next, -1);
    }

    /** Returns a guess. */
    long guess(int number) {
        return guesses[number];
    }

    /** Returns how sure a guess is: how often it was right, in [1, {@link #MAX_CONFIDENCE}], or 0 if there is none. */
    int confidence(int number) {
        return sureness[number];
    }

    /** Looks at what is known of a value. */
    void look(int at, int column, int[] neighbours) {
        int one = RankHash.of(column, history.foldedRank(at, 1));
        int two = RankHash.of(one, history.foldedRank(at, 2));
        int three = RankHash.of(two, history.foldedRank(at, 3));
        int first = neighbours.length > 0 ? history.foldedRank(at - neighbours[0], 0) : 0;
        int second = neighbours.length > 1 ? history.foldedRank(at - neighbours[1], 0) : 0;
        int four = RankHash.of(three, history.foldedRank(at, 4));
        int five = RankHash.of(four, history.foldedRank(at, 5));
        boolean hasTwo = neighbours.length > 1;
        int beside = neighbours.length > 0
                ? RankHash.of(one, first)
                : RankHash.of(history.foldedRank(at, 2), history.foldedRank(at, 3));
        place(0, one);
        place(1, two);
        place(2, three);
        place(3, beside);
        place(4, hasTwo ? RankHash.of(RankHash.of(first, second), column) : four);
        place(5, RankHash.of(column, first));
        place(6, hasTwo ? RankHash.of(beside, second) : RankHash.of(five, history.foldedRank(at, 6)));
        follow(column);
    }

    private void place(int number, int hash) {
        int spread = RankHash.of(hash, number);
        int place = (number << placeBits) + (spread & (1 << placeBits) - 1);
        places[number] = place;
        guesses[number] = ranks[place];
        sureness[number] = confidences[place];
    }

    private void follow(int column) {
        int from = next[column];
        guesses[RUN] = from < 0 ? 0 : history.rank(from, 0);
        sureness[RUN] = from < 0 ? 0 : Math.min(MAX_CONFIDENCE, lengths[column]);
    }

    /** Learns the rank of the value looked at, which the history knows by now. */
    void learn(int at, int column) {
        long rank = history.rank(at, 0);
        for (int place : places) {
            if (confidences[place] != 0 && ranks[place] == rank) {
                confidences[place] = (byte) Math.min(MAX_CONFIDENCE, confidences[place] + 1);
            } else {
                boolean isKept = confidences[place] > KEPT_CONFIDENCE;
                confidences[place] = (byte) (isKept ? confidences[place] / 2 : 1);
                ranks[place] = isKept ? ranks[place] : rank;
            }
        }
        learnRun(at, column, rank);
    }

    private void learnRun(int at, int column, long rank) {
        int from = next[column];
        if (from >= 0 && history.rank(from, 0) == rank) {
            lengths[column]++;
            next[column] += columns;
        } else {
            next[column] = -1;
        }
        int hash = column;
        for (int rows = 0; rows < MIN_RUN; rows++) {
            hash = RankHash.of(hash, history.foldedRank(at, rows));
        }
        hash &= (1 << placeBits) - 1;
        int end = runs[hash] - 1;
        if (next[column] < 0 && end >= 0) {
            int length = commonLength(end, at);
            if (length >= MIN_RUN) {
                next[column] = end + columns;
                lengths[column] = length;
            }
        }
        runs[hash] = at + 1;
    }

    private int commonLength(int end, int at) {
        int length = 0;
        while (length <= MAX_CONFIDENCE
                && end - (long) length * columns >= 0
                && history.rank(end, length) == history.rank(at, length)) {
            length++;
        }
        return length;
    }
}
