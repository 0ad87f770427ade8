package dev.hourglass.nn;

import dev.hourglass.data.Corruption;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.Hierarchical;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.model.Network;
import java.util.List;

/** One link of a {@link Chain}: a network, or what stands before, between or after networks. */
public sealed interface Link {
    /**
     * A network and the path of its weights.
     *
     * @param path for example {@code encoder}
     * @param network the layers
     */
    record Part(String path, Network network) implements Link {
        @Override
        public List<String> paths() {
            return List.of(path);
        }
    }

    /**
     * From the encoder's outputs to codes: the mean of a distribution, the index of the nearest vector. Nothing for a
     * plain vector.
     *
     * @param latent the latent variable
     */
    record ToCode(Latent latent) implements Link {}

    /**
     * From codes to what the decoder takes: vectors of the codebook. Nothing but for quantised codes.
     *
     * @param latent the latent variable
     */
    record FromCode(Latent latent) implements Link {}

    /**
     * From the parameters of a likelihood to the means of its distributions.
     *
     * @param likelihood what the outputs before mean
     * @param features D
     */
    record Mean(Likelihood likelihood, int features) implements Link {}

    /**
     * Damages samples before the first network; the loss still compares with whole ones.
     *
     * @param corruption the damage
     */
    record Corrupt(Corruption corruption) implements Link {}

    /**
     * Adds to the loss how far the codes of a batch are from draws of a standard normal prior.
     *
     * @param weight of that distance, the maximum mean discrepancy; at least 0
     */
    record MatchPrior(double weight) implements Link {
        public MatchPrior {
            requireWeight("the distance from the prior", weight);
        }
    }

    /**
     * Adds to the loss the mean squared distance of codes from the chain's samples, value by value.
     *
     * @param weight of that distance, at least 0
     */
    record MatchCode(double weight) implements Link {
        public MatchCode {
            requireWeight("the distance of codes from samples", weight);
        }
    }

    /**
     * Adds to the loss what codes are to be kept from.
     *
     * @param penalty of large codes, or of active ones
     */
    record Penalize(CodePenalty penalty) implements Link {}

    /**
     * Adds to the loss the squared norm of the Jacobian of codes of one linear layer and a function.
     *
     * @param weight of that norm, at least 0
     * @param function the encoder's last, whose outputs tell its slopes
     */
    record Contract(double weight, ActivationFunction function) implements Link {
        /** Returns whether a function's outputs tell its slopes. */
        public static boolean knows(ActivationFunction function) {
            return CodeSlopes.knows(function);
        }

        public Contract {
            requireWeight("the Jacobian", weight);
            if (!knows(function)) {
                throw new IllegalArgumentException("the outputs of " + function.id() + " do not tell its slopes");
            }
        }
    }

    /** Puts beside each sample one a small step away, for {@link Pair}. */
    record Perturb() implements Link {}

    /**
     * Adds to the loss an estimate of the squared norm of the Jacobian of what came since {@link Perturb}, and goes on
     * with what is of the samples themselves.
     *
     * @param weight of that norm, at least 0
     */
    record Pair(double weight) implements Link {
        public Pair {
            requireWeight("the Jacobian", weight);
        }
    }

    /**
     * Draws codes from the encoder's distribution and adds its divergence from the prior to the loss.
     *
     * @param latent the latent variable
     * @param divergence how much it counts
     */
    record Draw(Latent.Gaussian latent, Divergence divergence) implements Link {}

    /**
     * Draws all levels of a hierarchy, goes on with the first and adds to the loss how far each is from what the next
     * one tells of it, and the last from its prior.
     *
     * @param latent the latent variable
     * @param divergence how much that counts; with neither free nats nor a capacity
     */
    record DrawLevels(Hierarchical latent, Divergence divergence) implements Link {
        public DrawLevels {
            if (divergence.freeNats() > 0 || divergence.capacity() > 0) {
                throw new IllegalArgumentException(
                        "a hierarchical latent variable takes beta and a warm-up, but neither"
                                + " free nats nor a capacity; leave them out");
            }
        }

        @Override
        public List<String> paths() {
            return List.copyOf(latent.networks().keySet());
        }
    }

    /**
     * Draws several codes of each sample; the loss becomes the importance-weighted bound over them.
     *
     * @param latent the latent variable
     * @param samples k, at least 1
     */
    record DrawMany(Latent.Gaussian latent, int samples) implements Link {}

    /**
     * Replaces vectors by the nearest of the codebook and, in training, moves the codebook after them.
     *
     * @param latent the latent variable
     * @param commitment what the encoder pays for its distance, at least 0
     * @param decay of the codebook's moving averages a step, in [0, 1)
     */
    record Quantize(Latent.Quantized latent, double commitment, double decay) implements Link {
        public Quantize {
            if (!(commitment >= 0) || Double.isInfinite(commitment) || !(decay >= 0 && decay < 1)) {
                throw new IllegalArgumentException("a codebook needs commitment >= 0 and decay in [0, 1), but had "
                        + commitment + " and " + decay);
            }
        }
    }

    /**
     * Rounds maps at a tradeoff drawn for each sample, as far as noise can stand for rounding, and adds to the loss
     * what storing them would cost.
     *
     * @param latent the latent variable
     * @param seen what the decoder sees of the maps
     * @param settling the first step, counted from 1, in which something goes back to the encoder and the gains: priors
     *     that know nothing yet would drive them far off
     * @param tradeoff the index of the one tradeoff of all samples, or {@link #DRAWN}
     */
    record Code(Latent.Coded latent, Seen seen, long settling, int tradeoff) implements Link {
        /** Each sample has a tradeoff of its own, drawn in each step. */
        static final int DRAWN = -1;

        /** What a decoder sees in training. */
        public enum Seen {
            /** Maps with the noise that stands for rounding; gradients are those of the loss. */
            NOISE,
            /** Maps rounded as they will be stored, with gradients passed straight through. */
            LEVELS
        }

        public Code {
            if (settling < 0) {
                throw new IllegalArgumentException("settling must be a step, at least 0, but was " + settling);
            }
            if (tradeoff < DRAWN || tradeoff >= latent.tradeoffs().size()) {
                throw new IllegalArgumentException("tradeoff must be the index of one of "
                        + latent.tradeoffs().size() + ", or -1, but was " + tradeoff);
            }
        }

        /** Makes a link of which every sample has a tradeoff of its own. */
        public Code(Latent.Coded latent, Seen seen, long settling) {
            this(latent, seen, settling, DRAWN);
        }

        /** Returns a link of one tradeoff, given by its index. */
        public Code at(int index) {
            return new Code(latent, seen, settling, index);
        }

        @Override
        public List<String> paths() {
            return List.of("rate", "hyper_encoder", "hyper_decoder");
        }
    }

    /** Returns the paths under which its weights are. */
    default List<String> paths() {
        return List.of();
    }

    private static void requireWeight(String what, double weight) {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("the weight of " + what + " must be at least 0, but was " + weight);
        }
    }
}
