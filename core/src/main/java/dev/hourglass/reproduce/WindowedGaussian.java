package dev.hourglass.reproduce;

import java.util.List;

/**
 * Scores each value by how many deviations it is from the mean of the 1000 values before it: the simplest detector that
 * the Numenta anomaly benchmark publishes. There the score is the tail probability of a normal distribution, which
 * rises with the deviations and, beyond about eight, is the same number for all; here they stay apart.
 *
 * <p>Source: https://github.com/numenta/NAB, nab/detectors/gaussian.
 */
final class WindowedGaussian {
    private static final int WINDOW = 1000;
    private static final double LEAST_DEVIATION = 1e-6;

    private WindowedGaussian() {}

    /** Returns a score a value, 0 for the first. */
    static double[] scores(List<Double> values) {
        double[] scores = new double[values.size()];
        for (int i = 1; i < scores.length; i++) {
            List<Double> before = values.subList(Math.max(0, i - WINDOW), i);
            double sum = 0;
            for (double value : before) {
                sum += value;
            }
            double mean = sum / before.size();
            double squares = 0;
            for (double value : before) {
                squares += (value - mean) * (value - mean);
            }
            double deviation = StrictMath.sqrt(squares / before.size());
            scores[i] = Math.abs(values.get(i) - mean) / (deviation == 0 ? LEAST_DEVIATION : deviation);
        }
        return scores;
    }
}
