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
     * Measures scores of labelled rows, in the time of a sort.
     *
     * @param scores [N], not NaN; not modified
     * @param anomalous [N], whether the row is anomalous; at least one is and one is not; not modified
     * @throws IllegalArgumentException if the lengths differ, a score is NaN or there is only one kind of row
     */
    public static RankingMetrics of(double[] scores, boolean[] anomalous) {
        LabelledScores sorted = LabelledScores.of(scores, anomalous);
        Walk walk = new Walk(sorted.anomalies(), sorted.normals());
        sorted.descend(walk);
        return walk.result();
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
        private double bestF1 = -1;
        private double bestScore;
        private double nextScore = Double.NEGATIVE_INFINITY;
        private long bestCaught;
        private long bestFalseAlarms;
        private boolean awaitsNext;

        Walk(long anomalies, long normals) {
            this.anomalies = anomalies;
            this.normals = normals;
        }

        @Override
        public void accept(double score, int groupAnomalies, int groupNormals) {
            if (awaitsNext) {
                nextScore = score;
                awaitsNext = false;
            }
            orderedPairsTwice += groupNormals * (2 * caught + groupAnomalies);
            caught += groupAnomalies;
            falseAlarms += groupNormals;
            averagePrecision += (double) groupAnomalies / anomalies * caught / (caught + falseAlarms);
            double f1 = 2.0 * caught / (anomalies + caught + falseAlarms);
            if (f1 > bestF1) {
                bestF1 = f1;
                bestScore = score;
                bestCaught = caught;
                bestFalseAlarms = falseAlarms;
                nextScore = Double.NEGATIVE_INFINITY;
                awaitsNext = true;
            }
        }

        RankingMetrics result() {
            AlarmCounts best = new AlarmCounts(
                    between(nextScore, bestScore),
                    bestCaught,
                    anomalies - bestCaught,
                    bestFalseAlarms,
                    normals - bestFalseAlarms);
            double rocAuc = orderedPairsTwice / (2.0 * anomalies * normals);
            return new RankingMetrics(rocAuc, Math.min(averagePrecision, 1), best); // rounding may pass 1 by a hair
        }

        /** Returns a threshold that {@code high} is above and {@code low} is not. */
        private static double between(double low, double high) {
            double middle = low + (high - low) / 2;
            if (middle >= low && middle < high && Double.isFinite(middle)) {
                return middle;
            }
            return Double.isInfinite(low) ? Math.nextDown(high) : low;
        }
    }
}
