package dev.hourglass.compress.container;

import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.UnsupportedVersionException;
import dev.hourglass.file.NpyHeader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Reads headers and bodies of blocks whose checksum fits; nothing else is believed unchecked. */
final class BlockParser {
    private BlockParser() {}

    /** Returns the length of the header from its first bytes. */
    static int headerBytes(String file, byte[] prefix) {
        ByteBuffer fields = ContainerFormat.wrap(prefix);
        if (fields.getLong(0) != ContainerFormat.MAGIC) {
            throw new CorruptArtifactException(
                    file, 0, "file must start with the magic of a compressed file; this is another kind of file");
        }
        int length = fields.getInt(ContainerFormat.LENGTH_OFFSET);
        if (length < ContainerFormat.PREFIX_BYTES + ContainerFormat.CRC_BYTES
                || length > ContainerFormat.MAX_HEADER_BYTES) {
            throw new CorruptArtifactException(
                    file,
                    ContainerFormat.LENGTH_OFFSET,
                    "length of the header must be in [18, " + ContainerFormat.MAX_HEADER_BYTES + "], but was "
                            + Integer.toUnsignedString(length));
        }
        return length;
    }

    /**
     * Reads a whole header.
     *
     * @throws CorruptArtifactException if a byte is not as it was written
     * @throws UnsupportedVersionException if it is sound, but of another version
     */
    static ModelReference header(String file, byte[] bytes) {
        int end = bytes.length - ContainerFormat.CRC_BYTES;
        if (!Block.isSound(bytes)) {
            throw new CorruptArtifactException(
                    file,
                    end,
                    "CRC-32C of the header must match its bytes, but does not; the file was altered or damaged");
        }
        ByteBuffer fields = ContainerFormat.wrap(bytes);
        int version = Short.toUnsignedInt(fields.getShort(ContainerFormat.VERSION_OFFSET));
        if (version != ContainerFormat.VERSION) {
            throw new UnsupportedVersionException(file, version, ContainerFormat.VERSION, ContainerFormat.VERSION);
        }
        if (bytes.length != ContainerFormat.HEADER_BYTES) {
            throw new CorruptArtifactException(
                    file,
                    ContainerFormat.LENGTH_OFFSET,
                    "length of the header must be " + ContainerFormat.HEADER_BYTES + ", but was " + bytes.length);
        }
        int kind = fields.getShort(ContainerFormat.MODEL_KIND_OFFSET);
        int start = ContainerFormat.MODEL_OFFSET;
        String id = HexFormat.of().formatHex(bytes, start, start + ContainerFormat.MODEL_BYTES);
        try {
            return new ModelReference(known(ModelReference.Kind.of(kind), kind), id);
        } catch (IllegalArgumentException e) {
            throw new CorruptArtifactException(file, ContainerFormat.MODEL_KIND_OFFSET, String.valueOf(e.getMessage()));
        }
    }

    static EntryHeader entry(Block block, int expectedNumber) {
        BodyReader body = block.body();
        requireNumber(block, body, expectedNumber);
        try {
            return entry(block, body);
        } catch (IllegalArgumentException e) {
            throw block.corrupt(0, "entry " + expectedNumber + ": " + e.getMessage());
        }
    }

    private static EntryHeader entry(Block block, BodyReader body) {
        int kind = body.octet("kind of an entry");
        int bytesPerValue = body.octet("bytes of a value");
        int flags = flags(block, body);
        RowLayout layout = layout(body, bytesPerValue, (flags & ContainerFormat.BIG_ENDIAN) != 0);
        int chunkRows = body.count("rows of a chunk", 1, ContainerFormat.MAX_CHUNK_BYTES);
        int nameBytes = body.count("length of the name", 1, ContainerFormat.MAX_NAME_BYTES);
        int prologueBytes = body.count("length of the prologue", 0, ContainerFormat.MAX_PROLOGUE_BYTES);
        String name = name(body.bytes("name of the entry", nameBytes));
        byte[] prologue = body.bytes("prologue of the entry", prologueBytes);
        return EntryHeader.of(known(EntryKind.of(kind), kind), name, layout, chunkRows)
                .withPrologue((flags & ContainerFormat.NPY_PROLOGUE) != 0 ? NpyHeader.restore(prologue) : prologue)
                .withParameters(body.rest());
    }

    private static int flags(Block block, BodyReader body) {
        int start = body.at();
        int flags = body.octet("flags of an entry");
        int known = ContainerFormat.BIG_ENDIAN | ContainerFormat.NPY_PROLOGUE;
        block.require((flags & ~known) == 0, start, "flags of an entry must be in [0, 3], but were " + flags);
        return flags;
    }

    private static RowLayout layout(BodyReader body, int bytesPerValue, boolean isBigEndian) {
        int valuesPerRow = body.count("values of a row", 1, RowLayout.MAX_ROW_BYTES);
        int valuesPerLine = body.count("values of a line", 1, valuesPerRow);
        int valuesPerPixel = body.count("values of a pixel", 1, valuesPerLine);
        return new RowLayout(valuesPerRow, bytesPerValue, isBigEndian, valuesPerLine, valuesPerPixel);
    }

    private static String name(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("name of an entry must be UTF-8, but is not", e);
        }
    }

    /** Reads a chunk that belongs to an entry. */
    static StoredChunk chunk(Block block, EntryHeader entry, int entryNumber) {
        BodyReader body = block.body();
        requireNumber(block, body, entryNumber);
        int number = body.count("number of a chunk", 0, Integer.MAX_VALUE);
        int rows = body.count("rows of a chunk", 1, entry.chunkRows());
        int codec = body.octet("codec of a chunk");
        return new StoredChunk(block, number, rows, codec, body.rest());
    }

    static EntrySeal seal(Block block, EntryHeader entry, int entryNumber) {
        BodyReader body = block.body();
        requireNumber(block, body, entryNumber);
        int countsAt = body.at();
        long chunks = body.number("chunks of a seal", 0, Long.MAX_VALUE);
        long maxRows = Long.MAX_VALUE / 2 / entry.layout().rowBytes();
        long rows = body.number("rows of a seal", chunks, maxRows);
        block.require(
                chunks == ceilDiv(rows, entry.chunkRows()),
                countsAt,
                "chunks and rows of a seal must fit, but were " + chunks + " and " + rows);
        int contentAt = body.at();
        long contentBytes = body.number("bytes of the content", 0, Long.MAX_VALUE);
        String sha256 = HexFormat.of().formatHex(body.bytes("SHA-256 of the content", ContainerFormat.SHA256_BYTES));
        byte[] epilogue = body.rest();
        long expected = entry.prologue().length + rows * entry.layout().rowBytes() + epilogue.length;
        block.require(
                // The content of a picture is the file that is made of its rows.
                contentBytes == expected || entry.kind() == EntryKind.PICTURE,
                contentAt,
                "bytes of the content must be " + expected + ", but were " + contentBytes);
        return new EntrySeal(chunks, rows, contentBytes, sha256, epilogue);
    }

    /** Returns the number of the entry that a block says it belongs to. */
    static int entryNumber(Block block) {
        return entryNumber(block.body());
    }

    /** Returns where in its body a block says what it says next to the number of the entry. */
    static int behindEntryNumber(Block block) {
        BodyReader body = block.body();
        entryNumber(body);
        return body.at();
    }

    private static long ceilDiv(long rows, int chunkRows) {
        return rows / chunkRows + (rows % chunkRows > 0 ? 1 : 0);
    }

    private static int entryNumber(BodyReader body) {
        return body.count("number of the entry", 0, Integer.MAX_VALUE);
    }

    private static void requireNumber(Block block, BodyReader body, int expected) {
        int number = entryNumber(body);
        block.require(number == expected, 0, "number of the entry must be " + expected + ", but was " + number);
    }

    private static <T> T known(Optional<T> kind, int number) {
        return kind.orElseThrow(() -> new IllegalArgumentException(
                "kind must be known, but was number " + number + "; a newer Hourglass may have written it"));
    }
}
