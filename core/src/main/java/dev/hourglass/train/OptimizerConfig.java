package dev.hourglass.train;

/** Says how gradients become steps, as data. The learning rate is the schedule's. */
public sealed interface OptimizerConfig
        permits OptimizerConfig.Sgd,
                OptimizerConfig.RmsProp,
                OptimizerConfig.Adadelta,
                OptimizerConfig.Adam,
                OptimizerConfig.AdamW {
    /** Returns the name used in files and on the command line. */
    String id();

    /**
     * {@code m = momentum m + g; w -= rate m}, or with Nesterov's look-ahead {@code w -= rate (g + momentum m)}.
     * Source: Sutskever et al. 2013.
     *
     * @param momentum in [0, 1)
     * @param isNesterov whether to look ahead
     */
    record Sgd(double momentum, boolean isNesterov) implements OptimizerConfig {
        public Sgd {
            checkShare("momentum", momentum);
        }

        @Override
        public String id() {
            return "sgd";
        }
    }

    /**
     * {@code v = decay v + (1 - decay) g^2; w -= rate g / (sqrt(v) + epsilon)}. Source: Tieleman and Hinton 2012.
     *
     * @param decay in [0, 1)
     * @param epsilon above 0
     */
    record RmsProp(double decay, double epsilon) implements OptimizerConfig {
        public RmsProp {
            checkShare("decay", decay);
            checkPositive("epsilon", epsilon);
        }

        @Override
        public String id() {
            return "rmsprop";
        }
    }

    /**
     * {@code v = decay v + (1 - decay) g^2; s = g sqrt((d + epsilon) / (v + epsilon)); d = decay d + (1 - decay) s^2; w
     * -= rate s}. Steps find their own size, so the rate is 1 in the source. Source: Zeiler 2012, algorithm 1,
     * https://arxiv.org/abs/1212.5701.
     *
     * @param decay in [0, 1)
     * @param epsilon above 0
     */
    record Adadelta(double decay, double epsilon) implements OptimizerConfig {
        public Adadelta {
            checkShare("decay", decay);
            checkPositive("epsilon", epsilon);
        }

        @Override
        public String id() {
            return "adadelta";
        }
    }

    /**
     * Adam with bias correction. Source: Kingma and Ba 2015, algorithm 1, https://arxiv.org/abs/1412.6980.
     *
     * @param beta1 in [0, 1)
     * @param beta2 in [0, 1)
     * @param epsilon above 0
     */
    record Adam(double beta1, double beta2, double epsilon) implements OptimizerConfig {
        public Adam {
            checkShare("beta1", beta1);
            checkShare("beta2", beta2);
            checkPositive("epsilon", epsilon);
        }

        /** Returns Adam with beta1 0.9, beta2 0.999, epsilon 1e-8. */
        public static Adam defaults() {
            return new Adam(0.9, 0.999, 1e-8);
        }

        @Override
        public String id() {
            return "adam";
        }
    }

    /**
     * Adam with weight decay apart from the gradient: {@code w -= rate decay w} beside the step of Adam. Source:
     * Loshchilov and Hutter 2019, algorithm 2, https://arxiv.org/abs/1711.05101.
     *
     * @param adam the step
     * @param weightDecay at least 0; biases are not decayed
     */
    record AdamW(Adam adam, double weightDecay) implements OptimizerConfig {
        public AdamW {
            if (!(weightDecay >= 0)) {
                throw new IllegalArgumentException("weightDecay must be at least 0, but was " + weightDecay);
            }
        }

        @Override
        public String id() {
            return "adamw";
        }
    }

    /**
     * Finds an optimiser by its name in files, with its defaults.
     *
     * @param id {@code sgd} (momentum 0.9), {@code rmsprop} (decay 0.9, epsilon 1e-7), {@code adadelta} (decay 0.95,
     *     epsilon 1e-6), {@code adam} or {@code adamw} (weight decay 0.01)
     * @return the optimiser
     * @throws IllegalArgumentException if there is no such optimiser
     */
    static OptimizerConfig from(String id) {
        return switch (id) {
            case "sgd" -> new Sgd(0.9, false);
            case "rmsprop" -> new RmsProp(0.9, 1e-7);
            case "adadelta" -> new Adadelta(0.95, 1e-6);
            case "adam" -> Adam.defaults();
            case "adamw" -> new AdamW(Adam.defaults(), 0.01);
            default ->
                throw new IllegalArgumentException(
                        "optimizer must be one of sgd, rmsprop, adadelta, adam, adamw, but was \"" + id + "\"");
        };
    }

    private static void checkShare(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1), but was " + value);
        }
    }

    private static void checkPositive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " must be above 0, but was " + value);
        }
    }
}
