package dev.hourglass.data;

import dev.hourglass.error.MalformedDataException;
import dev.hourglass.file.NumberType;
import dev.hourglass.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Lays out IDX files, the format of MNIST.
 *
 * <pre>
 * offset  bytes  what
 * 0       2      00 00
 * 2       1      type: 08 u8, 09 i8, 0b i16, 0c i32, 0d f32, 0e f64
 * 3       1      rank: the number of dimensions
 * 4       4*rank the sizes, outermost first, big-endian
 * ..      ..     the numbers, row-major, big-endian
 * </pre>
 *
 * Source: LeCun, Cortes and Burges, "The MNIST database of handwritten digits", section "File formats".
 *
 * @param type the numbers' type
 * @param rank the number of dimensions, at least 1
 * @param sampleShape the dimensions but the first; [1] for rank 1
 * @param rows the rows, positioned at the first
 */
record IdxFile(NumberType type, int rank, Shape sampleShape, NumberStream rows) {

    static IdxFile open(Path path) throws IOException {
        SourceStream in = SourceStream.open(path);
        try {
            return readHeader(in, path.toString());
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    private static IdxFile readHeader(SourceStream in, String where) throws IOException {
        byte[] magic = in.readNBytes(4);
        NumberType type = type(magic, where);
        int rank = magic[3];
        byte[] sizes = in.readNBytes(4 * rank);
        if (sizes.length < 4 * rank) {
            throw new MalformedDataException(
                    where + " at byte " + (4 + sizes.length), "the IDX header must be whole, but ends here");
        }
        int[] dimensions = new int[rank];
        for (int i = 0; i < rank; i++) {
            dimensions[i] = ByteBuffer.wrap(sizes).getInt(4 * i);
            if (dimensions[i] < 1) {
                throw new MalformedDataException(
                        where + " at byte " + (4 + 4 * i),
                        "each size must be in [1, " + Integer.MAX_VALUE + "], but was "
                                + Integer.toUnsignedString(dimensions[i]));
            }
        }
        Shape sample = sampleShape(dimensions, where);
        var layout = new NumberStream.Layout(type, ByteOrder.BIG_ENDIAN, dimensions[0], sample.size(), 4 + 4L * rank);
        NumberStream rows = new NumberStream(in, where, layout);
        rows.requireSize(in.sizeBytes());
        return new IdxFile(type, rank, sample, rows);
    }

    private static Shape sampleShape(int[] dimensions, String where) {
        try {
            return dimensions.length == 1
                    ? Shape.of(1)
                    : Shape.of(Arrays.copyOfRange(dimensions, 1, dimensions.length));
        } catch (IllegalArgumentException e) {
            throw new MalformedDataException(where + " at byte 8", "one sample: " + e.getMessage(), e);
        }
    }

    private static NumberType type(byte[] magic, String where) {
        boolean isIdx = magic.length == 4 && magic[0] == 0 && magic[1] == 0 && magic[3] >= 1;
        return switch (isIdx ? magic[2] : 0) {
            case 0x08 -> NumberType.U8;
            case 0x09 -> NumberType.I8;
            case 0x0b -> NumberType.I16;
            case 0x0c -> NumberType.I32;
            case 0x0d -> NumberType.F32;
            case 0x0e -> NumberType.F64;
            default ->
                throw new MalformedDataException(
                        where + " at byte 0",
                        "an IDX file must start with 00 00, a type in 08..0e and a rank, but this starts with "
                                + HexFormat.ofDelimiter(" ").formatHex(magic));
        };
    }
}
