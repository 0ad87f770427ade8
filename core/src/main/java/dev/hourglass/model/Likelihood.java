package dev.hourglass.model;

import java.util.List;

/**
 * Says what the decoder's outputs mean: the values themselves, or the parameters of a distribution of each value. A
 * likelihood of P parameters a value makes the decoder end in P planes of D outputs. Formulas are in
 * {@code tensor.kernel.LikelihoodKernels}.
 */
public sealed interface Likelihood
        permits Likelihood.Direct,
                Likelihood.Bernoulli,
                Likelihood.Gaussian,
                Likelihood.GaussianVariance,
                Likelihood.LogisticMixture,
                Likelihood.BetaBinomial,
                Likelihood.Categorical {
    /** Returns the name used in files and on the command line. */
    String id();

    /** Returns P, the decoder's outputs a value. */
    int planes();

    /** Returns the names of all distributions. */
    static List<String> ids() {
        return List.of(
                "bernoulli", "gaussian", "gaussian-variance", "logistic-mixture", "beta-binomial", "categorical");
    }

    /** No distribution: an output is the value, and the objective says how far it is off. */
    record Direct() implements Likelihood {
        @Override
        public String id() {
            return "direct";
        }

        @Override
        public int planes() {
            return 1;
        }
    }

    /** A coin for each value in [0, 1]; outputs are logits. */
    record Bernoulli() implements Likelihood {
        @Override
        public String id() {
            return "bernoulli";
        }

        @Override
        public int planes() {
            return 1;
        }
    }

    /**
     * A normal distribution of fixed deviation; outputs are means.
     *
     * @param deviation in the units of the normalised data, above 0
     */
    record Gaussian(double deviation) implements Likelihood {
        public Gaussian {
            if (!(deviation > 0) || Double.isInfinite(deviation)) {
                throw new IllegalArgumentException("deviation must be above 0 and finite, but was " + deviation);
            }
        }

        @Override
        public String id() {
            return "gaussian";
        }

        @Override
        public int planes() {
            return 1;
        }
    }

    /** A normal distribution; outputs are means, then logarithms of variances. */
    record GaussianVariance() implements Likelihood {
        @Override
        public String id() {
            return "gaussian-variance";
        }

        @Override
        public int planes() {
            return 2;
        }
    }

    /**
     * A mixture of logistic distributions over the 256 values k / 255 of 8-bit data. Source: Salimans et al. 2017,
     * https://arxiv.org/abs/1701.05517.
     *
     * @param components M, in [1, 32]
     */
    record LogisticMixture(int components) implements Likelihood {
        public LogisticMixture {
            if (components < 1 || components > 32) {
                throw new IllegalArgumentException("a mixture must have 1 to 32 components, but had " + components);
            }
        }

        @Override
        public String id() {
            return "logistic-mixture";
        }

        @Override
        public int planes() {
            return 3 * components;
        }
    }

    /**
     * A beta-binomial distribution over the 256 values k / 255 of 8-bit data. Source: Townsend et al. 2019,
     * https://arxiv.org/abs/1901.04866.
     */
    record BetaBinomial() implements Likelihood {
        @Override
        public String id() {
            return "beta-binomial";
        }

        @Override
        public int planes() {
            return 2;
        }
    }

    /**
     * One of K classes for each value, at k / (K - 1) for k from 0.
     *
     * @param classes K, in [2, 256]
     */
    record Categorical(int classes) implements Likelihood {
        public Categorical {
            if (classes < 2 || classes > 256) {
                throw new IllegalArgumentException("classes must be 2 to 256, but were " + classes);
            }
        }

        @Override
        public String id() {
            return "categorical";
        }

        @Override
        public int planes() {
            return classes;
        }
    }
}
