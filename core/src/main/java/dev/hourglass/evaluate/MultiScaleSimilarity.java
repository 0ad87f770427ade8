package dev.hourglass.evaluate;

import dev.hourglass.data.Picture;
import dev.hourglass.tensor.kernel.ScaledSimilarity;

/**
 * Measures the likeness of two pictures at five scales, or as many as fit: MS-SSIM, 1 for equal pictures, as
 * {@link ScaledSimilarity} defines it; the mean over channels. Training under the distortion {@code ms-ssim} maximises
 * the same figure.
 *
 * <p>Source: Wang, Simoncelli and Bovik 2003, https://doi.org/10.1109/ACSSC.2003.1292216. Stateless and safe for
 * concurrent use.
 */
public final class MultiScaleSimilarity {
    private static final double MAX_LEVEL = 255;

    private MultiScaleSimilarity() {}

    /**
     * Compares two pictures.
     *
     * @param original a picture
     * @param other another one of the same size and channels
     * @return the likeness, in [0, 1]
     * @throws IllegalArgumentException if they differ in size or channels
     */
    public static double of(Picture original, Picture other) {
        if (original.width() != other.width()
                || original.height() != other.height()
                || original.channels() != other.channels()) {
            throw new IllegalArgumentException("pictures must be of one size, but are " + original + " and " + other);
        }
        ScaledSimilarity planes = new ScaledSimilarity(original.height(), original.width());
        double sum = 0;
        for (int channel = 0; channel < original.channels(); channel++) {
            copyPlane(original, channel, planes.first());
            copyPlane(other, channel, planes.second());
            sum += planes.compare();
        }
        return sum / original.channels();
    }

    private static void copyPlane(Picture picture, int channel, double[] plane) {
        for (int i = 0; i < plane.length; i++) {
            plane[i] = (picture.samples()[i * picture.channels() + channel] & 0xff) / MAX_LEVEL;
        }
    }
}
