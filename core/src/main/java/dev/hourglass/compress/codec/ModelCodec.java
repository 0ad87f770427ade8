package dev.hourglass.compress.codec;

import dev.hourglass.compress.lossless.RowCoder;
import dev.hourglass.error.CorruptArtifactException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Codes values of one byte with a model of n levels; rows that hold another value are left to others. As models know
 * level k as {@code k / (n - 1)} and bytes of images as {@code byte / 255}, level k is the byte {@code 255 k / (n - 1)}
 * where 255 is a multiple of n - 1, else the byte k. Equal rows give equal payloads.
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
     * @param layout rows of values of one byte
     * @param coders makes coders of such rows, all alike
     */
    public ModelCodec(CodecId id, RowLayout layout, Supplier<RowCoder> coders) {
        if (layout.bytesPerValue() != 1) {
            throw new IllegalArgumentException(
                    "values must have 1 byte to be coded with a model, but have " + layout.bytesPerValue());
        }
        RowCoder first = coders.get();
        this.id = id;
        this.layout = layout;
        this.levels = first.levels();
        this.step = BYTE_MAX % (levels - 1) == 0 ? BYTE_MAX / (levels - 1) : 1;
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
            int value = rows[i] & BYTE_MAX;
            values[i] = value / step;
            if (values[i] >= levels || value % step != 0) {
                return Optional.empty();
            }
        }
        RowCoder coder = take();
        byte[] payload = coder.encode(values, rowCount);
        idle.add(coder);
        return Optional.of(payload).filter(bytes -> bytes.length <= values.length + CodecSet.MAX_OVERHEAD_BYTES);
    }

    @Override
    public void decode(byte[] payload, int rowCount, byte[] rows) {
        RowCoder coder = take();
        int[] values = coder.decode("payload", payload, rowCount);
        idle.add(coder);
        for (int i = 0; i < values.length; i++) {
            if (values[i] > BYTE_MAX) {
                throw new CorruptArtifactException(
                        "payload", 0, "a value must be a byte, but is " + values[i] + "; another model wrote it");
            }
            rows[i] = (byte) (values[i] * step);
        }
    }

    private RowCoder take() {
        RowCoder coder = idle.poll();
        return coder == null ? coders.get() : coder;
    }
}
