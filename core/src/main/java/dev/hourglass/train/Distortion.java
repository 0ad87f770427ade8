package dev.hourglass.train;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How far a picture that was coded with loss is off, in the unit of the tradeoffs, a squared error of values in [0,
 * 255].
 */
public enum Distortion {
    /** {@code 255^2 (y - x)^2}, the mean over the values of a sample in [0, 1]. */
    SQUARED_ERROR,
    /**
     * {@code 1270 (1 - MS-SSIM)}, as {@link dev.hourglass.tensor.kernel.ScaledSimilarity} defines it, of pixels in [0,
     * 1]. With the factor a tradeoff leads to about the rate that it does with squared errors: published tradeoffs of 1
     * - MS-SSIM for the same rates (2.40 to 220) are 1222 to 1333 times those of squared errors (0.0018 to 0.18).
     * Source: the models of CompressAI, https://interdigitalinc.github.io/CompressAI/zoo.html.
     */
    MS_SSIM;

    private static final double LEVELS = 255;
    private static final double SIMILARITY = 1270;

    /** Returns the name used in files and on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Finds a distortion by its name.
     *
     * @throws IllegalArgumentException if there is no such distortion
     */
    public static Distortion from(String id) {
        return Arrays.stream(values())
                .filter(distortion -> distortion.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("distortion must be one of "
                        + Arrays.stream(values()).map(Distortion::id).collect(Collectors.joining(", "))
                        + ", but was \"" + id + "\""));
    }

    /** Returns what the mean squared error of values in [0, 1], or 1 - MS-SSIM, is multiplied by. */
    double unit() {
        return this == MS_SSIM ? SIMILARITY : LEVELS * LEVELS;
    }
}
