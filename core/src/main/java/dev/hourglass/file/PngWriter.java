package dev.hourglass.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * Writes PNG files of 8 bits a sample whose bytes are the same on every machine and JDK: one IDAT chunk of stored
 * Deflate blocks (RFC 1951), each of 65,535 bytes but the last, lines without a filter. Nothing is left to the choice
 * of a compressor, which may change from one build of zlib to the next; so files are as large as their pixels.
 *
 * <p>Source of the format: https://www.w3.org/TR/png-3/. Stateless and safe for concurrent use.
 */
public final class PngWriter {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a};
    private static final int BLOCK_BYTES = 0xffff;
    private static final int BLOCK_HEADER_BYTES = 5;
    private static final int IHDR_BYTES = 13;
    private static final int CHUNK_FRAME_BYTES = 12;
    private static final int ZLIB_FRAME_BYTES = 6;
    /** Deflate with a window of 32 KiB, fastest: the first byte times 256 plus this one is a multiple of 31. */
    private static final byte[] ZLIB_HEADER = {0x78, 0x01};

    private static final int GREY = 0;
    private static final int RGB = 2;

    private PngWriter() {}

    /**
     * Returns the bytes of a file.
     *
     * @param channels 1 for grey, 3 for RGB
     * @param height in pixels
     * @param width in pixels
     */
    public static long sizeBytes(int channels, int height, int width) {
        return SIGNATURE.length + 3L * CHUNK_FRAME_BYTES + IHDR_BYTES + dataBytes(rawBytes(channels, height, width));
    }

    private static long rawBytes(int channels, int height, int width) {
        return height * (1 + (long) channels * width);
    }

    private static long dataBytes(long rawBytes) {
        return ZLIB_FRAME_BYTES + rawBytes + BLOCK_HEADER_BYTES * ((rawBytes + BLOCK_BYTES - 1) / BLOCK_BYTES);
    }

    /**
     * Writes a file.
     *
     * @param channels 1 for grey, 3 for RGB
     * @param height in pixels
     * @param width in pixels
     * @param samples [H, W, C], unsigned; not modified
     * @param out takes the bytes; not closed
     * @throws IOException if the stream fails
     */
    public static void write(int channels, int height, int width, byte[] samples, OutputStream out) throws IOException {
        long rawBytes = rawBytes(channels, height, width);
        out.write(SIGNATURE);
        Chunk header = new Chunk(out, "IHDR", IHDR_BYTES);
        header.write(ByteBuffer.allocate(IHDR_BYTES)
                .putInt(width)
                .putInt(height)
                .put((byte) Byte.SIZE)
                .put((byte) (channels == 1 ? GREY : RGB))
                .array());
        header.end();
        Chunk data = new Chunk(out, "IDAT", Math.toIntExact(dataBytes(rawBytes)));
        new StoredBlocks(data, rawBytes).write(samples, channels * width);
        data.end();
        new Chunk(out, "IEND", 0).end();
    }

    /** A chunk: length, type, data, CRC-32 of type and data. */
    private static final class Chunk {
        private final OutputStream out;
        private final CRC32 crc = new CRC32();

        Chunk(OutputStream out, String type, int length) throws IOException {
            this.out = out;
            out.write(bytes(length));
            for (int i = 0; i < type.length(); i++) {
                write(new byte[] {(byte) type.charAt(i)});
            }
        }

        void write(byte[] bytes) throws IOException {
            write(bytes, bytes.length);
        }

        void write(byte[] bytes, int length) throws IOException {
            crc.update(bytes, 0, length);
            out.write(bytes, 0, length);
        }

        void end() throws IOException {
            out.write(bytes((int) crc.getValue()));
        }
    }

    private static byte[] bytes(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    /** The zlib stream of all lines. */
    private static final class StoredBlocks {
        private final Chunk chunk;
        private final Adler32 adler = new Adler32();
        private final byte[] block = new byte[BLOCK_BYTES];
        private long left;
        private int size;

        StoredBlocks(Chunk chunk, long rawBytes) {
            this.chunk = chunk;
            this.left = rawBytes;
        }

        void write(byte[] samples, int lineBytes) throws IOException {
            chunk.write(ZLIB_HEADER);
            byte[] noFilter = {0};
            for (int at = 0; at < samples.length; at += lineBytes) {
                add(noFilter, 0, 1);
                add(samples, at, lineBytes);
            }
            chunk.write(bytes((int) adler.getValue()));
        }

        private void add(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; ) {
                int part = Math.min(length - done, BLOCK_BYTES - size);
                System.arraycopy(bytes, offset + done, block, size, part);
                size += part;
                done += part;
                left -= part;
                if (size == BLOCK_BYTES || left == 0) {
                    flush();
                }
            }
        }

        private void flush() throws IOException {
            adler.update(block, 0, size);
            chunk.write(new byte[] {
                (byte) (left == 0 ? 1 : 0), (byte) size, (byte) (size >> 8), (byte) ~size, (byte) (~size >> 8)
            });
            chunk.write(block, size);
            size = 0;
        }
    }
}
