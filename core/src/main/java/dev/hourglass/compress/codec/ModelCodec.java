package dev.hourglass.compress.codec;

import dev.hourglass.compress.lossless.RowCoder;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Codes values of one byte or two with a model of n levels; rows that hold another value are left to others. As models
 * know level k as {@code k / (n - 1)} and bytes of images as {@code byte / 255}, level k of bytes is the byte
 * {@code 255 k / (n - 1)} where 255 is a multiple of n - 1; else, and of two bytes, level k is the value k. Equal rows
 * give equal payloads.
 */
public final class ModelCodec implements ChunkCodec {
    private static final int BYTE_MAX = 255;

    private final CodecId id;
    private final RowLayout layout;
    private final int levels;
    /** Distance of the bytes of two levels. */
    private final int step;

    private final Supplier<RowCoder> coders;
    /** Coders that no thread uses just now. */
    private final Queue<RowCoder> idle = new ConcurrentLinkedQueue<>();

    /**
     * Makes a codec.
     *
     * @param id its number in files
     * @param layout rows of values of one byte or two
     * @param coders makes coders of such rows, all alike
     */
    public ModelCodec(CodecId id, RowLayout layout, Supplier<RowCoder> coders) {
        RowCoder first = coders.get();
        if (layout.bytesPerValue() > 2 || first.levels() > 1 << (Byte.SIZE * layout.bytesPerValue())) {
            throw new IllegalArgumentException("values must have 1 byte or 2 to be coded with a model, and room for "
                    + first.levels() + " levels, but have " + layout.bytesPerValue());
        }
        this.id = id;
        this.layout = layout;
        this.levels = first.levels();
        this.step = layout.bytesPerValue() == 1 && BYTE_MAX % (levels - 1) == 0 ? BYTE_MAX / (levels - 1) : 1;
        this.coders = coders;
        idle.add(first);
    }

    @Override
    public CodecId id() {
        return id;
    }

    @Override
    public Optional<byte[]> encode(byte[] rows, int rowCount) {
        int[] values = new int[rowCount * layout.valuesPerRow()];
        for (int i = 0; i < values.length; i++) {
            int value = value(rows, i);
            values[i] = value / step;
            if (values[i] >= levels || value % step != 0) {
                return Optional.empty();
            }
        }
        RowCoder coder = take();
        byte[] payload = coder.encode(values, rowCount);
        idle.add(coder);
        return Optional.of(payload).filter(bytes -> bytes.length <= rows.length + CodecSet.MAX_OVERHEAD_BYTES);
    }

    @Override
    public void decode(byte[] payload, int rowCount, byte[] rows) {
        RowCoder coder = take();
        int[] values = coder.decode("payload", payload, rowCount);
        idle.add(coder);
        for (int i = 0; i < values.length; i++) {
            put(values[i] * step, rows, i);
        }
    }

    private int value(byte[] rows, int index) {
        if (layout.bytesPerValue() == 1) {
            return rows[index] & BYTE_MAX;
        }
        int high = layout.isBigEndian() ? 0 : 1;
        return (rows[2 * index + high] & BYTE_MAX) << Byte.SIZE | (rows[2 * index + 1 - high] & BYTE_MAX);
    }

    private void put(int value, byte[] rows, int index) {
        if (layout.bytesPerValue() == 1) {
            rows[index] = (byte) value;
            return;
        }
        int high = layout.isBigEndian() ? 0 : 1;
        rows[2 * index + high] = (byte) (value >> Byte.SIZE);
        rows[2 * index + 1 - high] = (byte) value;
    }

    private RowCoder take() {
        RowCoder coder = idle.poll();
        return coder == null ? coders.get() : coder;
    }
}
