package dev.hourglass.compress.codec;

import java.util.Arrays;

/**
 * Chooses the predictor of each column by the bits that its residuals would take with the best fixed table. Not
 * thread-safe; confine to one thread.
 */
final class PredictorChoice {
    /** Shorter columns share one predictor. */
    private static final int MIN_ROWS = 48;
    /** At least so many rows are looked at. */
    private static final int SAMPLED_ROWS = 4096;

    /** Marks a column that its predictor tells exactly. */
    static final int EXACT = 8;
    /** Marks a column whose residuals are few different ones. */
    static final int LEVELS = 16;

    /** Residuals from this on are not looked at for levels. */
    private static final int MAX_LEVEL = 1 << 13;
    /** What the first residual of each kind costs, about, in bits. */
    private static final double FIRST_BITS = 8;

    private final GridChunk chunk;
    private final int stride;
    private final int[] levels = new int[MAX_LEVEL];
    private final int[] counts = new int[ResidualTokens.SYMBOLS];

    private PredictorChoice(GridChunk chunk) {
        this.chunk = chunk;
        this.stride = Math.max(1, chunk.rowCount() / SAMPLED_ROWS);
    }

    /** Returns the number of each column's predictor, plus {@link #EXACT} where no residual needs be coded. */
    static int[] of(GridChunk chunk, int columns) {
        PredictorChoice choice = new PredictorChoice(chunk);
        int[] chosen = new int[columns];
        if (chunk.rowCount() < MIN_ROWS) {
            Arrays.fill(chosen, choice.best(0, columns));
        } else {
            for (int column = 0; column < columns; column++) {
                chosen[column] = choice.best(column, column + 1);
            }
        }
        for (int column = 0; column < columns; column++) {
            GridPredictor predictor = GridPredictor.of(chosen[column]);
            if (choice.isExact(predictor, column)) {
                chosen[column] += EXACT;
            } else if (chunk.rowCount() >= MIN_ROWS && choice.hasLevels(predictor, column)) {
                chosen[column] += LEVELS;
            }
        }
        return chosen;
    }

    private int best(int from, int to) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int number = 0; number < GridPredictor.COUNT; number++) {
            double bits = bits(GridPredictor.of(number), from, to);
            if (bits < least) {
                least = bits;
                best = number;
            }
        }
        return best;
    }

    private double bits(GridPredictor predictor, int from, int to) {
        Arrays.fill(counts, 0);
        long raw = 0;
        int total = 0;
        for (int row = 0; row < chunk.rowCount(); row += stride) {
            for (int column = from; column < to; column++) {
                int at = chunk.at(row, column);
                if (!chunk.isEscape(at)) {
                    int token =
                            ResidualTokens.token(ResidualTokens.zigzag(chunk.index(at) - chunk.predict(predictor, at)));
                    counts[token]++;
                    raw += ResidualTokens.rawBits(token);
                    total++;
                }
            }
        }
        double bits = raw;
        for (int count : counts) {
            if (count > 0) {
                bits += count * (StrictMath.log((double) total / count) / StrictMath.log(2));
            }
        }
        return bits;
    }

    /** Returns whether tables of the bits below tokens are worth what they take to learn. */
    private boolean hasLevels(GridPredictor predictor, int column) {
        Arrays.fill(levels, 0);
        Arrays.fill(counts, 0);
        double saved = 0;
        for (int row = 0; row < chunk.rowCount(); row++) {
            int at = chunk.at(row, column);
            long z = chunk.isEscape(at) ? 0 : ResidualTokens.zigzag(chunk.index(at) - chunk.predict(predictor, at));
            if (z >= ResidualTokens.DIRECT && z < MAX_LEVEL) {
                int token = ResidualTokens.token(z);
                if (ResidualTokens.rawBits(token) <= ResidualTokens.MAX_LEVEL_BITS) {
                    levels[(int) z]++;
                    counts[token]++;
                    saved += ResidualTokens.rawBits(token);
                }
            }
        }
        for (int z = ResidualTokens.DIRECT; z < MAX_LEVEL; z++) {
            if (levels[z] > 0) {
                double part = (double) counts[ResidualTokens.token(z)] / levels[z];
                saved -= levels[z] * (StrictMath.log(part) / StrictMath.log(2)) + FIRST_BITS;
            }
        }
        return saved > 0;
    }

    private boolean isExact(GridPredictor predictor, int column) {
        for (int row = 0; row < chunk.rowCount(); row++) {
            int at = chunk.at(row, column);
            if (chunk.isEscape(at) || chunk.index(at) != chunk.predict(predictor, at)) {
                return false;
            }
        }
        return true;
    }
}
