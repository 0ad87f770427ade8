package dev.hourglass.generate;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.model.Latent;
import dev.hourglass.tensor.SeededRandom;
import java.util.List;

/**
 * A mixture of K normal distributions, fitted to codes: what codes of data look like, where no prior says it. Drawing
 * from it turns an autoencoder that has no prior into one that generates. Source: Ghosh et al. 2020,
 * https://arxiv.org/abs/1903.12436, section 4.
 *
 * <pre>{@code log p(z) = log sum_k w_k N(z; m_k, S_k)}</pre>
 */
public final class GaussianMixture implements CodeSource {
    private static final double LOG_TWO_PI = 1.8378770664093453;

    private final List<Component> components;
    private final List<Double> course;

    GaussianMixture(List<Component> components, List<Double> course) {
        this.components = List.copyOf(components);
        this.course = List.copyOf(course);
    }

    /** One normal distribution and its share. */
    static final class Component {
        private final double weight;
        private final double[] mean;
        private final Covariance covariance;
        private final double logPeak; // log(w N(m; m, S))

        Component(double weight, double[] mean, Covariance covariance) {
            this.weight = weight;
            this.mean = mean;
            this.covariance = covariance;
            this.logPeak = StrictMath.log(weight) - 0.5 * (mean.length * LOG_TWO_PI + covariance.logDeterminant());
        }

        /** Returns the same distribution with another share. */
        Component withWeight(double changed) {
            return new Component(changed, mean, covariance);
        }

        Covariance covariance() {
            return covariance;
        }

        /** Returns log(w N(z; m, S)) of the code that starts at {@code from}; scratch [L] is overwritten. */
        double logShare(float[] codes, int from, double[] scratch) {
            for (int j = 0; j < mean.length; j++) {
                scratch[j] = codes[from + j] - mean[j];
            }
            return logPeak - 0.5 * covariance.squaredDistance(scratch);
        }
    }

    /**
     * Fits a mixture by expectation maximisation from a k-means++ start.
     *
     * @param codes [N, L], N at least K, finite; not modified
     * @param size L
     * @param config how
     * @param seed of the start
     * @return the mixture; the same of equal codes and seeds, to the bit
     * @throws IllegalArgumentException if there are fewer codes than components, or one is not finite
     */
    public static GaussianMixture fit(float[] codes, int size, MixtureConfig config, long seed) {
        return new MixtureFit(codes, size, config).run(new SeededRandom(seed).fork("mixture"));
    }

    @Override
    public int size() {
        return components.get(0).mean.length;
    }

    /** Returns the share of each component, [K]; they add up to 1. */
    public List<Double> weights() {
        return components.stream().map(component -> component.weight).toList();
    }

    /** Returns the mean of one component, counted from 0, [L]; a copy. */
    public double[] mean(int component) {
        return components.get(component).mean.clone();
    }

    /** Returns what was maximised, after each round: nats a code, less the cost of regularisation. It never falls. */
    public List<Double> course() {
        return course;
    }

    /**
     * Returns how likely codes are under the mixture.
     *
     * @param codes [.., L], at least one; not modified
     * @return the mean of log p(z), in nats a code
     */
    public double logLikelihood(float[] codes) {
        int size = size();
        double[] shares = new double[components.size()];
        double[] scratch = new double[size];
        double sum = 0;
        for (int from = 0; from < codes.length; from += size) {
            sum += logSum(components, codes, from, shares, scratch);
        }
        return sum * size / codes.length;
    }

    /** Returns log p(z), and log(w N(z; m, S)) of each component in {@code shares} [K]. */
    static double logSum(List<Component> components, float[] codes, int from, double[] shares, double[] scratch) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < shares.length; k++) {
            shares[k] = components.get(k).logShare(codes, from, scratch);
            largest = Math.max(largest, shares[k]);
        }
        double sum = 0;
        for (double share : shares) {
            sum += StrictMath.exp(share - largest);
        }
        return largest + StrictMath.log(sum);
    }

    @Override
    public void draw(SeededRandom random, float[] codes, int count) {
        int size = size();
        double[] normal = new double[size];
        for (int i = 0; i < count; i++) {
            Component component = choose(random.nextDouble());
            for (int j = 0; j < size; j++) {
                normal[j] = random.nextGaussian();
            }
            for (int j = 0; j < size; j++) {
                codes[i * size + j] = (float) (component.mean[j] + component.covariance.spread(normal, j));
            }
        }
    }

    private Component choose(double share) {
        double left = share;
        Component chosen = components.get(0);
        for (Component component : components) {
            if (component.weight > 0) {
                chosen = component;
                left -= component.weight;
            }
            if (left < 0) {
                break;
            }
        }
        return chosen;
    }

    @Override
    public void requireFit(TrainedModel model) {
        Latent latent = model.autoencoder().latent();
        if (latent instanceof Latent.Quantized) {
            throw new WrongModelException("a mixture needs codes that may lie between others, but those of this model"
                    + " are entries of a codebook; draw from the aggregate of codes of data");
        }
        LatentChecks.requireSize(size(), latent);
    }
}
