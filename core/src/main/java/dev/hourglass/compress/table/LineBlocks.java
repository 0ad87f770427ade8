package dev.hourglass.compress.table;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads a stream in blocks of whole lines; a line that is longer than a block comes in pieces. Not thread-safe; confine
 * to one thread.
 */
public final class LineBlocks {
    private final InputStream in;
    private final byte[] buffer;
    private int buffered;
    private boolean isEnded;
    private boolean isInside;
    private boolean areLines;

    /**
     * Starts to read.
     *
     * @param in not closed
     * @param blockBytes the most bytes of a block
     */
    public LineBlocks(InputStream in, int blockBytes) {
        this.in = in;
        this.buffer = new byte[blockBytes];
    }

    /** Returns the next block; empty at the end. */
    public byte[] next() throws IOException {
        if (!isEnded) {
            int count = in.readNBytes(buffer, buffered, buffer.length - buffered);
            buffered += count;
            isEnded = buffered < buffer.length;
        }
        int last = lastEnd();
        areLines = !isInside && last > 0;
        int cut = isInside && last > 0 ? firstEnd() : last > 0 ? last : buffered;
        isInside = last == 0 && !isEnded;
        byte[] block = Arrays.copyOf(buffer, cut);
        System.arraycopy(buffer, cut, buffer, 0, buffered - cut);
        buffered -= cut;
        return block;
    }

    /** Returns whether the block that came last starts with a line and ends with one. */
    public boolean areLines() {
        return areLines;
    }

    private int lastEnd() {
        int end = buffered;
        while (end > 0 && buffer[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private int firstEnd() {
        int end = 0;
        while (buffer[end] != '\n') {
            end++;
        }
        return end + 1;
    }
}
