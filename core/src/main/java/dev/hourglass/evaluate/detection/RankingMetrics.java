package dev.hourglass.evaluate.detection;

/**
 * Says how well scores rank anomalous rows above normal ones. Immutable and safe for concurrent use.
 *
 * <pre>{@code
 * ROC-AUC           = P(anomalous > normal) + P(anomalous = normal) / 2          // 0.5 by chance
 * average precision = sum over scores, descending, (R_i - R_{i-1}) P_i           // the prevalence by chance
 * }</pre>
 *
 * R and P are recall and precision with an alarm from score i up; rows of equal score come together, so the order of
 * rows never matters. Both are those of scikit-learn's {@code roc_auc_score} and {@code average_precision_score}.
 *
 * <p>Source: Fawcett 2006, "An introduction to ROC analysis"; Davis and Goadrich 2006, "The relationship between
 * precision-recall and ROC curves".
 *
 * @param rocAuc in [0, 1]
 * @param averagePrecision in (0, 1]
 * @param bestF1 the alarms at the threshold of the highest F1, chosen with the labels, so nothing reached without them;
 *     of equally good thresholds the highest, halfway between two scores where that is a number
 */
public record RankingMetrics(double rocAuc, double averagePrecision, AlarmCounts bestF1) {
    /**
     * Measures scores of labelled rows, in the time of two sorts.
     *
     * @param scores [N], not NaN; not modified
     * @param anomalous [N], whether the row is anomalous; at least one is and one is not; not modified
     * @throws IllegalArgumentException if the lengths differ, a score is NaN or there is only one kind of row
     */
    public static RankingMetrics of(double[] scores, boolean[] anomalous) {
        LabelledScores sorted = LabelledScores.of(scores, anomalous);
        Walk walk = new Walk(sorted.anomalies(), sorted.normals());
        sorted.descend(walk);
        return new RankingMetrics(
                walk.orderedPairsTwice / (2.0 * walk.anomalies * walk.normals),
                Math.min(walk.averagePrecision, 1), // rounding may pass 1 by a hair
                BestThreshold.of(scores, anomalous, AlarmCounts::f1));
    }

    /** Returns the share of anomalous rows: the average precision of scores that know nothing. */
    public double prevalence() {
        return (double) (bestF1.caught() + bestF1.missed()) / bestF1.rows();
    }

    /** What is known of the scores seen so far, the highest first. */
    private static final class Walk implements LabelledScores.Visitor {
        private final long anomalies;
        private final long normals;
        private long caught;
        private long falseAlarms;
        /** Twice the pairs in the right order, ties once: a whole number, so that it is exact. */
        private long orderedPairsTwice;

        private double averagePrecision;

        Walk(long anomalies, long normals) {
            this.anomalies = anomalies;
            this.normals = normals;
        }

        @Override
        public void accept(double score, int groupAnomalies, int groupNormals) {
            orderedPairsTwice += groupNormals * (2 * caught + groupAnomalies);
            caught += groupAnomalies;
            falseAlarms += groupNormals;
            averagePrecision += (double) groupAnomalies / anomalies * caught / (caught + falseAlarms);
        }
    }
}
