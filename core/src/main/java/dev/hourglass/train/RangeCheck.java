package dev.hourglass.train;

import dev.hourglass.data.Augmentation;
import dev.hourglass.data.Dataset;
import dev.hourglass.model.Likelihood;

/** Refuses data that a loss has no probability for, before training starts. */
final class RangeCheck {
    private static final int MOST_LEVELS = 255;

    private RangeCheck() {}

    /**
     * Checks every value, and that augmentation keeps them in range; pixels that are drawn become 0 or 1, which fits
     * every likelihood.
     *
     * @throws IllegalArgumentException if a value is, or may come, outside the range of the likelihood or the objective
     */
    static void check(Likelihood likelihood, Objective objective, InputConfig input, Dataset data) {
        if (input.drawsPixels()) {
            requireUnitRange("drawing pixels", "pixels as they are", data);
        } else if (objective.needsUnitRange() || likelihood instanceof Likelihood.Bernoulli) {
            String what = objective.needsUnitRange() ? lossOf(objective) : "a bernoulli likelihood";
            requireUnitRange(what, objective.needsUnitRange() ? otherThan(objective) : "likelihood gaussian", data);
            requireNoNoise(what, input);
        } else if (likelihood instanceof Likelihood.LogisticMixture || likelihood instanceof Likelihood.BetaBinomial) {
            requireLevels(likelihood, MOST_LEVELS, data);
            requireNoMixing(likelihood, input);
        } else if (likelihood instanceof Likelihood.Categorical categorical) {
            requireLevels(likelihood, categorical.classes() - 1, data);
            requireNoMixing(likelihood, input);
        }
    }

    private static String lossOf(Objective objective) {
        return objective instanceof Objective.RateDistortion ? "ms-ssim" : "binary cross-entropy";
    }

    private static String otherThan(Objective objective) {
        return objective instanceof Objective.RateDistortion ? "distortion squared-error" : "mse";
    }

    /** Requires augmentation to add no noise, which would take values out of [0, 1]. */
    static void requireNoNoise(String what, InputConfig input) {
        if (input.augmentation().noise() > 0) {
            throw new IllegalArgumentException(what + " needs values in [0, 1], but augmentation adds noise of "
                    + input.augmentation().noise() + "; use corruption gaussian, which leaves the target whole");
        }
    }

    /** Whole pixels keep their levels where images are shifted or mirrored, not where they are turned or scaled. */
    private static void requireNoMixing(Likelihood likelihood, InputConfig input) {
        Augmentation kept = input.augmentation().withNoise(0).withRotation(0).withScale(0);
        if (!kept.equals(input.augmentation())) {
            throw new IllegalArgumentException("a " + likelihood.id()
                    + " likelihood needs whole levels, but augmentation "
                    + input.augmentation().text() + " mixes them; use shift and flip only");
        }
    }

    /** Requires values in [0, 1]; {@code other} takes any values. */
    static void requireUnitRange(String what, String other, Dataset data) {
        float[] values = data.values();
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] <= 1)) {
                throw new IllegalArgumentException(what + " needs values in [0, 1], but " + place(data, i) + " is "
                        + values[i] + "; use " + other + ", or min-max normalisation");
            }
        }
    }

    private static void requireLevels(Likelihood likelihood, int levels, Dataset data) {
        float[] values = data.values();
        for (int i = 0; i < values.length; i++) {
            if (!isLevel(values[i], levels)) {
                throw new IllegalArgumentException("a " + likelihood.id() + " likelihood needs values k / " + levels
                        + " for whole k, but " + place(data, i) + " is " + values[i]
                        + "; use " + levels(data) + "likelihood gaussian, or images without normalisation");
            }
        }
    }

    /** Returns what suits 8-bit pixels, if these are such. */
    private static String levels(Dataset data) {
        for (float value : data.values()) {
            if (!isLevel(value, MOST_LEVELS)) {
                return "";
            }
        }
        return "classes " + (MOST_LEVELS + 1) + ", ";
    }

    private static boolean isLevel(float value, int levels) {
        float level = value * levels;
        return value >= 0 && value <= 1 && Math.abs(level - Math.round(level)) <= 1e-3f;
    }

    private static String place(Dataset data, int index) {
        return "row " + index / data.features() + ", feature " + index % data.features() + " of \"" + data.name()
                + "\"";
    }
}
