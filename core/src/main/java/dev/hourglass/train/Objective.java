package dev.hourglass.train;

import dev.hourglass.nn.Divergence;

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
                Objective.ImportanceWeighted {
    /** Returns the name used in files and on the command line. */
    String id();

    /** Returns whether it takes its loss from the model's likelihood, so that the model must have one. */
    default boolean needsLikelihood() {
        return false;
    }

    /** Returns whether it draws codes, so that the latent variable must be a distribution. */
    default boolean drawsCodes() {
        return this instanceof Elbo || this instanceof ImportanceWeighted;
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
     * Finds an objective by its name in files.
     *
     * @param id {@code mse}, {@code bce}, {@code mae}, {@code huber} (with delta 1), {@code nll}, {@code elbo} (with
     *     beta 1) or {@code iwae} (with 5 samples)
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
            default ->
                throw new IllegalArgumentException(
                        "objective must be one of mse, bce, mae, huber, nll, elbo, iwae, but was \"" + id + "\"");
        };
    }
}
