package dev.hourglass.compress;

import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.container.EntryHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What an entry of quantised codes says of them; little-endian.
 *
 * <pre>
 * offset  size  parameters
 * 0       4     bits of a dimension, in [1, 16]
 * 4       4     bytes of a sample before
 * 8       8 L   minimum and maximum of each dimension, float32, finite
 * 8+8L    rest  what samples mean: JSON in UTF-8
 * </pre>
 *
 * A row holds the L indices of {@link Quantizer}, one byte each up to 8 bits, else two.
 *
 * @param quantizer the ranges and bits
 * @param sampleBytes bytes of a sample before, at least 1
 * @param metadata JSON of the schema
 */
record CodeParameters(Quantizer quantizer, int sampleBytes, String metadata) {
    private static final int RANGES_OFFSET = 8;
    private static final int RANGE_BYTES = 2 * Float.BYTES;

    /** Returns how the indices lie. */
    RowLayout layout() {
        return RowLayout.of(quantizer.latentSize(), quantizer.bits() <= Byte.SIZE ? 1 : 2);
    }

    /** Returns the bits of each dimension. */
    List<Integer> columnBits() {
        return IntStream.range(0, quantizer.latentSize())
                .mapToObj(quantizer::bits)
                .toList();
    }

    byte[] print() {
        byte[] text = metadata.getBytes(StandardCharsets.UTF_8);
        int latentSize = quantizer.latentSize();
        byte[] bytes = new byte[RANGES_OFFSET + RANGE_BYTES * latentSize + text.length];
        ByteBuffer out = wrap(bytes).putInt(quantizer.bits()).putInt(sampleBytes);
        for (int i = 0; i < latentSize; i++) {
            out.putFloat(quantizer.min(i)).putFloat(quantizer.max(i));
        }
        out.put(text);
        return bytes;
    }

    /**
     * Reads the parameters of an entry.
     *
     * @throws IllegalArgumentException if they cannot be those of its rows
     */
    static CodeParameters parse(EntryHeader header) {
        byte[] bytes = header.parameters();
        int latentSize = header.layout().valuesPerRow();
        int textAt = RANGES_OFFSET + RANGE_BYTES * latentSize;
        if (textAt > bytes.length) {
            throw new IllegalArgumentException("parameters of codes of " + latentSize
                    + " dimensions must take at least " + textAt + " bytes, but take " + bytes.length);
        }
        ByteBuffer in = wrap(bytes);
        int bits = in.getInt();
        int sampleBytes = in.getInt();
        if (sampleBytes < 1) {
            throw new IllegalArgumentException("bytes of a sample must be at least 1, but were " + sampleBytes);
        }
        float[] min = new float[latentSize];
        float[] max = new float[latentSize];
        for (int i = 0; i < latentSize; i++) {
            min[i] = in.getFloat();
            max[i] = in.getFloat();
        }
        String text = new String(Arrays.copyOfRange(bytes, textAt, bytes.length), StandardCharsets.UTF_8);
        CodeParameters parameters = new CodeParameters(new Quantizer(bits, min, max), sampleBytes, text);
        if (!parameters.layout().equals(header.layout())) {
            throw new IllegalArgumentException(
                    "rows of codes must be laid out as " + parameters.layout() + ", but are as " + header.layout());
        }
        return parameters;
    }

    private static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
