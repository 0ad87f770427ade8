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
 * unsigned. Those of a fixed size are little-endian; those of size v take 1 to 9 bytes, seven bits in each, the lowest
 * first, and the highest bit of a byte says that another follows (LEB128). They are never longer than they need be, so
 * that a content has one encoding.
 *
 * <pre>
 * offset   size  header
 * 0        8     magic 89 48 47 5A 0D 0A 1A 0A: not text, "HGZ", and bytes that a text transfer would alter
 * 8        2     format version, 3
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
 *          size  body of "HGZN", an entry
 *          v     number of the entry, from 0
 *          1     kind: see EntryKind
 *          1     bytes of a value: 1, 2, 4 or 8
 *          1     flags: 1 the highest byte of a value comes first, 2 the prologue is an NPY header in short
 *          v     values of a row
 *          v     values of a line
 *          v     values of a pixel
 *          v     rows of a chunk, but for the last
 *          v     length of the name, N
 *          v     length of the prologue as it stands here, P
 *          N     name, UTF-8
 *          P     prologue: what comes before the rows; in short, its type, a space and its shape
 *          rest  parameters of the kind
 *
 *          size  body of "HGZC", a chunk of the entry before it
 *          v     number of the entry
 *          v     number of the chunk in the entry, from 0
 *          v     rows
 *          1     codec
 *          rest  payload
 *
 *          size  body of "HGZS", the seal of the entry
 *          v     number of the entry
 *          v     chunks
 *          v     rows
 *          v     bytes of the content: prologue, rows, epilogue
 *          32    SHA-256 of the content
 *          rest  epilogue: what comes after the rows
 *
 *          size  body of "HGZI", the index
 *          v     number of entries; then for each of them:
 *          v     offset of its entry block in the file, less that of the entry before it
 *          v     its chunks; then for each of them:
 *          v     length of its block
 *          4     CRC-32C of its block
 *          v     rows
 *          1     codec
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
 *
 * <p>Numbers of fixed size would take 70 bytes more of an entry with one chunk: a tenth of a file of many short series.
 */
final class ContainerFormat {
    static final int VERSION = 5;

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

    /** Flags of an entry. */
    static final int BIG_ENDIAN = 1;

    static final int NPY_PROLOGUE = 2;

    static final int HEADER_BYTES = 52;
    /** The longest header that a future version may have. */
    static final int MAX_HEADER_BYTES = 1 << 24;

    static final int BLOCK_HEADER_BYTES = 8;
    static final int BLOCK_FRAME_BYTES = BLOCK_HEADER_BYTES + CRC_BYTES;
    static final int SHA256_BYTES = 32;
    /** The fewest bytes of an entry and its seal: ten fields and a name of one byte, four fields and the SHA-256. */
    static final int MIN_ENTRY_BYTES = BLOCK_FRAME_BYTES + 10 + 1 + BLOCK_FRAME_BYTES + 4 + SHA256_BYTES;
    /** The fewest bytes that the index can say of a chunk. */
    static final int MIN_INDEX_CHUNK_BYTES = 7;

    static final int FOOTER_BYTES = 36;
    static final int FOOTER_CRC_OFFSET = 28;

    /** More than the fields take before name, payload or epilogue, whatever their numbers. */
    private static final int MAX_FIELD_BYTES = 100;

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
            return MAX_FIELD_BYTES + MAX_NAME_BYTES + MAX_PROLOGUE_BYTES + MAX_PARAMETER_BYTES;
        }
        if (magic == CHUNK_MAGIC) {
            return MAX_FIELD_BYTES + MAX_CHUNK_BYTES;
        }
        if (magic == SEAL_MAGIC) {
            return MAX_FIELD_BYTES + MAX_EPILOGUE_BYTES;
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
        int flags = (layout.isBigEndian() ? BIG_ENDIAN : 0) | (npy.isPresent() ? NPY_PROLOGUE : 0);
        return new BodyWriter(MAX_FIELD_BYTES + name.length + prologue.length + parameters.length)
                .number(number)
                .octet(entry.kind().number())
                .octet(layout.bytesPerValue())
                .octet(flags)
                .number(layout.valuesPerRow())
                .number(layout.valuesPerLine())
                .number(layout.valuesPerPixel())
                .number(entry.chunkRows())
                .number(name.length)
                .number(prologue.length)
                .bytes(name)
                .bytes(prologue)
                .bytes(parameters)
                .framed(ENTRY_MAGIC);
    }

    static byte[] chunk(int entry, long number, int rows, EncodedChunk chunk) {
        return new BodyWriter(MAX_FIELD_BYTES + chunk.payload().length)
                .number(entry)
                .number(number)
                .number(rows)
                .octet(chunk.codec().number())
                .bytes(chunk.payload())
                .framed(CHUNK_MAGIC);
    }

    static byte[] seal(int entry, EntrySeal seal) {
        byte[] epilogue = seal.epilogue();
        return new BodyWriter(MAX_FIELD_BYTES + epilogue.length)
                .number(entry)
                .number(seal.chunks())
                .number(seal.rows())
                .number(seal.contentBytes())
                .bytes(HexFormat.of().parseHex(seal.sha256()))
                .bytes(epilogue)
                .framed(SEAL_MAGIC);
    }

    static byte[] index(List<IndexEntry> entries) {
        BodyWriter body = new BodyWriter(MAX_FIELD_BYTES).number(entries.size());
        long before = 0;
        for (IndexEntry entry : entries) {
            body.number(entry.offset() - before).number(entry.chunkCount());
            before = entry.offset();
            for (int i = 0; i < entry.chunkCount(); i++) {
                IndexEntry.Chunk chunk = entry.chunk(i);
                body.number(chunk.blockBytes())
                        .crc(chunk.crc())
                        .number(chunk.rows())
                        .octet(chunk.codec());
            }
        }
        return body.framed(INDEX_MAGIC);
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

    private static int ascii(String four) {
        return wrap(four.getBytes(StandardCharsets.US_ASCII)).getInt();
    }
}
