package dev.hourglass.compress.container;

import dev.hourglass.compress.codec.EncodedChunk;
import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.file.NpyHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The byte layout of a compressed file; {@code docs/compressed-format.md} says the same in words. All numbers are
 * little-endian and unsigned.
 *
 * <pre>
 * offset   size  header
 * 0        8     magic 89 48 47 5A 0D 0A 1A 0A: not text, "HGZ", and bytes that a text transfer would alter
 * 8        2     format version, 2
 * 10       4     length of the header, checksum included: 52
 * 14       1     model: 0 none, 1 named, 2 embedded as the first entry
 * 15       1     zero
 * 16       32    SHA-256 of the model file, or zeros
 * 48       4     CRC-32C of the header before it
 *
 *                block: any of those below
 * 0        4     magic, which says what the body is
 * 4        4     length of the body, B
 * 8        B     body
 * 8+B      4     CRC-32C of the block before it
 *
 *                body of "HGZN", an entry
 * 0        4     number of the entry, from 0
 * 4        1     kind: see EntryKind
 * 5        1     bytes of a value: 1, 2, 4 or 8
 * 6        1     byte order: 0 the lowest byte first, 1 the highest
 * 7        1     prologue: 0 as it is, 1 an NPY header in short
 * 8        4     values of a row
 * 12       4     values of a line
 * 16       4     values of a pixel
 * 20       4     rows of a chunk, but for the last
 * 24       2     length of the name, N
 * 26       4     length of the prologue as it stands here, P
 * 30       N     name, UTF-8
 * 30+N     P     prologue: what comes before the rows; in short, its type, a space and its shape
 * 30+N+P   rest  parameters of the kind
 *
 *                body of "HGZC", a chunk of the entry before it
 * 0        4     number of the entry
 * 4        8     number of the chunk in the entry, from 0
 * 12       4     rows
 * 16       1     codec
 * 17       rest  payload
 *
 *                body of "HGZS", the seal of the entry
 * 0        4     number of the entry
 * 4        8     chunks
 * 12       8     rows
 * 20       8     bytes of the content: prologue, rows, epilogue
 * 28       32    SHA-256 of the content
 * 60       rest  epilogue: what comes after the rows
 *
 *                body of "HGZI", the index
 * 0        4     number of entries; then for each of them:
 *          8     offset of its entry block in the file
 *          8     its chunks, n
 *          n 13  of each chunk: length of its block (4), the block's CRC-32C (4), rows (4), codec (1)
 *
 *                footer, the last 36 bytes
 * 0        4     magic "HGZF"
 * 4        8     offset of the index block
 * 12       8     length of the index block
 * 20       8     length of the file
 * 28       4     CRC-32C of the footer before it
 * 32       4     end magic "HGZE"
 * </pre>
 *
 * The order of blocks is: each entry, its chunks, its seal; then the index. In every future version the first 14 bytes
 * keep their meaning and the header ends with its checksum, so that a newer file is told from a damaged one.
 */
final class ContainerFormat {
    static final int VERSION = 2;

    static final int MAX_NAME_BYTES = 4096;
    static final int MAX_PROLOGUE_BYTES = 1 << 20;
    static final int MAX_EPILOGUE_BYTES = RowLayout.MAX_ROW_BYTES;
    static final int MAX_PARAMETER_BYTES = 1 << 24;
    /** The most bytes the rows of a chunk can take. */
    static final int MAX_CHUNK_BYTES = 1 << 24;

    static final int VERSION_OFFSET = 8;
    static final int LENGTH_OFFSET = 10;
    static final int MODEL_KIND_OFFSET = 14;
    static final int MODEL_OFFSET = 16;
    static final int MODEL_BYTES = 32;
    static final int CRC_BYTES = Integer.BYTES;
    /** What every version starts with. */
    static final int PREFIX_BYTES = MODEL_KIND_OFFSET;

    static final int PLAIN_PROLOGUE = 0;
    static final int NPY_PROLOGUE = 1;

    static final int HEADER_BYTES = 52;
    /** The longest header that a future version may have. */
    static final int MAX_HEADER_BYTES = 1 << 24;

    static final int BLOCK_HEADER_BYTES = 8;
    static final int BLOCK_FRAME_BYTES = BLOCK_HEADER_BYTES + CRC_BYTES;
    static final int ENTRY_BYTES = 30;
    static final int CHUNK_BYTES = 17;
    static final int SEAL_BYTES = 60;
    static final int INDEX_ENTRY_BYTES = 16;
    static final int INDEX_CHUNK_BYTES = 13;
    static final int FOOTER_BYTES = 36;
    static final int FOOTER_CRC_OFFSET = 28;

    /** As the eight bytes of the layout, read little-endian. */
    static final long MAGIC = 0x0a1a0a0d5a474889L;

    static final int ENTRY_MAGIC = ascii("HGZN");
    static final int CHUNK_MAGIC = ascii("HGZC");
    static final int SEAL_MAGIC = ascii("HGZS");
    static final int INDEX_MAGIC = ascii("HGZI");
    static final int FOOTER_MAGIC = ascii("HGZF");
    static final int END_MAGIC = ascii("HGZE");

    private ContainerFormat() {}

    /** Returns the longest body that a block of this magic can have, or -1 where the magic is not known. */
    static int maxBodyBytes(int magic) {
        if (magic == ENTRY_MAGIC) {
            return ENTRY_BYTES + MAX_NAME_BYTES + MAX_PROLOGUE_BYTES + MAX_PARAMETER_BYTES;
        }
        if (magic == CHUNK_MAGIC) {
            return CHUNK_BYTES + MAX_CHUNK_BYTES;
        }
        if (magic == SEAL_MAGIC) {
            return SEAL_BYTES + MAX_EPILOGUE_BYTES;
        }
        return magic == INDEX_MAGIC ? Integer.MAX_VALUE - BLOCK_FRAME_BYTES : -1;
    }

    static byte[] header(ModelReference model) {
        byte[] bytes = new byte[HEADER_BYTES];
        ByteBuffer out = wrap(bytes)
                .putLong(MAGIC)
                .putShort((short) VERSION)
                .putInt(HEADER_BYTES)
                .put((byte) model.kind().number())
                .put((byte) 0)
                .put(HexFormat.of().parseHex(model.id()));
        out.putInt(crc(bytes, HEADER_BYTES - CRC_BYTES));
        return bytes;
    }

    static byte[] entry(int number, EntryHeader entry) {
        byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
        Optional<byte[]> npy = NpyHeader.shorten(entry.prologue());
        byte[] prologue = npy.orElse(entry.prologue());
        byte[] parameters = entry.parameters();
        RowLayout layout = entry.layout();
        byte[] block = room(ENTRY_BYTES + name.length + prologue.length + parameters.length);
        body(block)
                .putInt(number)
                .put((byte) entry.kind().number())
                .put((byte) layout.bytesPerValue())
                .put((byte) (layout.isBigEndian() ? 1 : 0))
                .put((byte) (npy.isPresent() ? NPY_PROLOGUE : PLAIN_PROLOGUE))
                .putInt(layout.valuesPerRow())
                .putInt(layout.valuesPerLine())
                .putInt(layout.valuesPerPixel())
                .putInt(entry.chunkRows())
                .putShort((short) name.length)
                .putInt(prologue.length)
                .put(name)
                .put(prologue)
                .put(parameters);
        return framed(ENTRY_MAGIC, block);
    }

    static byte[] chunk(int entry, long number, int rows, EncodedChunk chunk) {
        byte[] block = room(CHUNK_BYTES + chunk.payload().length);
        body(block)
                .putInt(entry)
                .putLong(number)
                .putInt(rows)
                .put((byte) chunk.codec().number())
                .put(chunk.payload());
        return framed(CHUNK_MAGIC, block);
    }

    static byte[] seal(int entry, EntrySeal seal) {
        byte[] epilogue = seal.epilogue();
        byte[] block = room(SEAL_BYTES + epilogue.length);
        body(block)
                .putInt(entry)
                .putLong(seal.chunks())
                .putLong(seal.rows())
                .putLong(seal.contentBytes())
                .put(HexFormat.of().parseHex(seal.sha256()))
                .put(epilogue);
        return framed(SEAL_MAGIC, block);
    }

    static byte[] index(List<IndexEntry> entries) {
        long length = Integer.BYTES;
        for (IndexEntry entry : entries) {
            length += INDEX_ENTRY_BYTES + (long) INDEX_CHUNK_BYTES * entry.chunkCount();
        }
        byte[] block = room(Math.toIntExact(length));
        ByteBuffer body = body(block).putInt(entries.size());
        for (IndexEntry entry : entries) {
            body.putLong(entry.offset()).putLong(entry.chunkCount());
            for (int i = 0; i < entry.chunkCount(); i++) {
                IndexEntry.Chunk chunk = entry.chunk(i);
                body.putInt(chunk.blockBytes())
                        .putInt(chunk.crc())
                        .putInt(chunk.rows())
                        .put((byte) chunk.codec());
            }
        }
        return framed(INDEX_MAGIC, block);
    }

    static byte[] footer(long indexOffset, long indexBytes, long fileBytes) {
        byte[] bytes = new byte[FOOTER_BYTES];
        ByteBuffer out = wrap(bytes)
                .putInt(FOOTER_MAGIC)
                .putLong(indexOffset)
                .putLong(indexBytes)
                .putLong(fileBytes);
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

    /** Makes room for a block whose body has this length. */
    private static byte[] room(int bodyBytes) {
        return new byte[Math.addExact(bodyBytes, BLOCK_FRAME_BYTES)];
    }

    /** Returns a buffer of a block, positioned at its body. */
    private static ByteBuffer body(byte[] block) {
        return wrap(block).position(BLOCK_HEADER_BYTES);
    }

    /** Puts the frame around a body. */
    private static byte[] framed(int magic, byte[] bytes) {
        int end = bytes.length - CRC_BYTES;
        ByteBuffer written = wrap(bytes);
        written.putInt(0, magic).putInt(Integer.BYTES, bytes.length - BLOCK_FRAME_BYTES);
        written.putInt(end, crc(bytes, end));
        return bytes;
    }

    private static int ascii(String four) {
        return wrap(four.getBytes(StandardCharsets.US_ASCII)).getInt();
    }
}
