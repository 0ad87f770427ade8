package dev.hourglass.compress.lossless;

import java.util.Arrays;

/**
 * Cuts the rows of a chunk into groups that go through the networks together. The codes of a whole group are popped
 * before its samples are pushed, and those of the first groups come from words that nobody wrote; so groups start with
 * one row and grow with what is written: a group has a quarter of the rows before it, in [1, 64], and a chunk borrows
 * the codes of about one row.
 */
final class RowGroups {
    /** The most rows of a group. */
    static final int MOST_ROWS = 64;

    private static final int GROWTH = 4;

    private RowGroups() {}

    /** Returns the rows of the group that starts with a row. */
    static int size(int first, int rows) {
        return Math.min(Math.max(1, Math.min(MOST_ROWS, first / GROWTH)), rows - first);
    }

    /** Returns the first row of each group, in order. */
    static int[] firsts(int rows) {
        int[] firsts = new int[rows];
        int count = 0;
        for (int first = 0; first < rows; first += size(first, rows)) {
            firsts[count++] = first;
        }
        return Arrays.copyOf(firsts, count);
    }
}
