package dev.hourglass.compress.codec;

import dev.hourglass.compress.lossless.RowCoder;
import dev.hourglass.error.CorruptArtifactException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Codes values of one byte with a model; rows that hold a value the model does not know are left to others. Equal rows
 * give equal payloads.
 */
public final class ModelCodec implements ChunkCodec {
    private final CodecId id;
    private final RowLayout layout;
    private final int levels;
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
            values[i] = rows[i] & 0xff;
            if (values[i] >= levels) {
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
            if (values[i] > 0xff) {
                throw new CorruptArtifactException(
                        "payload", 0, "a value must be a byte, but is " + values[i] + "; another model wrote it");
            }
            rows[i] = (byte) values[i];
        }
    }

    private RowCoder take() {
        RowCoder coder = idle.poll();
        return coder == null ? coders.get() : coder;
    }
}
