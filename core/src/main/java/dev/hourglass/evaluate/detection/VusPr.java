package dev.hourglass.evaluate.detection;

import java.util.Arrays;
import java.util.List;

/**
 * Measures the volume under the surface of precision and recall over the width of the rims around anomalous ranges: a
 * score slightly early or late still counts, and a range that is never hit lowers recall.
 *
 * <pre>{@code
 * weight of a row d rows outside of a range, with rim l: sqrt(1 - d / l) for d <= l / 2, else 0; 1 within
 * hits      = sum of weights of the alarms
 * recall    = min(1, 2 hits / (anomalous rows + sum of weights)) * share of ranges with an alarm
 * precision = hits / alarms
 * }</pre>
 *
 * For each rim l from 0 to L the area under precision over recall is taken along 250 thresholds at evenly spaced ranks,
 * by trapezoids; the result is the mean over l. Rims that touch make one range.
 *
 * <p>Source: Paparrizos, Boniol, Palpanas, Tsay, Elmore and Franklin 2022, "Volume under the surface: a new accuracy
 * evaluation measure for time-series anomaly detection", PVLDB 15(11), in the form of the authors' own program,
 * https://github.com/TheDatumOrg/VUS. The higher, the better; scores that know nothing get about the share of anomalous
 * rows. Stateless and safe for concurrent use.
 */
public final class VusPr {
    private static final int THRESHOLDS = 250;

    private VusPr() {}

    /**
     * Measures scores.
     *
     * @param scores [T], not NaN, higher is more anomalous; not modified
     * @param anomalous [T], at least one true; not modified
     * @param rim L, the widest rim in rows, at least 0; the authors take the period of the series
     * @return about [0, 1]
     * @throws IllegalArgumentException if lengths differ, a score is NaN, no row is anomalous or the rim is negative
     */
    public static double of(double[] scores, boolean[] anomalous, int rim) {
        LabelledScores.check(scores, anomalous);
        List<AnomalyRange> ranges = AnomalyRange.of(anomalous);
        if (ranges.isEmpty() || rim < 0) {
            throw new IllegalArgumentException("at least one row must be anomalous and the rim at least 0, but "
                    + ranges.size() + " ranges were and the rim was " + rim);
        }
        double[] thresholds = thresholds(scores);
        int[] steps = new int[scores.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = stepOf(thresholds, scores[i]);
        }
        double sum = 0;
        for (int width = 0; width <= rim; width++) {
            sum += area(steps, weights(ranges, scores.length, width), anomalous);
        }
        return sum / (rim + 1);
    }

    /** Returns the scores at evenly spaced ranks, descending. */
    private static double[] thresholds(double... scores) {
        double[] ascending = scores.clone();
        Arrays.sort(ascending);
        double[] thresholds = new double[THRESHOLDS];
        for (int k = 0; k < THRESHOLDS; k++) {
            int rank = (int) ((double) k * (scores.length - 1) / (THRESHOLDS - 1));
            thresholds[k] = ascending[scores.length - 1 - rank];
        }
        return thresholds;
    }

    /** Returns the first threshold that a score reaches. */
    private static int stepOf(double[] descending, double score) {
        int low = 0;
        int high = descending.length - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (score >= descending[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static double[] weights(List<AnomalyRange> ranges, int rows, int rim) {
        double[] weights = new double[rows];
        for (AnomalyRange range : ranges) {
            Arrays.fill(weights, range.first(), range.last() + 1, 1);
        }
        for (AnomalyRange range : ranges) {
            for (int d = 1; d <= rim / 2; d++) {
                double weight = StrictMath.sqrt(1 - (double) d / rim);
                raise(weights, range.first() - d, weight);
                raise(weights, range.last() + d, weight);
            }
        }
        return weights;
    }

    /** Two rims on one row add up, to at most 1. */
    private static void raise(double[] weights, int row, double weight) {
        if (row >= 0 && row < weights.length) {
            weights[row] = Math.min(1, weights[row] + weight);
        }
    }

    private static double area(int[] steps, double[] weights, boolean[] anomalous) {
        double[] hits = new double[THRESHOLDS];
        int[] alarms = new int[THRESHOLDS];
        int[] firstHits = new int[THRESHOLDS];
        double positives = 0;
        int ranges = 0;
        int earliest = THRESHOLDS;
        for (int i = 0; i < steps.length; i++) {
            alarms[steps[i]]++;
            hits[steps[i]] += weights[i];
            positives += ((anomalous[i] ? 1 : 0) + weights[i]) / 2;
            if (weights[i] > 0) {
                earliest = Math.min(earliest, steps[i]);
                if (i + 1 == steps.length || weights[i + 1] == 0) {
                    firstHits[earliest]++;
                    ranges++;
                    earliest = THRESHOLDS;
                }
            }
        }
        return area(hits, alarms, firstHits, positives, ranges);
    }

    private static double area(double[] hits, int[] alarms, int[] firstHits, double positives, int ranges) {
        double area = 0;
        double recall = 0;
        double precision = 1;
        double hit = 0;
        double alarm = 0;
        double hitRanges = 0;
        for (int k = 0; k < THRESHOLDS; k++) {
            hit += hits[k];
            alarm += alarms[k];
            hitRanges += firstHits[k];
            double nextRecall = Math.min(1, hit / positives) * hitRanges / ranges;
            double nextPrecision = hit / alarm;
            area += (nextRecall - recall) * (nextPrecision + precision) / 2;
            recall = nextRecall;
            precision = nextPrecision;
        }
        return area;
    }
}
