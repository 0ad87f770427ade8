package dev.hourglass.train;

/** Says how the learning rate changes during training, as data; {@link LearningRateSchedule} follows it. */
public sealed interface ScheduleConfig
        permits ScheduleConfig.Constant,
                ScheduleConfig.Step,
                ScheduleConfig.Exponential,
                ScheduleConfig.Cosine,
                ScheduleConfig.ReduceOnPlateau,
                ScheduleConfig.WarmUp {
    /** Returns the name used in files and on the command line. */
    String id();

    /**
     * Returns the share of the base rate that a step takes, before what a plateau takes off.
     *
     * @param step counted from 0
     * @param totalSteps the steps of the whole training, at least 1; later steps count as the last
     * @param stepsPerEpoch at least 1
     * @return the share, in [0, 1]
     */
    double share(long step, long totalSteps, long stepsPerEpoch);

    /** The base rate throughout. */
    record Constant() implements ScheduleConfig {
        @Override
        public String id() {
            return "constant";
        }

        @Override
        public double share(long step, long totalSteps, long stepsPerEpoch) {
            return 1;
        }
    }

    /**
     * {@code base factor^floor(epoch / everyEpochs)}, with epochs counted from 0.
     *
     * @param everyEpochs at least 1
     * @param factor in (0, 1]
     */
    record Step(int everyEpochs, double factor) implements ScheduleConfig {
        public Step {
            checkAtLeastOne("everyEpochs", everyEpochs);
            checkFactor("factor", factor);
        }

        @Override
        public String id() {
            return "step";
        }

        @Override
        public double share(long step, long totalSteps, long stepsPerEpoch) {
            long falls = step / stepsPerEpoch / everyEpochs;
            return StrictMath.pow(factor, (double) falls);
        }
    }

    /**
     * {@code base decayPerEpoch^epoch}, with epochs counted from 0; the same within an epoch.
     *
     * @param decayPerEpoch in (0, 1]
     */
    record Exponential(double decayPerEpoch) implements ScheduleConfig {
        public Exponential {
            checkFactor("decayPerEpoch", decayPerEpoch);
        }

        @Override
        public String id() {
            return "exponential";
        }

        @Override
        public double share(long step, long totalSteps, long stepsPerEpoch) {
            long epoch = step / stepsPerEpoch;
            return StrictMath.pow(decayPerEpoch, (double) epoch);
        }
    }

    /**
     * {@code base (minShare + (1 - minShare) (1 + cos(pi step / totalSteps)) / 2)}. Source: Loshchilov and Hutter 2017,
     * eq. 5 without restarts, https://arxiv.org/abs/1608.03983.
     *
     * @param minShare the share of the base rate that is left at the end, in [0, 1]
     */
    record Cosine(double minShare) implements ScheduleConfig {
        public Cosine {
            if (!(minShare >= 0 && minShare <= 1)) {
                throw new IllegalArgumentException("minShare must be in [0, 1], but was " + minShare);
            }
        }

        @Override
        public String id() {
            return "cosine";
        }

        @Override
        public double share(long step, long totalSteps, long stepsPerEpoch) {
            double done = (double) Math.min(step, totalSteps) / (double) totalSteps;
            return minShare + (1 - minShare) * 0.5 * (1 + StrictMath.cos(StrictMath.PI * done));
        }
    }

    /**
     * The base rate, multiplied by a factor each time the loss has not become lower for some epochs.
     *
     * @param factor in (0, 1)
     * @param patience epochs in a row without a lower loss before the rate falls, at least 1
     * @param minRate the rate does not fall below this, at least 0
     */
    record ReduceOnPlateau(double factor, int patience, double minRate) implements ScheduleConfig {
        public ReduceOnPlateau {
            if (!(factor > 0 && factor < 1)) {
                throw new IllegalArgumentException("factor must be in (0, 1), but was " + factor);
            }
            checkAtLeastOne("patience", patience);
            if (!(minRate >= 0)) {
                throw new IllegalArgumentException("minRate must be at least 0, but was " + minRate);
            }
        }

        @Override
        public String id() {
            return "plateau";
        }

        @Override
        public double share(long step, long totalSteps, long stepsPerEpoch) {
            return 1;
        }
    }

    /**
     * {@code base (step + 1) / steps} for the first steps, then another schedule, which counts its steps and epochs
     * from the end of the warm-up. Source: Goyal et al. 2017, section 2.2, https://arxiv.org/abs/1706.02677.
     *
     * @param steps at least 1
     * @param then any but a second warm-up
     */
    record WarmUp(long steps, ScheduleConfig then) implements ScheduleConfig {
        public WarmUp {
            checkAtLeastOne("steps", steps);
            if (then instanceof WarmUp) {
                throw new IllegalArgumentException("a warm-up must be followed by another schedule, but was followed "
                        + "by a warm-up; add their steps");
            }
        }

        @Override
        public String id() {
            return "warmup";
        }

        @Override
        public double share(long step, long totalSteps, long stepsPerEpoch) {
            return step < steps
                    ? (double) (step + 1) / (double) steps
                    : then.share(step - steps, Math.max(1, totalSteps - steps), stepsPerEpoch);
        }
    }

    /**
     * Finds a schedule by its name in files, with its defaults.
     *
     * @param id {@code constant}, {@code step} (half every 10 epochs), {@code exponential} (0.95 an epoch),
     *     {@code cosine} (down to 0) or {@code plateau} (half after 5 epochs, down to 0)
     * @return the schedule
     * @throws IllegalArgumentException if there is no such schedule
     */
    static ScheduleConfig from(String id) {
        return switch (id) {
            case "constant" -> new Constant();
            case "step" -> new Step(10, 0.5);
            case "exponential" -> new Exponential(0.95);
            case "cosine" -> new Cosine(0);
            case "plateau" -> new ReduceOnPlateau(0.5, 5, 0);
            default ->
                throw new IllegalArgumentException(
                        "schedule must be one of constant, step, exponential, cosine, plateau, but was \"" + id + "\"");
        };
    }

    private static void checkAtLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, but was " + value);
        }
    }

    private static void checkFactor(String name, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be in (0, 1], but was " + value);
        }
    }
}
