package dev.hourglass.train;

/** What training minimises, as data; each is a mean over every value of the batch. */
public sealed interface Objective
        permits Objective.MeanSquaredError, Objective.BinaryCrossEntropy, Objective.MeanAbsoluteError, Objective.Huber {
    /** Returns the name used in files and on the command line. */
    String id();

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

    /**
     * Finds an objective by its name in files.
     *
     * @param id {@code mse}, {@code bce}, {@code mae} or {@code huber} (with delta 1)
     * @return the objective
     * @throws IllegalArgumentException if there is no such objective
     */
    static Objective from(String id) {
        return switch (id) {
            case "mse" -> new MeanSquaredError();
            case "bce" -> new BinaryCrossEntropy();
            case "mae" -> new MeanAbsoluteError();
            case "huber" -> new Huber(1);
            default ->
                throw new IllegalArgumentException(
                        "objective must be one of mse, bce, mae, huber, but was \"" + id + "\"");
        };
    }
}
