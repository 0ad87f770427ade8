package dev.hourglass.anomaly;

import dev.hourglass.anomaly.scorer.Scorer;
import dev.hourglass.data.Normalization;

/**
 * What makes a score of a row, and an alarm of a score.
 *
 * @param normalization of rows
 * @param framing what the scorer sees at once
 * @param scorer of normalized rows, or of windows of them
 * @param whole what scores mean where all rows are there: in a series a row is judged by every window that holds it
 * @param streamed what scores mean where rows come one by one: in a series a row is judged by the window it ends
 */
record Judge(Normalization normalization, Framing framing, Scorer scorer, Alarming whole, Alarming streamed) {
    /** Returns a copy with another scorer, and what its scores mean. */
    Judge withScorer(Scorer changed, Alarming changedWhole, Alarming changedStreamed) {
        return new Judge(normalization, framing, changed, changedWhole, changedStreamed);
    }
}
