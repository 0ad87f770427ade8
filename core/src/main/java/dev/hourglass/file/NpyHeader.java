package dev.hourglass.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The usual header of an NPY file: version 1.0, C order, as NumPy writes it, padded so that the numbers start at a
 * multiple of 64 bytes. Only the type and the shape differ, so a few letters tell it all: {@code "<f4 (4032, 1)"}.
 */
public final class NpyHeader {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int LENGTH_BYTES = 2;
    private static final int ALIGNMENT = 64;
    private static final String BEFORE_TYPE = "{'descr': '";
    private static final String BEFORE_SHAPE = "', 'fortran_order': False, 'shape': ";
    private static final String END = ", }";
    private static final int MAX_TEXT_BYTES = 1 << 15;

    private NpyHeader() {}

    /**
     * Returns a header.
     *
     * @param type with its byte order, such as {@code <f4}
     * @param shape as Python prints it, such as {@code (2, 3)} or {@code (2,)}
     * @param minBytes that it takes at least, in all
     */
    static byte[] of(String type, String shape, int minBytes) {
        String text = BEFORE_TYPE + type + BEFORE_SHAPE + shape + END;
        int start = MAGIC.length + LENGTH_BYTES;
        int unpadded = Math.max(minBytes, start + text.length() + 1);
        int padded = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        byte[] header = new byte[padded];
        Arrays.fill(header, (byte) ' ');
        ByteBuffer.wrap(header)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) (padded - start))
                .put(text.getBytes(StandardCharsets.ISO_8859_1));
        header[padded - 1] = '\n';
        return header;
    }

    /** Returns type and shape, with a space between, of the bytes of a usual header; of others nothing. */
    public static Optional<byte[]> shorten(byte[] header) {
        String text = new String(header, StandardCharsets.ISO_8859_1);
        int type = MAGIC.length + LENGTH_BYTES + BEFORE_TYPE.length();
        int typeEnd = text.indexOf(BEFORE_SHAPE);
        int shapeEnd = text.lastIndexOf(END);
        if (header.length > MAX_TEXT_BYTES || typeEnd < type || shapeEnd < typeEnd + BEFORE_SHAPE.length()) {
            return Optional.empty();
        }
        String shape = text.substring(typeEnd + BEFORE_SHAPE.length(), shapeEnd);
        byte[] letters = (text.substring(type, typeEnd) + ' ' + shape).getBytes(StandardCharsets.ISO_8859_1);
        return isHeader(letters, header) ? Optional.of(letters) : Optional.empty();
    }

    private static boolean isHeader(byte[] letters, byte[] header) {
        try {
            return Arrays.equals(restore(letters), header);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Returns the header of a type and a shape.
     *
     * @throws IllegalArgumentException if there is no space between, or it would be too long
     */
    public static byte[] restore(byte[] letters) {
        String text = new String(letters, StandardCharsets.ISO_8859_1);
        int space = text.indexOf(' ');
        if (space < 0 || letters.length > MAX_TEXT_BYTES) {
            throw new IllegalArgumentException(
                    "a short NPY header must be a type, a space and a shape, of at most " + MAX_TEXT_BYTES + " bytes");
        }
        return of(text.substring(0, space), text.substring(space + 1), 0);
    }
}
