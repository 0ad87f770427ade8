package dev.hourglass.compress.codec;

import dev.hourglass.compress.entropy.BinaryCoding;
import dev.hourglass.compress.entropy.BinaryDecoder;
import dev.hourglass.compress.entropy.BinaryEncoder;
import dev.hourglass.error.CorruptArtifactException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Codes floats by their indices in a {@link ValueGrid}: each value is predicted from those before it, and how far it is
 * off is told by decisions that are coded as they become likely. It gives every bit back; values that are not of the
 * grid take more room. The loss is in {@link ValueGrid#round}, which comes before.
 *
 * <p>Equal rows give equal payloads on every machine. Immutable and safe for concurrent use.
 */
public final class BoundedCodec implements ChunkCodec {
    private final ValueGrid grid;
    private final RowLayout layout;
    private final Effort effort;

    /**
     * Makes a codec.
     *
     * @param grid that the values of rows are of
     * @param level effort of encoding, in [1, 9]; any for decoding
     */
    public BoundedCodec(ValueGrid grid, int level) {
        this.grid = grid;
        this.effort = Effort.ofLevel(level);
        this.layout = grid.layout();
    }

    @Override
    public CodecId id() {
        return CodecId.BOUNDED;
    }

    @Override
    public Optional<byte[]> encode(byte[] rows, int rowCount) {
        ByteBuffer values = grid.buffer(rows);
        long[] fine = grid.indices(values);
        ColumnPlan[] plans = ColumnPlans.choose(fine, rowCount, layout.valuesPerRow(), effort.neighbours());
        BinaryEncoder encoder = new BinaryEncoder();
        pass(encoder, plans, rowCount).code(fine, values);
        byte[] payload = encoder.finish();
        return payload.length > rows.length + CodecSet.MAX_OVERHEAD_BYTES ? Optional.empty() : Optional.of(payload);
    }

    @Override
    public void decode(byte[] payload, int rowCount, byte[] rows) {
        BinaryDecoder decoder = new BinaryDecoder("payload", payload, 0);
        ByteBuffer values = grid.buffer(rows);
        long[] fine = new long[rowCount * layout.valuesPerRow()];
        pass(decoder, ColumnPlans.unknown(layout.valuesPerRow()), rowCount).code(fine, values);
        decoder.requireEnd();
        grid.putAll(fine, values);
    }

    private BoundedPass pass(BinaryCoding coding, ColumnPlan[] plans, int rowCount) {
        boolean isWide = ColumnPlans.isWide(plans.length);
        boolean isThorough = coding.bits(effort == Effort.THOROUGH && !isWide ? 1 : 0, 1) == 1;
        if (isThorough && isWide) {
            throw new CorruptArtifactException("payload", 0, "wide rows must be coded quickly, but say thoroughly");
        }
        Effort spent = isThorough ? Effort.THOROUGH : Effort.QUICK;
        return new BoundedPass(grid, coding, spent, ColumnPlans.code(coding, plans, rowCount), rowCount);
    }
}
