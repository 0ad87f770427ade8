package dev.hourglass.anomaly;

import dev.hourglass.anomaly.scorer.Encoding;
import dev.hourglass.anomaly.scorer.Scorer;
import java.util.Optional;

/**
 * Remembers how the rows a detector was fitted on are spread. Immutable and safe for concurrent use.
 *
 * @param columns of the features, in their own units, filled
 * @param codes of the codes of what the scorer saw at once; nothing where it has none
 */
record TrainingSpread(BinnedColumns columns, Optional<BinnedColumns> codes) {
    /**
     * Takes the spread.
     *
     * @param rows [N, D], in their own units, filled; not modified
     * @param features D
     * @param scorer may have codes
     * @param inputs [.., F], what the scorer was fitted on; not modified
     * @param threads how many may encode
     */
    static TrainingSpread of(float[] rows, int features, Scorer scorer, float[] inputs, int threads) {
        BinnedColumns columns = BinnedColumns.of(rows, features);
        return new TrainingSpread(
                columns,
                codeSize(scorer) == 0
                        ? Optional.empty()
                        : Optional.of(BinnedColumns.of(codes(scorer, inputs, threads), codeSize(scorer))));
    }

    /** Returns L, the number of values of a scorer's codes; 0 where it has none. */
    static int codeSize(Scorer scorer) {
        return scorer instanceof Encoding encoding ? encoding.codeSize() : 0;
    }

    /** Returns the codes [.., L] of what a scorer sees at once; empty where it has none. */
    static float[] codes(Scorer scorer, float[] inputs, int threads) {
        return scorer instanceof Encoding encoding
                ? encoding.codes(inputs, inputs.length / scorer.features(), threads)
                : new float[0];
    }
}
