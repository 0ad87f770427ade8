package dev.hourglass.evaluate;

/**
 * Compares two planes under a Gaussian window of 11 x 11 pixels with standard deviation 1.5, or the largest odd one
 * that fits; see {@link StructuralSimilarity}. Immutable and safe for concurrent use.
 */
final class SimilarityWindow {
    private static final int LARGEST_WINDOW = 11;
    private static final double SIGMA = 1.5;
    private static final double C1 = 0.01 * 0.01;
    private static final double C2 = 0.03 * 0.03;

    private final int planeHeight;
    private final int planeWidth;
    private final double[] window;

    SimilarityWindow(int height, int width) {
        this.planeHeight = height;
        this.planeWidth = width;
        this.window = gaussian(Math.min(LARGEST_WINDOW, Math.min(height, width)));
    }

    /**
     * Means over windows.
     *
     * @param similarity of ssim(x, y)
     * @param contrast of its second factor, (2 sigma_xy + C2) / (sigma_x^2 + sigma_y^2 + C2)
     */
    record Means(double similarity, double contrast) {}

    /** Compares planes [H, W] of pixels in [0, 1]. */
    Means compare(double[] x, double[] y) {
        double[] xx = new double[x.length];
        double[] yy = new double[x.length];
        double[] xy = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            xx[i] = x[i] * x[i];
            yy[i] = y[i] * y[i];
            xy[i] = x[i] * y[i];
        }
        return ofMoments(filter(x), filter(y), filter(xx), filter(yy), filter(xy));
    }

    private static Means ofMoments(double[] x, double[] y, double[] xx, double[] yy, double[] xy) {
        double similarity = 0;
        double contrast = 0;
        for (int i = 0; i < x.length; i++) {
            double meanProduct = x[i] * y[i];
            double meanSquares = x[i] * x[i] + y[i] * y[i];
            double variances = xx[i] + yy[i] - meanSquares;
            double covariance = xy[i] - meanProduct;
            similarity += (2 * meanProduct + C1) * (2 * covariance + C2) / ((meanSquares + C1) * (variances + C2));
            contrast += (2 * covariance + C2) / (variances + C2);
        }
        return new Means(similarity / x.length, contrast / x.length);
    }

    /** Returns the plane under the window, rows first and then columns, at the places where the window fits. */
    private double[] filter(double[] plane) {
        int width = planeWidth - window.length + 1;
        int height = planeHeight - window.length + 1;
        double[] alongRows = new double[planeHeight * width];
        for (int i = 0; i < alongRows.length; i++) {
            alongRows[i] = weightedSum(plane, i / width * planeWidth + i % width, 1);
        }
        double[] filtered = new double[height * width];
        for (int i = 0; i < filtered.length; i++) {
            filtered[i] = weightedSum(alongRows, i, width);
        }
        return filtered;
    }

    private double weightedSum(double[] values, int from, int stride) {
        double sum = 0;
        for (int i = 0; i < window.length; i++) {
            sum += window[i] * values[from + i * stride];
        }
        return sum;
    }

    private static double[] gaussian(int atMost) {
        int size = atMost % 2 == 0 ? atMost - 1 : atMost;
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
}
