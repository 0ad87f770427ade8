package dev.hourglass.anomaly.scorer;

import dev.hourglass.tensor.SeededRandom;

/**
 * Says how an ensemble of autoencoders is fitted. The defaults were chosen on the mean over 22 tables of all sizes,
 * with and without anomalies among the rows fitted on; they are not meant to be tuned for one table.
 *
 * @param score what is measured of a row
 * @param ensemble the networks
 * @param training how each is trained
 * @param neighbours what neighbours are
 * @param suspects the share of rows, in [0, 0.5], that look least normal to a first ensemble and that the second is
 *     fitted without; 0 fits one only
 * @param hasCommonScale whether one factor scales all columns, which suits pixels: a hardly used corner of an image is
 *     not to count as much as its middle
 */
public record AutoencoderConfig(
        ScoreKind score,
        Ensemble ensemble,
        Training training,
        NeighbourSample neighbours,
        double suspects,
        boolean hasCommonScale) {
    static final int MAX_MEMBERS = 64;
    static final int MAX_SAMPLES = 1 << 16;
    private static final int MAX_HIDDEN = 4096;

    public AutoencoderConfig {
        if (!(suspects >= 0 && suspects <= 0.5)) {
            throw new IllegalArgumentException("suspects must be in [0, 0.5], but were " + suspects);
        }
    }

    /**
     * The networks: D - H - L - H - D, tanh. Each member draws its H; their L go from the least to the most share of D
     * in equal ratios.
     *
     * @param members how many, in [1, 64]
     * @param leastHidden the fewest hidden values, in [1, mostHidden]
     * @param mostHidden the most, at most 4096
     * @param leastCode the smallest code as a share of D, in (0, mostCode]
     * @param mostCode the largest, at most 1; a code is smaller than D in any case
     */
    public record Ensemble(int members, int leastHidden, int mostHidden, double leastCode, double mostCode) {
        public Ensemble {
            if (members < 1 || members > MAX_MEMBERS) {
                throw new IllegalArgumentException("members must be 1 to " + MAX_MEMBERS + ", but were " + members);
            }
            if (leastHidden < 1 || leastHidden > mostHidden || mostHidden > MAX_HIDDEN) {
                throw new IllegalArgumentException("hidden values must be 1 to " + MAX_HIDDEN
                        + ", the fewest first, but were " + leastHidden + " to " + mostHidden);
            }
            if (!(leastCode > 0 && leastCode <= mostCode && mostCode <= 1)) {
                throw new IllegalArgumentException("codes must be above 0 and at most 1 of the features, the smallest"
                        + " first, but were " + leastCode + " to " + mostCode);
            }
        }

        /** Returns a copy with another number of members. */
        public Ensemble withMembers(int changed) {
            return new Ensemble(changed, leastHidden, mostHidden, leastCode, mostCode);
        }

        /** Draws H of a member. */
        int hidden(SeededRandom random) {
            return leastHidden + random.nextInt(mostHidden - leastHidden + 1);
        }

        /** Returns L of a member, at least 1 and below D where D is above 1. */
        int codeSize(int member, int features) {
            double least = Math.max(1, features * leastCode);
            double most = Math.max(Math.min(2, features), features * mostCode);
            double share = members == 1 ? 0.5 : (double) member / (members - 1);
            long size = Math.round(least * StrictMath.pow(most / least, share));
            return (int) Math.max(1, Math.min(size, features - 1));
        }
    }

    /**
     * The training of one member: Adam, its rate falling to 0 along a cosine. It counts steps, not epochs, because a
     * small table would get too few of them and a large one more than it needs.
     *
     * @param steps about how many, at least 1; whole epochs are run
     * @param batchSize rows a step, at least 1
     * @param learningRate the first rate, above 0
     */
    public record Training(int steps, int batchSize, double learningRate) {
        public Training {
            if (steps < 1 || batchSize < 1) {
                throw new IllegalArgumentException(
                        "steps and batch must be at least 1, but were " + steps + " and " + batchSize);
            }
            if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
                throw new IllegalArgumentException("learningRate must be above 0 and finite, but was " + learningRate);
            }
        }

        /**
         * Returns the training that goes on with new rows: half as many steps as {@link AutoencoderConfig#defaults} at
         * a fifth of the rate, so that weights move to the new rows rather than start anew.
         */
        public static Training ofUpdate() {
            return new Training(300, 128, 1e-3);
        }

        /** Returns a copy of another length. */
        public Training withSteps(int changed) {
            return new Training(changed, batchSize, learningRate);
        }

        /** Returns the most rows that steps can see. */
        int mostRows() {
            return (int) Math.min(Integer.MAX_VALUE, (long) steps * batchSize);
        }

        /** Returns how many epochs of so many rows come to the steps. */
        int epochs(int rows) {
            int stepsPerEpoch = (rows + batchSize - 1) / batchSize;
            return Math.max(1, Math.round((float) steps / stepsPerEpoch));
        }
    }

    /**
     * What neighbours are.
     *
     * @param samples rows of those it was fitted on whose hidden values each member keeps, in [1, 65536]
     * @param nearest of these, how many nearest count, in [1, samples]
     */
    public record NeighbourSample(int samples, int nearest) {
        public NeighbourSample {
            if (samples < 1 || samples > MAX_SAMPLES) {
                throw new IllegalArgumentException("samples must be 1 to " + MAX_SAMPLES + ", but were " + samples);
            }
            if (nearest < 1 || nearest > samples) {
                throw new IllegalArgumentException("nearest must be 1 to " + samples + ", but were " + nearest);
            }
        }
    }

    /** Returns the ensemble that suits tables. */
    public static AutoencoderConfig defaults() {
        return new AutoencoderConfig(
                ScoreKind.COMBINED,
                new Ensemble(4, 16, 32, 0.25, 0.75),
                new Training(600, 128, 5e-3),
                new NeighbourSample(320, 2),
                0.1,
                false);
    }

    /**
     * Returns the ensemble that suits images that are all of one kind: wider networks, codes of 16 to 48 values, the
     * error of the reconstruction, pixel by pixel. Chosen on the training part of MNIST.
     *
     * @param features D, the values of one image
     */
    public static AutoencoderConfig forImages(int features) {
        return new AutoencoderConfig(
                ScoreKind.RECONSTRUCTION,
                new Ensemble(4, 64, 128, Math.min(0.25, 16.0 / features), Math.min(0.75, 48.0 / features)),
                new Training(600, 128, 5e-3),
                new NeighbourSample(256, 2),
                0,
                true);
    }

    /** Returns a copy that measures something else. */
    public AutoencoderConfig withScore(ScoreKind changed) {
        return new AutoencoderConfig(changed, ensemble, training, neighbours, suspects, hasCommonScale);
    }

    /** Returns a copy with other networks. */
    public AutoencoderConfig withEnsemble(Ensemble changed) {
        return new AutoencoderConfig(score, changed, training, neighbours, suspects, hasCommonScale);
    }

    /** Returns a copy trained otherwise. */
    public AutoencoderConfig withTraining(Training changed) {
        return new AutoencoderConfig(score, ensemble, changed, neighbours, suspects, hasCommonScale);
    }

    /** Returns a copy with other neighbours. */
    public AutoencoderConfig withNeighbours(NeighbourSample changed) {
        return new AutoencoderConfig(score, ensemble, training, changed, suspects, hasCommonScale);
    }

    /** Returns a copy that leaves out another share of the rows. */
    public AutoencoderConfig withSuspects(double changed) {
        return new AutoencoderConfig(score, ensemble, training, neighbours, changed, hasCommonScale);
    }
}
