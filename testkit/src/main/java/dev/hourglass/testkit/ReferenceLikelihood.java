package dev.hourglass.testkit;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.LikelihoodKernels;
import java.util.List;

/** A likelihood: its kernel, and its definition in float64, written without the tricks that keep float32 exact. */
interface ReferenceLikelihood {
    /** Returns the name, with parameters. */
    String name();

    /** Returns P, the outputs a feature. */
    int planes();

    /** Returns valid targets. */
    float[] targets(SeededRandom random, int size);

    /** Runs the kernel. */
    float row(
            LikelihoodKernels kernels,
            float[] y,
            int yFrom,
            float[] x,
            int xFrom,
            float[] g,
            int gFrom,
            int count,
            float scale,
            float[] scratch);

    /** Returns the negative log-likelihood of one feature, from its P outputs, in nats. */
    double value(double[] outputs, double x);

    /** Returns one of each, with parameters drawn. */
    static List<ReferenceLikelihood> draw(SeededRandom random) {
        return List.of(
                new Gaussian(0.05f + (float) random.nextDouble()),
                new LearnedGaussian(),
                new LogisticMixture(1 + random.nextInt(5)),
                new BetaBinomial(),
                new Categorical(2 + random.nextInt(6)));
    }

    /** Returns multiples of 1 / (levels - 1), the ends often among them. */
    private static float[] levels(SeededRandom random, int size, int levels) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = switch (random.nextInt(4)) {
                case 0 -> 0f;
                case 1 -> 1f;
                default -> random.nextInt(levels) / (levels - 1f);
            };
        }
        return values;
    }

    private static double logSumOfExponentials(double[] values, int count) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, values[i]);
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.exp(values[i] - most);
        }
        return most + Math.log(sum);
    }

    /** The normal distribution of a known deviation. */
    record Gaussian(float deviation) implements ReferenceLikelihood {
        @Override
        public String name() {
            return "gaussian";
        }

        @Override
        public int planes() {
            return 1;
        }

        @Override
        public float[] targets(SeededRandom random, int size) {
            return RandomArrays.normal(random, size);
        }

        @Override
        public float row(
                LikelihoodKernels kernels,
                float[] y,
                int yFrom,
                float[] x,
                int xFrom,
                float[] g,
                int gFrom,
                int count,
                float scale,
                float[] scratch) {
            return kernels.gaussian(y, yFrom, x, xFrom, g, gFrom, count, scale, deviation, scratch);
        }

        @Override
        public double value(double[] outputs, double x) {
            double e = (outputs[0] - x) / deviation;
            return 0.5 * e * e + Math.log(deviation) + 0.5 * Math.log(2 * Math.PI);
        }
    }

    /** The normal distribution of a learned variance. */
    record LearnedGaussian() implements ReferenceLikelihood {
        @Override
        public String name() {
            return "learnedGaussian";
        }

        @Override
        public int planes() {
            return 2;
        }

        @Override
        public float[] targets(SeededRandom random, int size) {
            return RandomArrays.normal(random, size);
        }

        @Override
        public float row(
                LikelihoodKernels kernels,
                float[] y,
                int yFrom,
                float[] x,
                int xFrom,
                float[] g,
                int gFrom,
                int count,
                float scale,
                float[] scratch) {
            return kernels.learnedGaussian(y, yFrom, x, xFrom, g, gFrom, count, scale, scratch);
        }

        @Override
        public double value(double[] outputs, double x) {
            double v = Math.max(-14, Math.min(14, outputs[1]));
            double e = outputs[0] - x;
            return 0.5 * (e * e * Math.exp(-v) + v + Math.log(2 * Math.PI));
        }
    }

    /** Discretised logistic distributions, mixed. */
    record LogisticMixture(int components) implements ReferenceLikelihood {
        @Override
        public String name() {
            return "logisticMixture of " + components;
        }

        @Override
        public int planes() {
            return 3 * components;
        }

        @Override
        public float[] targets(SeededRandom random, int size) {
            return levels(random, size, 256);
        }

        @Override
        public float row(
                LikelihoodKernels kernels,
                float[] y,
                int yFrom,
                float[] x,
                int xFrom,
                float[] g,
                int gFrom,
                int count,
                float scale,
                float[] scratch) {
            return kernels.logisticMixture(y, yFrom, x, xFrom, g, gFrom, count, components, scale, scratch);
        }

        @Override
        public double value(double[] outputs, double x) {
            int k = (int) Math.rint(x * 255);
            double c = 2 * k / 255.0 - 1;
            double sum = 0;
            for (int m = 0; m < components; m++) {
                double inverse = Math.exp(-Math.max(-7, Math.min(7, outputs[2 * components + m])));
                double mean = outputs[components + m];
                double upper = k == 255 ? 1 : 1 / (1 + Math.exp(-(c + 1 / 255.0 - mean) * inverse));
                double lower = k == 0 ? 0 : 1 / (1 + Math.exp(-(c - 1 / 255.0 - mean) * inverse));
                sum += Math.exp(outputs[m]) * (upper - lower);
            }
            return logSumOfExponentials(outputs, components) - Math.log(sum);
        }
    }

    /** The beta-binomial distribution of 255 trials. */
    record BetaBinomial() implements ReferenceLikelihood {
        @Override
        public String name() {
            return "betaBinomial";
        }

        @Override
        public int planes() {
            return 2;
        }

        @Override
        public float[] targets(SeededRandom random, int size) {
            return levels(random, size, 256);
        }

        @Override
        public float row(
                LikelihoodKernels kernels,
                float[] y,
                int yFrom,
                float[] x,
                int xFrom,
                float[] g,
                int gFrom,
                int count,
                float scale,
                float[] scratch) {
            return kernels.betaBinomial(y, yFrom, x, xFrom, g, gFrom, count, scale);
        }

        /** B(k + a, n - k + b) / B(a, b) as a product of fractions. */
        @Override
        public double value(double[] outputs, double x) {
            int k = (int) Math.rint(x * 255);
            double a = Math.exp(Math.max(-10, Math.min(10, outputs[0])));
            double b = Math.exp(Math.max(-10, Math.min(10, outputs[1])));
            double logP = 0;
            for (int j = 0; j < 255; j++) {
                logP += Math.log((j < k ? (a + j) / (k - j) * (255 - j) : b + j - k) / (a + b + j));
            }
            return -logP;
        }
    }

    /** One of K classes. */
    record Categorical(int classes) implements ReferenceLikelihood {
        @Override
        public String name() {
            return "categorical of " + classes;
        }

        @Override
        public int planes() {
            return classes;
        }

        @Override
        public float[] targets(SeededRandom random, int size) {
            return levels(random, size, classes);
        }

        @Override
        public float row(
                LikelihoodKernels kernels,
                float[] y,
                int yFrom,
                float[] x,
                int xFrom,
                float[] g,
                int gFrom,
                int count,
                float scale,
                float[] scratch) {
            return kernels.categorical(y, yFrom, x, xFrom, g, gFrom, count, classes, scale, scratch);
        }

        @Override
        public double value(double[] outputs, double x) {
            return logSumOfExponentials(outputs, classes) - outputs[(int) Math.rint(x * (classes - 1))];
        }
    }
}
