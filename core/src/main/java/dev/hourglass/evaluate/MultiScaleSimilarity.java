package dev.hourglass.evaluate;

import dev.hourglass.data.Picture;

/**
 * Measures the likeness of two pictures at five scales: MS-SSIM, 1 for equal pictures.
 *
 * <pre>{@code
 * msssim(x, y) = product over j = 1..5 of m_j^w_j, w = 0.0448, 0.2856, 0.3001, 0.2363, 0.1333
 * }</pre>
 *
 * <p>m_5 is the mean of ssim over windows, m_1 to m_4 are the means of its second factor (contrast and structure); each
 * scale halves the one before by the mean of 2 x 2 pixels, the last ones of an odd side counted twice. A negative m_j
 * counts as 0. Windows are those of {@link StructuralSimilarity}. The result is the mean over channels.
 *
 * <p>Source: Wang, Simoncelli and Bovik 2003, eq. 7 and section 3.2, https://doi.org/10.1109/ACSSC.2003.1292216.
 * Stateless and safe for concurrent use.
 */
public final class MultiScaleSimilarity {
    private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
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
        double sum = 0;
        for (int channel = 0; channel < original.channels(); channel++) {
            sum += ofPlanes(plane(original, channel), plane(other, channel), original.height(), original.width());
        }
        return sum / original.channels();
    }

    private static double[] plane(Picture picture, int channel) {
        double[] plane = new double[picture.pixels()];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = (picture.samples()[i * picture.channels() + channel] & 0xff) / MAX_LEVEL;
        }
        return plane;
    }

    private static double ofPlanes(double[] first, double[] second, int firstHeight, int firstWidth) {
        double[] x = first;
        double[] y = second;
        int height = firstHeight;
        int width = firstWidth;
        double product = 1;
        for (int scale = 0; scale < WEIGHTS.length; scale++) {
            SimilarityWindow.Means means = new SimilarityWindow(height, width).compare(x, y);
            boolean isLast = scale == WEIGHTS.length - 1;
            double mean = Math.max(0, isLast ? means.similarity() : means.contrast());
            product *= StrictMath.pow(mean, WEIGHTS[scale]);
            x = halved(x, height, width);
            y = halved(y, height, width);
            height = (height + 1) / 2;
            width = (width + 1) / 2;
        }
        return product;
    }

    private static double[] halved(double[] plane, int height, int width) {
        int halfHeight = (height + 1) / 2;
        int halfWidth = (width + 1) / 2;
        double[] half = new double[halfHeight * halfWidth];
        for (int i = 0; i < half.length; i++) {
            int top = i / halfWidth * 2;
            int left = i % halfWidth * 2;
            int bottom = Math.min(top + 1, height - 1);
            int right = Math.min(left + 1, width - 1);
            half[i] = (plane[top * width + left]
                            + plane[top * width + right]
                            + plane[bottom * width + left]
                            + plane[bottom * width + right])
                    / 4;
        }
        return half;
    }
}
