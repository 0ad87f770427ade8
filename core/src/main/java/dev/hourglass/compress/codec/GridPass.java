package dev.hourglass.compress.codec;

import dev.hourglass.error.CorruptArtifactException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Goes once over the values of a chunk, row by row: reads and codes them, or pops and writes them. Not thread-safe;
 * confine to one thread.
 */
final class GridPass {
    private static final long FLOAT_NAN = 0x7fc0_0000L;
    private static final long DOUBLE_NAN = 0x7ff8_0000_0000_0000L;

    private final ValueGrid grid;
    private final TokenCoding coding;
    private final GridChunk chunk;
    private final int[] choices;
    private final ResidualTokens tokens;
    private final long[] escapes; // [V], the bits of each column's last one
    private final int valueBytes;

    /** Prepares a pass; choices are those of {@link PredictorChoice}. */
    GridPass(ValueGrid grid, TokenCoding coding, GridChunk chunk, int[] choices, boolean isByColumn) {
        this.grid = grid;
        this.coding = coding;
        this.chunk = chunk;
        this.choices = choices;
        this.tokens = new ResidualTokens(choices.length, isByColumn);
        this.escapes = new long[choices.length];
        this.valueBytes = grid.layout().bytesPerValue();
        Arrays.fill(escapes, valueBytes == Float.BYTES ? FLOAT_NAN : DOUBLE_NAN);
    }

    /** Codes the values of a chunk and of its rows. */
    void record(ByteBuffer rows) {
        for (int row = 0, offset = 0; row < chunk.rowCount(); row++) {
            tokens.startRow();
            for (int column = 0; column < choices.length; column++, offset += valueBytes) {
                if ((choices[column] & PredictorChoice.EXACT) == 0) {
                    record(column, chunk.at(row, column), grid.bits(rows, offset));
                }
            }
        }
    }

    private void record(int column, int at, long bits) {
        if (!chunk.isEscape(at)) {
            long z = ResidualTokens.zigzag(chunk.index(at) - predict(column, at));
            int token = ResidualTokens.token(z);
            tokens.token(coding, column, token);
            tokens.rest(coding, column, token, z, hasLevels(column));
            return;
        }
        boolean isSame = bits == escapes[column];
        tokens.token(coding, column, isSame ? ResidualTokens.SAME_ESCAPE : ResidualTokens.NEW_ESCAPE);
        if (!isSame) {
            escapes[column] = coding.bits(bits, Byte.SIZE * valueBytes);
        }
        tokens.escaped(column);
    }

    /** Pops the values of a chunk, and writes its rows. */
    void pop(ByteBuffer rows) {
        for (int row = 0, offset = 0; row < chunk.rowCount(); row++) {
            tokens.startRow();
            for (int column = 0; column < choices.length; column++, offset += valueBytes) {
                int at = chunk.at(row, column);
                if ((choices[column] & PredictorChoice.EXACT) == 0) {
                    pop(column, at);
                } else {
                    place(at, predict(column, at));
                }
                grid.put(rows, offset, chunk.isEscape(at) ? escapes[column] : grid.bitsOf(column, chunk.index(at)));
            }
        }
    }

    private void pop(int column, int at) {
        int token = tokens.token(coding, column, 0);
        if (token < ResidualTokens.SAME_ESCAPE) {
            long z = tokens.rest(coding, column, token, 0, hasLevels(column));
            place(at, predict(column, at) + ResidualTokens.residual(z));
            return;
        }
        if (token == ResidualTokens.NEW_ESCAPE) {
            escapes[column] = coding.bits(0, Byte.SIZE * valueBytes);
        }
        chunk.escape(at);
        tokens.escaped(column);
    }

    private long predict(int column, int at) {
        return chunk.predict(GridPredictor.of(choices[column] & (PredictorChoice.EXACT - 1)), at);
    }

    private boolean hasLevels(int column) {
        return choices[column] >= PredictorChoice.LEVELS;
    }

    private void place(int at, long index) {
        if (index > ValueGrid.MAX_INDEX || index < -ValueGrid.MAX_INDEX) {
            throw new CorruptArtifactException(
                    "payload", 1, "an index must be in [-2^50, 2^50], but was " + index + "; the chunk is damaged");
        }
        chunk.set(at, index);
    }
}
