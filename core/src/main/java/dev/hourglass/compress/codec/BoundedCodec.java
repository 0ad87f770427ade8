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
    private static final int CHOICES = 2 * PredictorChoice.EXACT;

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
        pass(recording, chunk, choices, isByColumn, buffer);
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
        pass(popping, new GridChunk(rowCount, layout.valuesPerRow()), choices, isByColumn, grid.buffer(rows));
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

    /** Goes over all values: those of the chunk and the rows are coded, or written. */
    private void pass(TokenCoding coding, GridChunk chunk, int[] choices, boolean isByColumn, ByteBuffer rows) {
        ResidualTokens tokens = new ResidualTokens(choices.length, isByColumn);
        long[] escapes = new long[choices.length];
        Arrays.fill(escapes, layout.bytesPerValue() == Float.BYTES ? 0x7fc0_0000L : 0x7ff8_0000_0000_0000L);
        boolean isDecoding = coding instanceof TokenCoding.Popping;
        for (int row = 0, offset = 0; row < chunk.rowCount(); row++) {
            tokens.startRow();
            for (int column = 0; column < choices.length; column++) {
                int at = chunk.at(row, column);
                GridPredictor predictor = GridPredictor.of(choices[column] & (PredictorChoice.EXACT - 1));
                long predicted = chunk.predict(predictor, at);
                if (choices[column] >= PredictorChoice.EXACT) {
                    place(chunk, at, predicted, isDecoding);
                } else if (isDecoding) {
                    pop(coding, tokens, chunk, at, column, predicted, escapes);
                } else {
                    record(coding, tokens, chunk, at, column, predicted, escapes, grid.bits(rows, offset));
                }
                if (isDecoding) {
                    grid.put(rows, offset, chunk.isEscape(at) ? escapes[column] : grid.bitsOf(column, chunk.index(at)));
                }
                offset += layout.bytesPerValue();
            }
        }
    }

    private void record(
            TokenCoding coding,
            ResidualTokens tokens,
            GridChunk chunk,
            int at,
            int column,
            long predicted,
            long[] escapes,
            long bits) {
        if (!chunk.isEscape(at)) {
            long z = ResidualTokens.zigzag(chunk.index(at) - predicted);
            int token = ResidualTokens.token(z);
            tokens.token(coding, column, token);
            tokens.rest(coding, column, token, z);
            return;
        }
        boolean isSame = bits == escapes[column];
        tokens.token(coding, column, isSame ? ResidualTokens.SAME_ESCAPE : ResidualTokens.NEW_ESCAPE);
        if (!isSame) {
            coding.bits(bits, Byte.SIZE * layout.bytesPerValue());
            escapes[column] = bits;
        }
        tokens.escaped(column);
    }

    private void pop(
            TokenCoding coding,
            ResidualTokens tokens,
            GridChunk chunk,
            int at,
            int column,
            long predicted,
            long[] escapes) {
        int token = tokens.token(coding, column, 0);
        if (token < ResidualTokens.SAME_ESCAPE) {
            long z = tokens.rest(coding, column, token, 0);
            place(chunk, at, predicted + ResidualTokens.residual(z), true);
            return;
        }
        if (token == ResidualTokens.NEW_ESCAPE) {
            escapes[column] = coding.bits(0, Byte.SIZE * layout.bytesPerValue());
        }
        chunk.escape(at);
        tokens.escaped(column);
    }

    private static void place(GridChunk chunk, int at, long index, boolean isDecoding) {
        if (Math.abs(index) > ValueGrid.MAX_INDEX || index == Long.MIN_VALUE) {
            throw new CorruptArtifactException(
                    "payload", 1, "an index must be in [-2^50, 2^50], but was " + index + "; the chunk is damaged");
        }
        if (isDecoding) {
            chunk.set(at, index);
        }
    }
}
