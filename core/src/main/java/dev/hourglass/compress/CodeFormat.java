package dev.hourglass.compress;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The byte layout of a compressed file; {@code docs/compressed-format.md} says the same in words. All numbers are
 * little-endian and unsigned, floats IEEE 754; L is the number of dimensions, M the length of the metadata.
 *
 * <pre>
 * offset   size  header
 * 0        8     magic 89 48 47 5A 0D 0A 1A 0A: not text, "HGZ", and bytes that a text transfer would alter
 * 8        2     format version, 1
 * 10       4     length of the header, checksum included: 68 + 8 L + M
 * 14       1     mode: 0 quantised codes
 * 15       1     entropy coder: 0 none, bits packed
 * 16       32    model: SHA-256 of the model file
 * 48       4     L, in [1, 1048576]
 * 52       1     bits of a dimension, in [1, 16]
 * 53       3     zero
 * 56       4     rows of a chunk, C, at least 1; C L is at most 4194304
 * 60       4     M, at most 1048576
 * 64       8 L   minimum and maximum of each dimension, float32, finite
 * 64+8L    M     metadata: JSON in UTF-8, or nothing
 * 64+8L+M  4     CRC-32C of the header before it
 *
 *                chunk, as many as it takes
 * 0        4     magic "HGZC"
 * 4        4     rows: C, or what is left in the last chunk
 * 8        8     index, from 0
 * 16       4     length of the payload, P
 * 20       P     payload
 * 20+P     4     CRC-32C of the chunk before it
 *
 *                footer, the last 36 bytes
 * 0        4     magic "HGZF"
 * 4        8     rows of the file
 * 12       8     chunks of the file
 * 20       8     length of the file, in bytes
 * 28       4     CRC-32C of the footer before it
 * 32       4     end magic "HGZE"
 * </pre>
 *
 * Payload of coder 0: the indices of {@link Quantizer}, row by row, each with the bits of its dimension (0 where the
 * minimum is the maximum), packed by {@link BitPacker}; the chunk's last byte is filled with zero bits.
 *
 * <p>In every future version the first 14 bytes keep their meaning and the header ends with its checksum, so that a
 * newer file is told from a damaged one.
 */
final class CodeFormat {
    static final int VERSION = 1;
    static final int MODE_QUANTIZED = 0;
    static final int CODER_PACKED = 0;

    static final int MAX_LATENT_SIZE = 1 << 20;
    static final int MAX_CHUNK_VALUES = 1 << 22;
    static final int MAX_METADATA_BYTES = 1 << 20;

    static final int VERSION_OFFSET = 8;
    static final int LENGTH_OFFSET = 10;
    static final int MODE_OFFSET = 14;
    static final int CODER_OFFSET = 15;
    static final int MODEL_OFFSET = 16;
    static final int LATENT_OFFSET = 48;
    static final int BITS_OFFSET = 52;
    static final int CHUNK_ROWS_OFFSET = 56;
    static final int METADATA_LENGTH_OFFSET = 60;
    static final int RANGES_OFFSET = 64;

    static final int MODEL_BYTES = 32;
    static final int RANGE_BYTES = 2 * Float.BYTES;
    static final int CRC_BYTES = Integer.BYTES;
    /** What every version starts with. */
    static final int PREFIX_BYTES = MODE_OFFSET;

    static final int MIN_HEADER_BYTES = RANGES_OFFSET + CRC_BYTES;
    static final int MAX_HEADER_BYTES = MIN_HEADER_BYTES + RANGE_BYTES * MAX_LATENT_SIZE + MAX_METADATA_BYTES;
    static final int CHUNK_HEADER_BYTES = 20;
    static final int FOOTER_BYTES = 36;
    static final int FOOTER_CRC_OFFSET = 28;

    /** As the eight bytes of the layout, read little-endian. */
    static final long MAGIC = 0x0a1a0a0d5a474889L;

    static final int CHUNK_MAGIC = ascii("HGZC");
    static final int FOOTER_MAGIC = ascii("HGZF");
    static final int END_MAGIC = ascii("HGZE");

    private CodeFormat() {}

    static byte[] header(CodeHeader header) {
        Quantizer quantizer = header.quantizer();
        byte[] metadata = header.metadata().getBytes(StandardCharsets.UTF_8);
        int length = MIN_HEADER_BYTES + RANGE_BYTES * quantizer.latentSize() + metadata.length;
        byte[] bytes = new byte[length];
        ByteBuffer out = wrap(bytes)
                .putLong(MAGIC)
                .putShort((short) VERSION)
                .putInt(length)
                .put((byte) MODE_QUANTIZED)
                .put((byte) CODER_PACKED)
                .put(HexFormat.of().parseHex(header.modelId()))
                .putInt(quantizer.latentSize())
                .putInt(quantizer.bits()) // the three bytes above it are the zero ones
                .putInt(header.chunkRows())
                .putInt(metadata.length);
        for (int i = 0; i < quantizer.latentSize(); i++) {
            out.putFloat(quantizer.min(i)).putFloat(quantizer.max(i));
        }
        out.put(metadata);
        out.putInt(crc(bytes, length - CRC_BYTES));
        return bytes;
    }

    static byte[] chunk(long index, int rows, byte[] payload) {
        int length = CHUNK_HEADER_BYTES + payload.length;
        byte[] bytes = new byte[length + CRC_BYTES];
        ByteBuffer out = wrap(bytes)
                .putInt(CHUNK_MAGIC)
                .putInt(rows)
                .putLong(index)
                .putInt(payload.length)
                .put(payload);
        out.putInt(crc(bytes, length));
        return bytes;
    }

    static byte[] footer(long rows, long chunks, long fileBytes) {
        byte[] bytes = new byte[FOOTER_BYTES];
        ByteBuffer out =
                wrap(bytes).putInt(FOOTER_MAGIC).putLong(rows).putLong(chunks).putLong(fileBytes);
        out.putInt(crc(bytes, FOOTER_CRC_OFFSET)).putInt(END_MAGIC);
        return bytes;
    }

    /** Returns the CRC-32C of the first bytes. */
    static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int ascii(String four) {
        return wrap(four.getBytes(StandardCharsets.US_ASCII)).getInt();
    }
}
