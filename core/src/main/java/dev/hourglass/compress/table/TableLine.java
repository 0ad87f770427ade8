package dev.hourglass.compress.table;

import java.util.Arrays;

/** Finds the cells of a line; a delimiter between quotes is none. Not thread-safe; confine to one thread. */
public final class TableLine {
    private final byte delimiter;
    private final boolean hasReturn;
    private int[] starts = new int[16];
    private int count;
    private int end;
    private boolean isSound;

    /**
     * Makes a splitter.
     *
     * @param delimiter between cells
     * @param hasReturn whether a carriage return stands before each line feed
     */
    public TableLine(byte delimiter, boolean hasReturn) {
        this.delimiter = delimiter;
        this.hasReturn = hasReturn;
    }

    /**
     * Splits the line that starts at a byte.
     *
     * @return where the next line starts, or the limit where this one does not end before
     */
    public int split(byte[] text, int from, int limit) {
        count = 0;
        addStart(from);
        boolean isQuoted = false;
        int at = from;
        while (at < limit && text[at] != '\n') {
            byte found = text[at++];
            if (found == '"') {
                isQuoted = !isQuoted;
            } else if (found == delimiter && !isQuoted) {
                addStart(at);
            }
        }
        boolean isEnded = at < limit;
        end = isEnded && hasReturn ? at - 1 : at;
        boolean isClosed = isEnded && (!hasReturn || (end >= starts[count - 1] && text[end] == '\r'));
        isSound = !isQuoted && isClosed;
        return isEnded ? at + 1 : limit;
    }

    private void addStart(int at) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
        }
        starts[count++] = at;
    }

    /** Returns whether the line ends as lines of the table do, and no quote is left open. */
    public boolean isSound() {
        return isSound;
    }

    /** Returns the number of cells, at least 1. */
    public int cells() {
        return count;
    }

    /** Returns where a cell starts. */
    public int start(int cell) {
        return starts[cell];
    }

    /** Returns where a cell ends: at its delimiter, or at the end of the line. */
    public int end(int cell) {
        return cell + 1 < count ? starts[cell + 1] - 1 : end;
    }
}
