package dev.hourglass.anomaly;

import dev.hourglass.anomaly.scorer.Scorer;
import dev.hourglass.anomaly.threshold.Calibration;
import dev.hourglass.anomaly.threshold.HeldOutScores;
import dev.hourglass.anomaly.threshold.ThresholdRule;
import java.util.Arrays;

/**
 * Finds out from held-out rows what scores mean. Immutable and safe for concurrent use.
 *
 * @param framing what the scorer sees at once
 * @param rule chooses the threshold
 * @param threads how many may score
 */
record AlarmFit(Framing framing, ThresholdRule rule, int threads) {
    /**
     * Held-out rows.
     *
     * @param values [N, D], normalized
     * @param count N
     * @param firstRow how many rows after the first training row they start
     * @param isAnomaly what labels say of each; none without labels
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on within one fit
    record HeldOut(float[] values, int count, long firstRow, boolean[] isAnomaly) {
        /** Returns scores with what labels say of them; of a stream, the rows before the first window have none. */
        HeldOutScores known(double[] scores) {
            int from = isAnomaly.length - scores.length;
            return isAnomaly.length == 0
                    ? HeldOutScores.of(scores)
                    : HeldOutScores.of(scores, Arrays.copyOfRange(isAnomaly, from, isAnomaly.length));
        }
    }

    /** Returns the scores of held-out rows where all of them are there, [N]. */
    double[] scores(Scorer scorer, HeldOut rows) {
        return framing.score(scorer, rows.values(), rows.count(), rows.firstRow(), threads);
    }

    /** Returns what scores mean where all rows are there. */
    Alarming whole(HeldOutScores known) {
        return new Alarming(Calibration.fit(known), rule.fit(known));
    }

    /** Returns what scores mean where rows come one by one; {@code whole} where that is the same. */
    Alarming streamed(Scorer scorer, HeldOut rows, Alarming whole) {
        if (framing.window() == 1) {
            return whole;
        }
        double[] scores = framing.streamed(scorer, rows.values(), rows.count(), rows.firstRow(), threads);
        return whole(rows.known(scores));
    }
}
