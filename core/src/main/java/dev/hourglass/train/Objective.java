package dev.hourglass.train;

import dev.hourglass.nn.Divergence;
import java.util.List;
import java.util.Locale;

/**
 * What training minimises, as data. Distances are means over every value of the batch; likelihoods are sums over the
 * values of a sample, in nats, averaged over the batch.
 */
public sealed interface Objective
        permits Objective.MeanSquaredError,
                Objective.BinaryCrossEntropy,
                Objective.MeanAbsoluteError,
                Objective.Huber,
                Objective.NegativeLogLikelihood,
                Objective.Elbo,
                Objective.ImportanceWeighted,
                Objective.VectorQuantized,
                Objective.RateDistortion,
                Objective.Wasserstein,
                Objective.CodeMatching,
                Objective.ContrastiveDivergence,
                Objective.Adversarial,
                Objective.LabelCrossEntropy {
    /** The names of all objectives. */
    List<String> IDS = List.of(
            "mse",
            "bce",
            "mae",
            "huber",
            "nll",
            "elbo",
            "iwae",
            "vq",
            "rate-distortion",
            "wae",
            "code-matching",
            "aae",
            "gan",
            "vae-gan",
            "cd",
            "pcd");

    /** Returns the name used in files and on the command line. */
    String id();

    /** Returns whether it takes its loss from the model's likelihood, so that the model must have one. */
    default boolean needsLikelihood() {
        return false;
    }

    /** Returns whether it is defined for values in [0, 1] only, whatever the likelihood. */
    default boolean needsUnitRange() {
        return this instanceof BinaryCrossEntropy
                || (this instanceof CodeMatching matching
                        && matching.reconstruction().needsUnitRange())
                || (this instanceof Wasserstein wasserstein
                        && wasserstein.reconstruction().needsUnitRange())
                || (this instanceof RateDistortion rate && rate.distortion() == Distortion.MS_SSIM)
                || (this instanceof VectorQuantized vector
                        && vector.reconstruction().needsUnitRange())
                || (this instanceof Adversarial adversarial
                        && adversarial.reconstruction().needsUnitRange());
    }

    /** Returns the kind of latent variable it trains, as {@link dev.hourglass.model.Latent#id} names it. */
    default String latentKind() {
        if (this instanceof Elbo || this instanceof ImportanceWeighted) {
            return "gaussian";
        }
        if (this instanceof Adversarial adversarial && adversarial.game() == Adversarial.Game.VAE_GAN) {
            return "gaussian";
        }
        if (this instanceof RateDistortion) {
            return "coded";
        }
        return this instanceof VectorQuantized ? "quantized" : "point";
    }

    /** {@code (y - x)^2}. */
    record MeanSquaredError() implements Objective {
        @Override
        public String id() {
            return "mse";
        }
    }

    /**
     * {@code max(z, 0) - z x + log(1 + exp(-|z|))} in nats, from the logits z under the model's last sigmoid; x must be
     * in [0, 1].
     */
    record BinaryCrossEntropy() implements Objective {
        @Override
        public String id() {
            return "bce";
        }
    }

    /** {@code |y - x|}. */
    record MeanAbsoluteError() implements Objective {
        @Override
        public String id() {
            return "mae";
        }
    }

    /**
     * {@code 0.5 e^2} for {@code |e| <= delta}, else {@code delta (|e| - 0.5 delta)}, with {@code e = y - x}. Source:
     * Huber 1964, Annals of Mathematical Statistics 35.
     *
     * @param delta where the square turns into a line, above 0
     */
    record Huber(double delta) implements Objective {
        public Huber {
            if (!(delta > 0)) {
                throw new IllegalArgumentException("Huber delta must be above 0, but was " + delta);
            }
        }

        @Override
        public String id() {
            return "huber";
        }
    }

    /** {@code -log p(x | z)} of the model's likelihood, for plain codes. */
    record NegativeLogLikelihood() implements Objective {
        @Override
        public String id() {
            return "nll";
        }

        @Override
        public boolean needsLikelihood() {
            return true;
        }
    }

    /**
     * The negative evidence lower bound, {@code -log p(x | z) + KL(q(z | x) || p(z))} for one drawn z. Source: Kingma
     * and Welling 2014, https://arxiv.org/abs/1312.6114.
     *
     * @param divergence how much the second term counts
     */
    record Elbo(Divergence divergence) implements Objective {
        @Override
        public String id() {
            return "elbo";
        }

        @Override
        public boolean needsLikelihood() {
            return true;
        }
    }

    /**
     * The importance-weighted bound of k draws, {@code -log 1/k sum p(x, z_i) / q(z_i | x)}. Source: Burda et al. 2016,
     * https://arxiv.org/abs/1509.00519.
     *
     * @param samples k, in [1, 1000]
     */
    record ImportanceWeighted(int samples) implements Objective {
        public ImportanceWeighted {
            if (samples < 1 || samples > 1000) {
                throw new IllegalArgumentException("importance samples must be 1 to 1000, but were " + samples);
            }
        }

        @Override
        public String id() {
            return "iwae";
        }

        @Override
        public boolean needsLikelihood() {
            return true;
        }
    }

    /**
     * A distance between values, with codes from a codebook that follows the encoder. Source: van den Oord et al. 2017,
     * https://arxiv.org/abs/1711.00937.
     *
     * @param reconstruction the distance
     * @param commitment what the encoder pays for its distance from the codebook, at least 0
     * @param decay of the codebook's moving averages a step, in [0, 1)
     */
    record VectorQuantized(Objective reconstruction, double commitment, double decay) implements Objective {
        public VectorQuantized {
            requireDistance(reconstruction);
        }

        /** Returns the published commitment 0.25 and decay 0.99. */
        public static VectorQuantized defaults(Objective reconstruction) {
            return new VectorQuantized(reconstruction, 0.25, 0.99);
        }

        @Override
        public String id() {
            return "vq";
        }
    }

    /**
     * A distance between values, summed over those of a sample and averaged over the batch, and the maximum mean
     * discrepancy between codes and a standard normal prior (WAE-MMD): the encoder is free to put each code where it
     * likes, as long as all of them together look drawn from the prior. Source: Tolstikhin et al. 2018,
     * https://arxiv.org/abs/1711.01558, algorithm 2.
     *
     * @param reconstruction the distance
     * @param weight lambda, of the discrepancy; at least 0
     */
    record Wasserstein(Objective reconstruction, double weight) implements Objective {
        public Wasserstein {
            requireDistance(reconstruction);
            requireWeight(weight);
        }

        /** Returns the published weight of 10, which is for MNIST and squared errors. */
        public static Wasserstein defaults(Objective reconstruction) {
            return new Wasserstein(reconstruction, 10);
        }

        @Override
        public String id() {
            return "wae";
        }
    }

    /**
     * {@code alpha mean (z - x)^2 + (1 - alpha) d(x^, x)}: codes z, as large as samples x, are to look like them, and
     * reconstructions x^ too.
     *
     * @param reconstruction d, the distance between values
     * @param alpha the share of codes, in [0, 1]
     */
    record CodeMatching(Objective reconstruction, double alpha) implements Objective {
        public CodeMatching {
            requireDistance(reconstruction);
            if (!(alpha >= 0 && alpha <= 1)) {
                throw new IllegalArgumentException("alpha must be in [0, 1], but was " + alpha);
            }
        }

        /** Returns the objective in which both distances count alike. */
        public static CodeMatching defaults(Objective reconstruction) {
            return new CodeMatching(reconstruction, 0.5);
        }

        @Override
        public String id() {
            return "code-matching";
        }
    }

    /**
     * Contrastive divergence of a restricted Boltzmann machine, which is an autoencoder of one tied layer: codes are
     * the probabilities of binary hidden units (sigmoid) or the means of normal ones of variance 1 (linear), outputs
     * those of visible units. The weights move by the statistics of the data minus those after some steps of Gibbs
     * sampling. With chains that start at the data (CD) hidden units are drawn and visible ones keep their
     * probabilities; with persistent chains (PCD) both are drawn. The loss that is reported is the squared error of
     * reconstructions, which is not what is minimised.
     *
     * <p>Sources: Hinton 2002, "Training products of experts by minimizing contrastive divergence"; Tieleman 2008,
     * "Training restricted Boltzmann machines using approximations to the likelihood gradient"; Hinton 2010, "A
     * practical guide to training restricted Boltzmann machines"; linear units: Hinton and Salakhutdinov 2006.
     *
     * @param steps of Gibbs sampling, in [1, 1000]
     * @param isPersistent whether chains go on from where the last step left them
     */
    record ContrastiveDivergence(int steps, boolean isPersistent) implements Objective {
        public ContrastiveDivergence {
            if (steps < 1 || steps > 1000) {
                throw new IllegalArgumentException("Gibbs steps must be 1 to 1000, but were " + steps);
            }
        }

        @Override
        public String id() {
            return isPersistent ? "pcd" : "cd";
        }
    }

    /**
     * A game between the autoencoder and a critic that learns to tell real from made.
     *
     * @param game what the critic looks at
     * @param reconstruction how far values are off
     * @param critic sizes of the critic's hidden layers
     */
    record Adversarial(Game game, Objective reconstruction, List<Integer> critic) implements Objective {
        /** What a critic looks at. */
        public enum Game {
            /**
             * Codes: the encoder learns to make codes that look drawn from a standard normal prior. Source: Makhzani et
             * al. 2016, https://arxiv.org/abs/1511.05644.
             */
            AAE,
            /**
             * Samples: the decoder learns to make samples of normal codes, and the encoder to find the code of a
             * sample. Sources: Goodfellow et al. 2014, https://arxiv.org/abs/1406.2661; Schlegl et al. 2019 (the
             * encoder), https://doi.org/10.1016/j.media.2019.01.010.
             */
            GAN,
            /**
             * Samples, with a variational autoencoder whose distance between samples is that of the critic's first
             * hidden layer. Source: Larsen et al. 2016, https://arxiv.org/abs/1512.09300.
             */
            VAE_GAN;

            String id() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }

        public Adversarial {
            critic = List.copyOf(critic);
            requireDistance(reconstruction);
            if (critic.isEmpty() || critic.stream().anyMatch(size -> size < 1)) {
                throw new IllegalArgumentException(
                        "a critic needs at least one hidden layer of at least 1 value, but had " + critic);
            }
        }

        /** Returns the game with a critic of two layers of 256. */
        public static Adversarial defaults(Game game, Objective reconstruction) {
            return new Adversarial(game, reconstruction, List.of(256, 256));
        }

        @Override
        public String id() {
            return game.id();
        }
    }

    /** The cross-entropy of the labels under a softmax, in nats a sample; {@link FineTuning} minimises it. */
    record LabelCrossEntropy() implements Objective {
        @Override
        public String id() {
            return "labels";
        }
    }

    /**
     * What codes take up and how far reconstructions are off, at tradeoffs lambda drawn for each sample of each step:
     * {@code m d(x^, x) + R m / lambda}, R in bits a pixel, m the geometric mean of the tradeoffs. Divided by lambda
     * rather than multiplied, so that no tradeoff drowns the others. Rates are those of numbers with noise, which have
     * slopes; the decoder sees them rounded. Source: Ball&eacute; et al. 2018, https://arxiv.org/abs/1802.01436.
     *
     * @param distortion d
     * @param settling the first step, counted from 1, in which all weights learn; before, only priors and the decoder
     *     do, as what rates are is not known yet
     */
    record RateDistortion(Distortion distortion, long settling) implements Objective {
        public RateDistortion {
            if (settling < 0) {
                throw new IllegalArgumentException("settling must be a step, at least 0, but was " + settling);
            }
        }

        @Override
        public String id() {
            return "rate-distortion";
        }
    }

    private static void requireWeight(double weight) {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("weight must be at least 0 and finite, but was " + weight);
        }
    }

    /** Requires an objective that compares values, to be part of another. */
    private static void requireDistance(Objective reconstruction) {
        if (!(reconstruction instanceof MeanSquaredError
                || reconstruction instanceof BinaryCrossEntropy
                || reconstruction instanceof MeanAbsoluteError
                || reconstruction instanceof Huber)) {
            throw new IllegalArgumentException(
                    "reconstruction must be mse, bce, mae or huber, but was " + reconstruction.id());
        }
    }

    /**
     * Finds an objective by its name in files.
     *
     * @param id {@code mse}, {@code bce}, {@code mae}, {@code huber} (with delta 1), {@code nll}, {@code elbo} (with
     *     beta 1) {@code iwae} (with 5 samples), {@code vq} (with mse), {@code wae} (with mse and weight 10),
     *     {@code code-matching} (with mse and alpha 0.5), {@code rate-distortion} (of squared errors), {@code cd} or
     *     {@code pcd} (with 1 step)
     * @return the objective
     * @throws IllegalArgumentException if there is no such objective
     */
    static Objective from(String id) {
        return switch (id) {
            case "mse" -> new MeanSquaredError();
            case "bce" -> new BinaryCrossEntropy();
            case "mae" -> new MeanAbsoluteError();
            case "huber" -> new Huber(1);
            case "nll" -> new NegativeLogLikelihood();
            case "elbo" -> new Elbo(Divergence.plain());
            case "iwae" -> new ImportanceWeighted(5);
            case "aae" -> Adversarial.defaults(Adversarial.Game.AAE, new MeanSquaredError());
            case "gan" -> Adversarial.defaults(Adversarial.Game.GAN, new MeanSquaredError());
            case "vae-gan" -> Adversarial.defaults(Adversarial.Game.VAE_GAN, new MeanSquaredError());
            case "vq" -> VectorQuantized.defaults(new MeanSquaredError());
            case "wae" -> Wasserstein.defaults(new MeanSquaredError());
            case "code-matching" -> CodeMatching.defaults(new MeanSquaredError());
            case "rate-distortion" -> new RateDistortion(Distortion.SQUARED_ERROR, 0);
            case "cd" -> new ContrastiveDivergence(1, false);
            case "pcd" -> new ContrastiveDivergence(1, true);
            default ->
                throw new IllegalArgumentException(
                        "objective must be one of " + String.join(", ", IDS) + ", but was \"" + id + "\"");
        };
    }
}
