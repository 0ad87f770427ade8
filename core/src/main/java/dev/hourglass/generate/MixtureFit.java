package dev.hourglass.generate;

import dev.hourglass.generate.GaussianMixture.Component;
import dev.hourglass.tensor.SeededRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fits a mixture of normal distributions by expectation maximisation, in float64 and in the order of the codes.
 *
 * <pre>{@code
 * E  r_ik = w_k N(z_i; m_k, S_k) / sum_l w_l N(z_i; m_l, S_l)
 * M  N_k = sum_i r_ik,  w_k = N_k / N,  m_k = sum_i r_ik z_i / N_k
 *    S_k = (sum_i r_ik (z_i - m_k)(z_i - m_k)^T + b I) / N_k
 * }</pre>
 *
 * <p>The ridge b makes this the exact maximisation of {@code sum_i log p(z_i) - b/2 sum_k tr(S_k^-1)}, so that the
 * course never falls; a ridge added after the division would not. It is the regularisation times the mean variance
 * times N / K. Sources: Bishop 2006, Pattern Recognition and Machine Learning, section 9.2.2; Arthur and Vassilvitskii
 * 2007, "k-means++: the advantages of careful seeding". Single use; confine to one thread.
 */
final class MixtureFit {
    /** Keeps the ridge above 0 where all codes are equal. */
    private static final double LEAST_VARIANCE = 1e-12;

    /** A component of less than a millionth of a code is frozen with no share: its covariance would overflow. */
    private static final double LEAST_WEIGHT = 1e-6;

    private final float[] codes;
    private final int size;
    private final int rows;
    private final MixtureConfig config;
    private final double ridge;
    private final double[][] shares; // r, [K][N]
    private List<Component> components = List.of();

    MixtureFit(float[] codes, int size, MixtureConfig config) {
        this.codes = codes;
        this.size = size;
        this.rows = codes.length / size;
        this.config = config;
        if (rows < config.components()) {
            throw new IllegalArgumentException("a mixture of " + config.components()
                    + " components needs at least as many codes, but had " + rows);
        }
        for (float code : codes) {
            if (!Float.isFinite(code)) {
                throw new IllegalArgumentException("a mixture needs finite codes, but one was " + code);
            }
        }
        double variance = Math.max(LEAST_VARIANCE, meanVariance());
        this.ridge = config.regularization() * variance * rows / config.components();
        this.shares = new double[config.components()][rows];
    }

    GaussianMixture run(SeededRandom random) {
        start(random);
        List<Double> course = new ArrayList<>();
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < config.maxIterations(); i++) {
            maximize();
            double reached = expect();
            course.add(reached);
            if (reached - last < config.tolerance()) {
                break;
            }
            last = reached;
        }
        return new GaussianMixture(components, course);
    }

    private double meanVariance() {
        double sum = 0;
        for (int j = 0; j < size; j++) {
            double mean = 0;
            for (int i = 0; i < rows; i++) {
                mean += codes[i * size + j];
            }
            mean /= rows;
            for (int i = 0; i < rows; i++) {
                double difference = codes[i * size + j] - mean;
                sum += difference * difference;
            }
        }
        return sum / rows / size;
    }

    /** Gives each code to the nearest of centres drawn far from each other. */
    private void start(SeededRandom random) {
        int[] nearest = new int[rows];
        double[] distances = new double[rows];
        Arrays.fill(distances, Double.POSITIVE_INFINITY);
        int centre = random.nextInt(rows);
        for (int k = 0; k < shares.length; k++) {
            double total = 0;
            for (int i = 0; i < rows; i++) {
                double distance = squaredDistance(i, centre);
                if (distance < distances[i]) {
                    distances[i] = distance;
                    nearest[i] = k;
                }
                total += distances[i];
            }
            centre = draw(distances, random.nextDouble() * total);
        }
        for (int i = 0; i < rows; i++) {
            shares[nearest[i]][i] = 1;
        }
    }

    private double squaredDistance(int a, int b) {
        double sum = 0;
        for (int j = 0; j < size; j++) {
            double difference = (double) codes[a * size + j] - codes[b * size + j];
            sum += difference * difference;
        }
        return sum;
    }

    private static int draw(double[] weights, double share) {
        double left = share;
        int i = 0;
        while (i < weights.length - 1 && left >= weights[i]) {
            left -= weights[i];
            i++;
        }
        return i;
    }

    private void maximize() {
        List<Component> fitted = new ArrayList<>();
        for (int k = 0; k < shares.length; k++) {
            double weight = sum(shares[k]);
            if (weight > LEAST_WEIGHT) {
                fitted.add(component(shares[k], weight));
            } else if (!components.isEmpty()) {
                fitted.add(components.get(k).withWeight(0));
            } else {
                // Fewer different codes than components: this one stands for all of them, and for none.
                double[] all = new double[rows];
                Arrays.fill(all, 1);
                fitted.add(component(all, rows).withWeight(0));
            }
        }
        components = fitted;
    }

    private Component component(double[] share, double weight) {
        double[] mean = new double[size];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < size; j++) {
                mean[j] += share[i] * codes[i * size + j];
            }
        }
        for (int j = 0; j < size; j++) {
            mean[j] /= weight;
        }
        Covariance.Scatter scatter = Covariance.scatter(config.shape(), size);
        double[] difference = new double[size];
        for (int i = 0; i < rows; i++) {
            if (share[i] > 0) {
                for (int j = 0; j < size; j++) {
                    difference[j] = codes[i * size + j] - mean[j];
                }
                scatter.add(share[i], difference);
            }
        }
        return new Component(weight / rows, mean, scatter.over(weight, ridge));
    }

    /** Shares codes among the components and returns what is maximised, in nats a code. */
    private double expect() {
        double[] logs = new double[shares.length];
        double[] scratch = new double[size];
        double total = 0;
        for (int i = 0; i < rows; i++) {
            double sum = GaussianMixture.logSum(components, codes, i * size, logs, scratch);
            for (int k = 0; k < shares.length; k++) {
                shares[k][i] = StrictMath.exp(logs[k] - sum);
            }
            total += sum;
        }
        for (Component component : components) {
            total -= 0.5 * ridge * component.covariance().traceOfInverse(size);
        }
        return total / rows;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
