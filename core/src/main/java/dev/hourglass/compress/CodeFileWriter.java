package dev.hourglass.compress;

import dev.hourglass.file.AtomicFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes codes to a compressed file as they come; memory holds one chunk. The file appears under its name when
 * {@link #finish()} returns, and not at all where the writer is closed before.
 *
 * <p>Not thread-safe; confine to one thread.
 */
public final class CodeFileWriter implements Closeable {
    private final AtomicFile file;
    private final CodeHeader header;
    private final Quantizer quantizer;
    private final BitPacker packer;

    private long fileBytes;
    private long rows;
    private long chunks;
    private int rowsInChunk;
    /** Whether codes may be added: not while a row is half packed, nor after the end. */
    private boolean isOpen = true;

    /**
     * Starts a file.
     *
     * @param target the file to make or replace
     * @param header what it says before its codes
     * @throws IOException if the file cannot be made
     */
    public CodeFileWriter(Path target, CodeHeader header) throws IOException {
        this.header = header;
        this.quantizer = header.quantizer();
        this.packer = new BitPacker(header.payloadBytes(header.chunkRows()));
        this.file = AtomicFile.create(target);
        try {
            put(CodeFormat.header(header));
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Adds codes.
     *
     * @param codes shape [N, L], finite; not modified
     * @param count the rows to take, N or fewer
     * @throws IOException if the disk fails
     * @throws IllegalArgumentException if a code is not finite; the writer is then of no more use
     */
    public void write(float[] codes, int count) throws IOException {
        int latentSize = quantizer.latentSize();
        requireOpen();
        if (count < 0 || (long) count * latentSize > codes.length) {
            throw new IllegalArgumentException(
                    "codes must hold " + count + " rows of " + latentSize + ", but hold " + codes.length + " values");
        }
        isOpen = false;
        for (int row = 0; row < count; row++) {
            pack(codes, row * latentSize);
            rowsInChunk++;
            if (rowsInChunk == header.chunkRows()) {
                endChunk();
            }
        }
        isOpen = true;
    }

    /**
     * Ends the file and gives it its name.
     *
     * @return its size
     * @throws IOException if the disk fails
     */
    public CompressedSize finish() throws IOException {
        requireOpen();
        isOpen = false;
        if (rowsInChunk > 0) {
            endChunk();
        }
        put(CodeFormat.footer(rows, chunks, fileBytes + CodeFormat.FOOTER_BYTES));
        file.commit();
        return new CompressedSize(fileBytes, rows);
    }

    /** Deletes what was written unless it was finished. */
    @Override
    public void close() throws IOException {
        file.close();
    }

    private void requireOpen() {
        if (!isOpen) {
            throw new IllegalStateException("file must be open, but was finished or a write to it failed");
        }
    }

    private void pack(float[] codes, int start) {
        for (int i = 0; i < quantizer.latentSize(); i++) {
            packer.put(quantizer.index(i, codes[start + i]), quantizer.bits(i));
        }
    }

    private void endChunk() throws IOException {
        put(CodeFormat.chunk(chunks, rowsInChunk, packer.take()));
        rows += rowsInChunk;
        chunks++;
        rowsInChunk = 0;
    }

    private void put(byte[] bytes) throws IOException {
        file.stream().write(bytes);
        fileBytes += bytes.length;
    }
}
