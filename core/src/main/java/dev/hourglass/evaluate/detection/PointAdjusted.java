package dev.hourglass.evaluate.detection;

import java.util.Arrays;

/**
 * Measures point-adjusted F1, which flatters: one alarm anywhere in an anomalous range counts as if the whole range had
 * been found.
 *
 * <p>Random scores reach high values by it where ranges are long (Kim et al. 2022, "Towards a rigorous evaluation of
 * time-series anomaly detection", https://arxiv.org/abs/2109.05257), so it is only ever to be shown under its name and
 * beside plain F1, for comparison with papers that state nothing else. Source: Xu et al. 2018, "Unsupervised anomaly
 * detection via variational auto-encoder for seasonal KPIs in web applications", section 3.2. Stateless and safe for
 * concurrent use.
 */
public final class PointAdjusted {
    private PointAdjusted() {}

    /**
     * Returns the best F1 over all thresholds after adjustment.
     *
     * @param scores [T], not NaN; not modified
     * @param anomalous [T], at least one true and one false; not modified
     * @throws IllegalArgumentException if lengths differ, a score is NaN or there is only one kind of row
     */
    public static double bestF1(double[] scores, boolean[] anomalous) {
        return RankingMetrics.of(adjust(scores, anomalous), anomalous).bestF1().f1();
    }

    /**
     * Returns scores in which each row of an anomalous range has the highest score of its range.
     *
     * @param scores [T], not NaN; not modified
     * @param anomalous [T]; not modified
     * @throws IllegalArgumentException if lengths differ or a score is NaN
     */
    static double[] adjust(double[] scores, boolean[] anomalous) {
        LabelledScores.check(scores, anomalous);
        double[] adjusted = scores.clone();
        for (AnomalyRange range : AnomalyRange.of(anomalous)) {
            double highest =
                    Arrays.stream(scores, range.first(), range.last() + 1).max().orElseThrow();
            Arrays.fill(adjusted, range.first(), range.last() + 1, highest);
        }
        return adjusted;
    }
}
