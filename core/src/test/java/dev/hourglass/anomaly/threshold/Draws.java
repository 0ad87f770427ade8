package dev.hourglass.anomaly.threshold;

import dev.hourglass.tensor.SeededRandom;

/** Draws scores of known distributions. */
final class Draws {
    private Draws() {}

    /** Draws from a generalised Pareto distribution that starts at 0 with scale 1. */
    static double[] pareto(long seed, int count, double shape) {
        SeededRandom random = new SeededRandom(seed);
        double[] scores = new double[count];
        for (int i = 0; i < count; i++) {
            double u = 1 - random.nextDouble();
            scores[i] = shape == 0 ? -StrictMath.log(u) : (StrictMath.pow(u, -shape) - 1) / shape;
        }
        return scores;
    }

    /** Draws sums of three squares of normal numbers: what reconstruction errors look like. */
    static double[] squares(long seed, int count) {
        SeededRandom random = new SeededRandom(seed);
        double[] scores = new double[count];
        for (int i = 0; i < 3 * count; i++) {
            double value = random.nextGaussian();
            scores[i / 3] += value * value;
        }
        return scores;
    }

    static double shareAbove(double[] scores, double threshold) {
        int above = 0;
        for (double score : scores) {
            above += score > threshold ? 1 : 0;
        }
        return (double) above / scores.length;
    }
}
