package dev.hourglass.file;

import dev.hourglass.error.MalformedDataException;
import dev.hourglass.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lays out NPY files: NumPy's own format for one array.
 *
 * <pre>
 * offset  bytes  what
 * 0       6      93 'N' 'U' 'M' 'P' 'Y'
 * 6       2      format version, major and minor: 1.0, 2.0 or 3.0
 * 8       2|4    length of the header text, little-endian; 2 bytes in version 1, else 4
 * ..      n      the header text, a Python dictionary: {'descr': '&lt;f4', 'fortran_order': False, 'shape': (2, 3), }
 * ..      ..     the numbers, row-major
 * </pre>
 *
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
public final class NpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** NumPy's own headers take some 100 bytes; a longer one than this is damage, not data. */
    private static final int MAX_HEADER_BYTES = 1 << 16;

    private static final Pattern DESCR = Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)['\"]");
    private static final Pattern ORDER = Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9,\\sL]*)\\)");

    private NpyFile() {}

    /**
     * Says how the numbers lie in an NPY file.
     *
     * @param type the numbers' type
     * @param order their byte order
     * @param shape the sizes of the dimensions, outermost first; empty for a single number
     * @param dataOffset the byte offset of the first number
     */
    public record Header(NumberType type, ByteOrder order, List<Long> shape, int dataOffset) {
        public Header {
            shape = List.copyOf(shape);
        }
    }

    /**
     * Reads a header and leaves the stream at the first number.
     *
     * @param in the stream, at the start of the file; not closed
     * @param where the file's name, for messages
     * @return the header
     * @throws MalformedDataException if the bytes are no NPY header, or the array is of a type or order not read here
     * @throws IOException if the stream cannot be read
     */
    public static Header readHeader(InputStream in, String where) throws IOException {
        byte[] start = in.readNBytes(8);
        if (start.length < 8 || !startsWithMagic(start)) {
            throw new MalformedDataException(
                    where + " at byte 0",
                    "an NPY file must start with 93 4e 55 4d 50 59, but this starts with "
                            + HexFormat.ofDelimiter(" ").formatHex(start));
        }
        int version = start[6];
        if (version < 1 || version > 3) {
            throw new MalformedDataException(
                    where + " at byte 6", "the NPY version must be 1, 2 or 3, but was " + version);
        }
        int lengthBytes = version == 1 ? 2 : 4;
        long length = littleEndian(in.readNBytes(lengthBytes), lengthBytes, where);
        if (length > MAX_HEADER_BYTES) {
            throw new MalformedDataException(
                    where + " at byte 8",
                    "the NPY header must be at most " + MAX_HEADER_BYTES + " bytes long, but says " + length);
        }
        byte[] text = in.readNBytes((int) length);
        if (text.length < length) {
            throw truncated(where, 8 + lengthBytes + text.length);
        }
        return parse(new String(text, StandardCharsets.UTF_8), 8 + lengthBytes + (int) length, where);
    }

    /**
     * Writes a tensor as an NPY file, version 1.0, little-endian float32.
     *
     * @param target the file, replaced as a whole or not at all
     * @param tensor any shape; not modified
     * @throws IOException if the file cannot be written
     */
    public static void write(Path target, Tensor tensor) throws IOException {
        AtomicFile.write(target, out -> write(out, tensor));
    }

    /**
     * Writes a tensor in the NPY format, version 1.0, little-endian float32.
     *
     * @param out the stream; not closed
     * @param tensor any shape; not modified
     * @throws IOException if the stream cannot be written
     */
    public static void write(OutputStream out, Tensor tensor) throws IOException {
        out.write(header(tensor.shape().dimensions(), 0));
        ByteBuffer block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : tensor.values()) {
            if (!block.hasRemaining()) {
                out.write(block.array());
                block.clear();
            }
            block.putFloat(value);
        }
        out.write(block.array(), 0, block.position());
    }

    /** Returns the bytes before the numbers, padded to at least {@code minBytes}. */
    static byte[] header(List<? extends Number> dimensions, int minBytes) {
        String sizes = dimensions.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String shape = dimensions.size() == 1 ? "(" + sizes + ",)" : "(" + sizes + ")";
        return NpyHeader.of("<f4", shape, minBytes);
    }

    private static Header parse(String text, int dataOffset, String where) {
        String descr = find(DESCR, text, where);
        if (find(ORDER, text, where).equals("True")) {
            throw new MalformedDataException(
                    where,
                    "the array must lie in C order, but lies in Fortran order; save it again with"
                            + " numpy.ascontiguousarray(array)");
        }
        List<Long> shape = new ArrayList<>();
        for (String size : find(SHAPE, text, where).split(",", -1)) {
            String digits = size.replace("L", "").strip();
            if (!digits.isEmpty()) {
                shape.add(dimension(digits, where));
            }
        }
        ByteOrder order = descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new Header(type(descr, where), order, shape, dataOffset);
    }

    private static String find(Pattern pattern, String text, String where) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new MalformedDataException(
                    where, "the NPY header must name descr, fortran_order and shape, but was \"" + text.strip() + "\"");
        }
        return matcher.group(1);
    }

    private static long dimension(String digits, String where) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new MalformedDataException(
                    where, "the array's sizes must be whole numbers, but one was \"" + digits + "\"", e);
        }
    }

    private static NumberType type(String descr, String where) {
        // The first letter is the byte order; "|" and "=" stand for none and for the writer's, in practice little.
        String kind = descr.isEmpty() ? "" : descr.substring(1).toLowerCase(Locale.ROOT);
        return switch (kind) {
            case "u1", "b1" -> NumberType.U8;
            case "i1" -> NumberType.I8;
            case "u2" -> NumberType.U16;
            case "i2" -> NumberType.I16;
            case "u4" -> NumberType.U32;
            case "i4" -> NumberType.I32;
            case "i8" -> NumberType.I64;
            case "f4" -> NumberType.F32;
            case "f8" -> NumberType.F64;
            default ->
                throw new MalformedDataException(
                        where,
                        "the array's type must be one of b1, u1, i1, u2, i2, u4, i4, i8, f4, f8, but was \"" + descr
                                + "\"; save it again with array.astype(\"float32\")");
        };
    }

    private static boolean startsWithMagic(byte[] start) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (start[i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    private static long littleEndian(byte[] bytes, int expected, String where) {
        if (bytes.length < expected) {
            throw truncated(where, 8 + bytes.length);
        }
        long value = 0;
        for (int i = bytes.length - 1; i >= 0; i--) {
            value = value << 8 | (bytes[i] & 0xff);
        }
        return value;
    }

    private static MalformedDataException truncated(String where, int offset) {
        return new MalformedDataException(where + " at byte " + offset, "the NPY header must be whole, but ends here");
    }
}
