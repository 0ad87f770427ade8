package dev.hourglass.tensor.kernel;

import java.util.Arrays;

/**
 * The weights under which likeness of pictures is measured: a Gaussian of 11 x 11 pixels with standard deviation 1.5,
 * or of the largest odd side that fits a plane, as weights of rows and of columns that sum to 1. Loops run along rows,
 * one multiply-add a tap, taps ascending, so their bits depend on no vector width. Immutable and safe for concurrent
 * use.
 */
final class GaussianWindow {
    static final int LARGEST = 11;
    private static final double SIGMA = 1.5;

    private final int height;
    private final int width;
    private final double[] weights;

    /** Makes the window of planes [H, W]. */
    GaussianWindow(int height, int width) {
        this.height = height;
        this.width = width;
        int atMost = Math.min(LARGEST, Math.min(height, width));
        this.weights = gaussian(atMost % 2 == 0 ? atMost - 1 : atMost);
    }

    private static double[] gaussian(int size) {
        double[] weights = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double distance = i - (size - 1) / 2;
            weights[i] = StrictMath.exp(-distance * distance / (2 * SIGMA * SIGMA));
            sum += weights[i];
        }
        for (int i = 0; i < size; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /** Returns the places in a row where the window fits. */
    int placesAcross() {
        return width - weights.length + 1;
    }

    /** Returns the places in a column where the window fits. */
    int placesDown() {
        return height - weights.length + 1;
    }

    /** Returns the scratch that both directions need. */
    int scratchSize() {
        return height * placesAcross();
    }

    /**
     * Averages a plane under the window, at every place where it fits.
     *
     * @param plane [H, W]
     * @param scratch at least {@link #scratchSize}; overwritten
     * @param means [placesDown, placesAcross]; overwritten
     */
    void average(double[] plane, double[] scratch, double[] means) {
        int across = placesAcross();
        for (int y = 0; y < height; y++) {
            Arrays.fill(scratch, y * across, (y + 1) * across, 0);
            for (int k = 0; k < weights.length; k++) {
                addScaled(plane, y * width + k, weights[k], scratch, y * across, across);
            }
        }
        for (int y = 0; y < placesDown(); y++) {
            Arrays.fill(means, y * across, (y + 1) * across, 0);
            for (int k = 0; k < weights.length; k++) {
                addScaled(scratch, (y + k) * across, weights[k], means, y * across, across);
            }
        }
    }

    /**
     * Hands slopes of averages back to the pixels: the transpose of {@link #average}.
     *
     * @param slopes [placesDown, placesAcross]
     * @param scratch at least {@link #scratchSize}; overwritten
     * @param plane [H, W]; overwritten
     */
    void spread(double[] slopes, double[] scratch, double[] plane) {
        int across = placesAcross();
        Arrays.fill(scratch, 0, height * across, 0);
        for (int y = 0; y < placesDown(); y++) {
            for (int k = 0; k < weights.length; k++) {
                addScaled(slopes, y * across, weights[k], scratch, (y + k) * across, across);
            }
        }
        Arrays.fill(plane, 0, height * width, 0);
        for (int y = 0; y < height; y++) {
            for (int k = 0; k < weights.length; k++) {
                addScaled(scratch, y * across, weights[k], plane, y * width + k, across);
            }
        }
    }

    private static void addScaled(double[] from, int at, double weight, double[] to, int target, int count) {
        for (int i = 0; i < count; i++) {
            to[target + i] = Math.fma(weight, from[at + i], to[target + i]);
        }
    }
}
