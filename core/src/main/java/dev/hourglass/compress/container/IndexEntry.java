package dev.hourglass.compress.container;

import java.util.Arrays;

/** Where an entry and its chunks lie; grows while the entry is written or read. Not thread-safe. */
final class IndexEntry {
    private final long offset;
    /** Of each chunk: length of its block, CRC, rows, codec. */
    private int[] fields = new int[16];

    private int chunkCount;

    IndexEntry(long offset) {
        this.offset = offset;
    }

    /**
     * A chunk of the index.
     *
     * @param blockBytes the length of its block, frame included
     * @param crc the checksum of its block
     * @param rows its rows
     * @param codec its codec's number
     */
    record Chunk(int blockBytes, int crc, int rows, int codec) {}

    long offset() {
        return offset;
    }

    int chunkCount() {
        return chunkCount;
    }

    Chunk chunk(int number) {
        int at = 4 * number;
        return new Chunk(fields[at], fields[at + 1], fields[at + 2], fields[at + 3]);
    }

    void add(Chunk chunk) {
        int at = 4 * chunkCount;
        if (at == fields.length) {
            fields = Arrays.copyOf(fields, 2 * fields.length);
        }
        fields[at] = chunk.blockBytes();
        fields[at + 1] = chunk.crc();
        fields[at + 2] = chunk.rows();
        fields[at + 3] = chunk.codec();
        chunkCount++;
    }
}
