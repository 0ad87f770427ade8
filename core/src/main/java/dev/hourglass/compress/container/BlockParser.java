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
        block.require(block.bodyBytes() >= ContainerFormat.ENTRY_BYTES, 0, "an entry must take at least 30 bytes");
        requireNumber(block, expectedNumber);
        int nameBytes = block.shortAt(24);
        int prologueBytes = block.intAt(26);
        long parameterBytes = (long) block.bodyBytes() - ContainerFormat.ENTRY_BYTES - nameBytes - prologueBytes;
        block.require(
                prologueBytes >= 0 && parameterBytes >= 0,
                26,
                "name and prologue must fit the entry, but take " + nameBytes + " and "
                        + Integer.toUnsignedString(prologueBytes) + " bytes of " + block.bodyBytes());
        int prologueAt = ContainerFormat.ENTRY_BYTES + nameBytes;
        try {
            RowLayout layout = layout(block);
            EntryKind kind = known(EntryKind.of(block.byteAt(4)), block.byteAt(4));
            return EntryHeader.of(kind, name(block, nameBytes), layout, block.intAt(20))
                    .withPrologue(prologue(block.byteAt(7), block.bytesAt(prologueAt, prologueBytes)))
                    .withParameters(block.restAt(prologueAt + prologueBytes));
        } catch (IllegalArgumentException e) {
            throw block.corrupt(0, "entry " + expectedNumber + ": " + e.getMessage());
        }
    }

    private static byte[] prologue(int form, byte[] bytes) {
        if (form != ContainerFormat.PLAIN_PROLOGUE && form != ContainerFormat.NPY_PROLOGUE) {
            throw new IllegalArgumentException("the form of a prologue must be 0 or 1, but was " + form);
        }
        return form == ContainerFormat.PLAIN_PROLOGUE ? bytes : NpyHeader.restore(bytes);
    }

    private static RowLayout layout(Block block) {
        int order = block.byteAt(6);
        if (order > 1) {
            throw new IllegalArgumentException("byte order must be 0 or 1, but was " + order);
        }
        return new RowLayout(block.intAt(8), block.byteAt(5), order == 1, block.intAt(12), block.intAt(16));
    }

    private static String name(Block block, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(block.bytesAt(ContainerFormat.ENTRY_BYTES, length)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("name of an entry must be UTF-8, but is not", e);
        }
    }

    /** Checks that a chunk belongs to an entry. */
    static void requireChunk(Block block, EntryHeader entry, int entryNumber) {
        block.require(block.bodyBytes() >= ContainerFormat.CHUNK_BYTES, 0, "a chunk must take at least 17 bytes");
        requireNumber(block, entryNumber);
        block.require(
                block.longAt(4) >= 0 && block.longAt(4) <= Integer.MAX_VALUE,
                4,
                "number of a chunk must be in [0, 2147483647], but was " + Long.toUnsignedString(block.longAt(4)));
        int rows = block.intAt(12);
        block.require(
                rows >= 1 && rows <= entry.chunkRows(),
                12,
                "rows of a chunk must be in [1, " + entry.chunkRows() + "], but were "
                        + Integer.toUnsignedString(rows));
    }

    static EntrySeal seal(Block block, EntryHeader entry, int entryNumber) {
        block.require(block.bodyBytes() >= ContainerFormat.SEAL_BYTES, 0, "a seal must take at least 60 bytes");
        requireNumber(block, entryNumber);
        byte[] epilogue = block.restAt(ContainerFormat.SEAL_BYTES);
        long chunks = block.longAt(4);
        long rows = block.longAt(12);
        long maxRows = Long.MAX_VALUE / 2 / entry.layout().rowBytes();
        block.require(
                chunks >= 0 && rows >= chunks && rows <= maxRows && chunks == ceilDiv(rows, entry.chunkRows()),
                4,
                "chunks and rows of a seal must fit, but were " + Long.toUnsignedString(chunks) + " and "
                        + Long.toUnsignedString(rows));
        long contentBytes = entry.prologue().length + rows * entry.layout().rowBytes() + epilogue.length;
        block.require(
                // The content of a picture is the file that is made of its rows.
                block.longAt(20) == contentBytes || (entry.kind() == EntryKind.PICTURE && block.longAt(20) >= 0),
                20,
                "bytes of the content must be " + contentBytes + ", but were "
                        + Long.toUnsignedString(block.longAt(20)));
        String sha256 = HexFormat.of().formatHex(block.bytesAt(28, 32));
        return new EntrySeal(chunks, rows, block.longAt(20), sha256, epilogue);
    }

    private static long ceilDiv(long rows, int chunkRows) {
        return rows / chunkRows + (rows % chunkRows > 0 ? 1 : 0);
    }

    private static void requireNumber(Block block, int expected) {
        block.require(
                block.intAt(0) == expected,
                0,
                "number of the entry must be " + expected + ", but was " + Integer.toUnsignedString(block.intAt(0)));
    }

    private static <T> T known(Optional<T> kind, int number) {
        return kind.orElseThrow(() -> new IllegalArgumentException(
                "kind must be known, but was number " + number + "; a newer Hourglass may have written it"));
    }
}
