package dev.hourglass.evaluate.detection;

import java.util.function.ToDoubleFunction;

/** Finds the threshold that serves best on labelled scores. Stateless and safe for concurrent use. */
public final class BestThreshold {
    private BestThreshold() {}

    /**
     * Tries every threshold that makes a difference, from no alarm at all down to an alarm for every row.
     *
     * @param scores [N], not NaN; not modified
     * @param anomalous [N], whether the row is anomalous; at least one is and one is not; not modified
     * @param merit what to make as large as possible; NaN never wins
     * @return the counts at the best threshold; of equally good ones at the highest, halfway between two scores where
     *     that is a number
     * @throws IllegalArgumentException if the lengths differ, a score is NaN or there is only one kind of row
     */
    public static AlarmCounts of(double[] scores, boolean[] anomalous, ToDoubleFunction<AlarmCounts> merit) {
        LabelledScores sorted = LabelledScores.of(scores, anomalous);
        Walk walk = new Walk(sorted.anomalies(), sorted.normals(), merit);
        sorted.descend(walk);
        walk.weigh(Double.NEGATIVE_INFINITY);
        return walk.best;
    }

    /** The alarms so far, and the best seen. */
    private static final class Walk implements LabelledScores.Visitor {
        private final long anomalies;
        private final long normals;
        private final ToDoubleFunction<AlarmCounts> merit;
        private long caught;
        private long falseAlarms;
        private double lowestAlarm = Double.POSITIVE_INFINITY;
        private AlarmCounts best;
        private double bestMerit = Double.NEGATIVE_INFINITY;

        Walk(long anomalies, long normals, ToDoubleFunction<AlarmCounts> merit) {
            this.anomalies = anomalies;
            this.normals = normals;
            this.merit = merit;
            this.best = new AlarmCounts(Double.POSITIVE_INFINITY, 0, anomalies, 0, normals);
        }

        @Override
        public void accept(double score, int groupAnomalies, int groupNormals) {
            weigh(score);
            caught += groupAnomalies;
            falseAlarms += groupNormals;
            lowestAlarm = score;
        }

        /** Weighs the alarms so far, knowing the highest score without one. */
        private void weigh(double highestWithout) {
            AlarmCounts counts = new AlarmCounts(
                    between(highestWithout, lowestAlarm),
                    caught,
                    anomalies - caught,
                    falseAlarms,
                    normals - falseAlarms);
            double value = merit.applyAsDouble(counts);
            if (value > bestMerit) {
                bestMerit = value;
                best = counts;
            }
        }

        /** Returns a threshold that {@code high} is above and {@code low} is not. */
        private static double between(double low, double high) {
            double middle = low + (high - low) / 2;
            if (middle >= low && middle < high && Double.isFinite(middle)) {
                return middle;
            }
            return low == Double.NEGATIVE_INFINITY ? Math.nextDown(high) : low;
        }
    }
}
