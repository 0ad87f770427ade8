package dev.hourglass.compress;

import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.UnsupportedVersionException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Reads the header of a compressed file: checksum, then version, then fields; nothing is believed unchecked. */
final class CodeHeaderParser {
    private final String file;
    private final byte[] bytes;
    private final ByteBuffer fields;

    private CodeHeaderParser(String file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
        this.fields = CodeFormat.wrap(bytes);
    }

    /** Returns the length of the header, checked against the file's size, from its first bytes. */
    static int length(String file, ByteBuffer prefix, long fileBytes) {
        if (prefix.getLong(0) != CodeFormat.MAGIC) {
            throw new CorruptArtifactException(
                    file, 0, "file must start with the magic of a compressed file; this is another kind of file");
        }
        int length = prefix.getInt(CodeFormat.LENGTH_OFFSET);
        if (length < CodeFormat.PREFIX_BYTES + CodeFormat.CRC_BYTES || length > CodeFormat.MAX_HEADER_BYTES) {
            throw new CorruptArtifactException(
                    file,
                    CodeFormat.LENGTH_OFFSET,
                    "length of the header must be in [" + CodeFormat.MIN_HEADER_BYTES + ", "
                            + CodeFormat.MAX_HEADER_BYTES + "], but was " + Integer.toUnsignedString(length));
        }
        if (length > fileBytes) {
            throw new CorruptArtifactException(
                    file,
                    fileBytes,
                    "file must hold a header of " + length + " bytes, but ends here; it was truncated");
        }
        return length;
    }

    /**
     * Parses a whole header.
     *
     * @throws CorruptArtifactException if a byte is not as it was written
     * @throws UnsupportedVersionException if it is sound, but of another version
     */
    static CodeHeader parse(String file, byte[] bytes) {
        return new CodeHeaderParser(file, bytes).parse();
    }

    private CodeHeader parse() {
        int crcOffset = bytes.length - CodeFormat.CRC_BYTES;
        check(
                fields.getInt(crcOffset) == CodeFormat.crc(bytes, crcOffset),
                crcOffset,
                "CRC-32C of the header must match its bytes, but does not; the file was altered or damaged");
        int version = Short.toUnsignedInt(fields.getShort(CodeFormat.VERSION_OFFSET));
        if (version != CodeFormat.VERSION) {
            throw new UnsupportedVersionException(file, version, CodeFormat.VERSION, CodeFormat.VERSION);
        }
        checkLength(CodeFormat.MIN_HEADER_BYTES, bytes.length >= CodeFormat.MIN_HEADER_BYTES);
        checkKnown(CodeFormat.MODE_OFFSET, "mode", CodeFormat.MODE_QUANTIZED);
        checkKnown(CodeFormat.CODER_OFFSET, "entropy coder", CodeFormat.CODER_PACKED);
        int latentSize = number(CodeFormat.LATENT_OFFSET, "number of dimensions", 1, CodeFormat.MAX_LATENT_SIZE);
        int bits = number(CodeFormat.BITS_OFFSET, "bits", 1, Quantizer.MAX_BITS);
        int chunkRows =
                number(CodeFormat.CHUNK_ROWS_OFFSET, "rows of a chunk", 1, CodeFormat.MAX_CHUNK_VALUES / latentSize);
        int metadataBytes =
                number(CodeFormat.METADATA_LENGTH_OFFSET, "length of the metadata", 0, CodeFormat.MAX_METADATA_BYTES);
        int length = CodeFormat.MIN_HEADER_BYTES + CodeFormat.RANGE_BYTES * latentSize + metadataBytes;
        checkLength(length, length == bytes.length);
        return new CodeHeader(modelId(), quantizer(latentSize, bits), chunkRows, metadata(metadataBytes));
    }

    private void checkLength(int length, boolean holds) {
        check(holds, CodeFormat.LENGTH_OFFSET, "length of the header must be " + length + ", but was " + bytes.length);
    }

    private void checkKnown(int offset, String what, int known) {
        int found = Byte.toUnsignedInt(bytes[offset]);
        check(
                found == known,
                offset,
                what + " must be " + known + ", but was " + found + "; a newer Hourglass may have written it");
    }

    private int number(int offset, String what, int min, int max) {
        int found = fields.getInt(offset);
        check(
                found >= min && found <= max,
                offset,
                what + " must be in [" + min + ", " + max + "], but was " + Integer.toUnsignedString(found));
        return found;
    }

    private String modelId() {
        return HexFormat.of()
                .formatHex(bytes, CodeFormat.MODEL_OFFSET, CodeFormat.MODEL_OFFSET + CodeFormat.MODEL_BYTES);
    }

    private Quantizer quantizer(int latentSize, int bits) {
        float[] min = new float[latentSize];
        float[] max = new float[latentSize];
        for (int i = 0; i < latentSize; i++) {
            int offset = CodeFormat.RANGES_OFFSET + CodeFormat.RANGE_BYTES * i;
            min[i] = fields.getFloat(offset);
            max[i] = fields.getFloat(offset + Float.BYTES);
            check(
                    Float.isFinite(min[i]) && Float.isFinite(max[i]) && min[i] <= max[i],
                    offset,
                    "range of dimension " + i + " must be finite and not empty, but was [" + min[i] + ", " + max[i]
                            + "]");
        }
        return new Quantizer(bits, min, max);
    }

    private String metadata(int length) {
        int end = bytes.length - CodeFormat.CRC_BYTES;
        byte[] text = Arrays.copyOfRange(bytes, end - length, end);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CorruptArtifactException(file, end - length, "metadata must be UTF-8, but are not");
        }
    }

    private void check(boolean holds, long offset, String problem) {
        if (!holds) {
            throw new CorruptArtifactException(file, offset, problem);
        }
    }
}
