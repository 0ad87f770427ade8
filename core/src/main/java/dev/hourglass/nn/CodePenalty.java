package dev.hourglass.nn;

/** Says what codes add to the loss, whatever the loss is. */
public sealed interface CodePenalty
        permits CodePenalty.None, CodePenalty.Magnitude, CodePenalty.Sparsity, CodePenalty.Contractive {
    /** Nothing added. */
    CodePenalty NONE = new None();

    /** Returns the name used in files and on the command line. */
    String id();

    /** Codes are free. */
    record None() implements CodePenalty {
        @Override
        public String id() {
            return "none";
        }
    }

    /**
     * {@code weight * sum over the code of |z|}, averaged over the batch: what Keras calls L1 activity regularisation.
     *
     * @param weight at least 0
     */
    record Magnitude(double weight) implements CodePenalty {
        public Magnitude {
            requireWeight(weight);
        }

        @Override
        public String id() {
            return "l1";
        }
    }

    /**
     * Holds the mean activation m of each value of a sigmoid code over the batch to a small target t.
     *
     * <pre>{@code
     * weight * sum over the code of t log(t / m) + (1 - t) log((1 - t) / (1 - m))
     * }</pre>
     *
     * <p>Source: Ng 2011, "Sparse autoencoder", CS294A lecture notes.
     *
     * @param weight at least 0
     * @param target t, in (0, 1)
     */
    record Sparsity(double weight, double target) implements CodePenalty {
        public Sparsity {
            requireWeight(weight);
            if (!(target > 0 && target < 1)) {
                throw new IllegalArgumentException(
                        "the target of a code's mean activation must be in (0, 1), but was " + target);
            }
        }

        @Override
        public String id() {
            return "kl";
        }
    }

    /**
     * {@code weight * |J|^2}, the squared Frobenius norm of the Jacobian of codes by samples, averaged over the batch:
     * exact for one layer, for deeper encoders estimated by a small random step of the input. Source: Rifai et al.
     * 2011, "Contractive auto-encoders: explicit invariance during feature extraction".
     *
     * @param weight at least 0
     */
    record Contractive(double weight) implements CodePenalty {
        public Contractive {
            requireWeight(weight);
        }

        @Override
        public String id() {
            return "contractive";
        }
    }

    /**
     * Finds a penalty by its name in files.
     *
     * @param id {@code none}, {@code l1} (with weight 1e-4), {@code kl} (with weight 0.1 and target 0.05) or
     *     {@code contractive} (with weight 0.1)
     * @return the penalty
     * @throws IllegalArgumentException if there is no such penalty
     */
    static CodePenalty from(String id) {
        return switch (id) {
            case "none" -> NONE;
            case "l1" -> new Magnitude(1e-4);
            case "kl" -> new Sparsity(0.1, 0.05);
            case "contractive" -> new Contractive(0.1);
            default ->
                throw new IllegalArgumentException(
                        "code penalty must be one of none, l1, kl, contractive, but was \"" + id + "\"");
        };
    }

    private static void requireWeight(double weight) {
        if (!(weight >= 0) || Double.isInfinite(weight)) {
            throw new IllegalArgumentException("code weight must be at least 0 and finite, but was " + weight);
        }
    }
}
