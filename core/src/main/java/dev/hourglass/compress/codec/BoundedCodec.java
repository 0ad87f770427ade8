package dev.hourglass.compress.codec;

import dev.hourglass.compress.entropy.AdaptiveTable;
import dev.hourglass.compress.entropy.RansStack;
import dev.hourglass.error.CorruptArtifactException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Codes floats by their indices in a {@link ValueGrid}: each column's best predictor, and what is left as tokens of
 * adaptive tables. It gives every bit back; values that are not of the grid take more room. The loss is in
 * {@link ValueGrid#round}, which comes before.
 *
 * <p>Source of rounding before prediction, so that both sides predict with whole numbers: Tian et al. 2020, "cuSZ",
 * https://arxiv.org/abs/2007.09625. Equal rows give equal payloads on every machine. Immutable and safe for concurrent
 * use.
 */
public final class BoundedCodec implements ChunkCodec {
    private static final int LANES = 1;
    /** Columns longer than this, and not too many, have tables of their own. */
    private static final int MIN_ROWS_BY_COLUMN = 2048;

    private static final int MAX_COLUMNS_BY_COLUMN = 256;
    private static final int CHOICES = 2 * PredictorChoice.LEVELS;

    private final ValueGrid grid;
    private final RowLayout layout;

    /** Makes a codec for the rows of a grid. */
    public BoundedCodec(ValueGrid grid) {
        this.grid = grid;
        this.layout = grid.layout();
    }

    @Override
    public CodecId id() {
        return CodecId.BOUNDED;
    }

    @Override
    public Optional<byte[]> encode(byte[] rows, int rowCount) {
        ByteBuffer buffer = grid.buffer(rows);
        GridChunk chunk = GridChunk.of(grid, buffer, rowCount);
        boolean isByColumn = rowCount >= MIN_ROWS_BY_COLUMN && layout.valuesPerRow() <= MAX_COLUMNS_BY_COLUMN;
        TokenCoding.Recording recording = new TokenCoding.Recording();
        int[] choices = choices(recording, PredictorChoice.of(chunk, layout.valuesPerRow()));
        new GridPass(grid, recording, chunk, choices, isByColumn).record(buffer);
        RansStack stack = RansStack.empty(LANES);
        recording.pushTo(stack);
        if (stack.sizeBytes() > rows.length + CodecSet.MAX_OVERHEAD_BYTES - 1) {
            return Optional.empty();
        }
        byte[] coded = stack.toBytes();
        byte[] payload = new byte[1 + coded.length];
        payload[0] = (byte) (isByColumn ? 1 : 0);
        System.arraycopy(coded, 0, payload, 1, coded.length);
        return Optional.of(payload);
    }

    @Override
    public void decode(byte[] payload, int rowCount, byte[] rows) {
        boolean isByColumn = payload.length > 0 && payload[0] == 1;
        if (payload.length == 0
                || payload[0] >> 1 != 0
                || (isByColumn && layout.valuesPerRow() > MAX_COLUMNS_BY_COLUMN)) {
            throw new CorruptArtifactException(
                    "payload", 0, "a bounded chunk must start with 0, or 1 where it has few columns, but does not");
        }
        RansStack stack = RansStack.read("payload", Arrays.copyOfRange(payload, 1, payload.length), LANES);
        TokenCoding.Popping popping = new TokenCoding.Popping(stack);
        int[] choices = choices(popping, new int[layout.valuesPerRow()]);
        GridChunk chunk = new GridChunk(rowCount, layout.valuesPerRow());
        new GridPass(grid, popping, chunk, choices, isByColumn).pop(grid.buffer(rows));
        stack.requireStart();
    }

    /** Codes the columns' predictors. */
    private static int[] choices(TokenCoding coding, int[] choices) {
        AdaptiveTable table = new AdaptiveTable(CHOICES);
        for (int column = 0; column < choices.length; column++) {
            choices[column] = coding.symbol(choices[column], table);
            if ((choices[column] & (PredictorChoice.EXACT - 1)) >= GridPredictor.COUNT) {
                throw new CorruptArtifactException(
                        "payload", 1, "a predictor must be below " + GridPredictor.COUNT + ", but is not");
            }
        }
        return choices;
    }
}
