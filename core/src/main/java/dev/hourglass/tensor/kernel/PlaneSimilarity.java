package dev.hourglass.tensor.kernel;

/**
 * Compares two planes of pixels in [0, 1] under a Gaussian window of 11 x 11 pixels with standard deviation 1.5, or the
 * largest odd one that fits, wherever it lies wholly inside, and says how the result follows the second plane.
 *
 * <pre>{@code
 * ssim(x, y) = l c,  l = (2 mu_x mu_y + C1) / (mu_x^2 + mu_y^2 + C1),  c = (2 sigma_xy + C2) / (sigma_x^2 + sigma_y^2 + C2)
 * }</pre>
 *
 * <p>mu, sigma^2 and sigma_xy are means, variances and covariance under the window; C1 = 0.01^2, C2 = 0.03^2. All in
 * float64: variances are small differences of squares.
 *
 * <p>Source: Wang, Bovik, Sheikh and Simoncelli 2004, eq. 13, https://doi.org/10.1109/TIP.2003.819861. Allocates when
 * built, never later. Not thread-safe.
 */
public final class PlaneSimilarity {
    private static final double C1 = 0.01 * 0.01;
    private static final double C2 = 0.03 * 0.03;

    private final GaussianWindow window;
    private final int places;
    private final double[] first;
    private final double[] second;
    private final double[] scratch;
    private final double[] plane;
    /** Means of the first plane under the window, then likenesses. */
    private final double[] likenesses;
    /** Means of the second plane, then slopes by them. */
    private final double[] byMean;
    /** Means of both planes' squares together, then slopes by them. */
    private final double[] bySquares;
    /** Means of the planes' products, then slopes by them. */
    private final double[] byProduct;

    /** Makes room for planes [H, W]. */
    public PlaneSimilarity(int height, int width) {
        this.window = new GaussianWindow(height, width);
        this.places = window.placesDown() * window.placesAcross();
        this.first = new double[height * width];
        this.second = new double[height * width];
        this.plane = new double[height * width];
        this.scratch = new double[window.scratchSize()];
        this.likenesses = new double[places];
        this.byMean = new double[places];
        this.bySquares = new double[places];
        this.byProduct = new double[places];
    }

    /** Returns the first plane x, row-major [H, W], to be filled before each comparison. */
    public double[] first() {
        return first;
    }

    /** Returns the second plane y, likewise. */
    public double[] second() {
        return second;
    }

    /** Returns the mean of ssim over windows, in [-1, 1]. */
    public double similarity() {
        average();
        for (int i = 0; i < places; i++) {
            double meanX = likenesses[i];
            double meanY = byMean[i];
            double product = meanX * meanY;
            double squares = Math.fma(meanX, meanX, meanY * meanY);
            double perSquare = 1 / (squares + C1);
            double luminance = Math.fma(2, product, C1) * perSquare;
            double perVariance = 1 / (bySquares[i] - squares + C2);
            double contrast = Math.fma(2, byProduct[i] - product, C2) * perVariance;
            likenesses[i] = luminance * contrast;
            byMean[i] = 2
                    * Math.fma(
                            luminance * perVariance,
                            Math.fma(meanY, contrast, -meanX),
                            contrast * perSquare * Math.fma(-luminance, meanY, meanX));
            bySquares[i] = -luminance * contrast * perVariance;
            byProduct[i] = 2 * luminance * perVariance;
        }
        return mean();
    }

    /** Returns the mean over windows of the second factor of ssim, c, in [-1, 1]. */
    public double contrast() {
        average();
        for (int i = 0; i < places; i++) {
            double meanX = likenesses[i];
            double meanY = byMean[i];
            double perVariance = 1 / (bySquares[i] - Math.fma(meanX, meanX, meanY * meanY) + C2);
            double contrast = Math.fma(2, byProduct[i] - meanX * meanY, C2) * perVariance;
            likenesses[i] = contrast;
            byMean[i] = 2 * perVariance * Math.fma(meanY, contrast, -meanX);
            bySquares[i] = -contrast * perVariance;
            byProduct[i] = 2 * perVariance;
        }
        return mean();
    }

    private void average() {
        window.average(first, scratch, likenesses);
        window.average(second, scratch, byMean);
        for (int i = 0; i < plane.length; i++) {
            plane[i] = Math.fma(first[i], first[i], second[i] * second[i]);
        }
        window.average(plane, scratch, bySquares);
        for (int i = 0; i < plane.length; i++) {
            plane[i] = first[i] * second[i];
        }
        window.average(plane, scratch, byProduct);
    }

    private double mean() {
        double sum = 0;
        for (int i = 0; i < places; i++) {
            sum += likenesses[i];
        }
        return sum / places;
    }

    /**
     * Adds the slope of the last comparison by the second plane.
     *
     * @param weight multiplies it
     * @param slopes [H, W]
     */
    void addSlopes(double weight, double[] slopes) {
        double share = weight / places;
        window.spread(byMean, scratch, plane);
        for (int i = 0; i < plane.length; i++) {
            slopes[i] = Math.fma(share, plane[i], slopes[i]);
        }
        window.spread(bySquares, scratch, plane);
        for (int i = 0; i < plane.length; i++) {
            slopes[i] = Math.fma(2 * share * second[i], plane[i], slopes[i]);
        }
        window.spread(byProduct, scratch, plane);
        for (int i = 0; i < plane.length; i++) {
            slopes[i] = Math.fma(share * first[i], plane[i], slopes[i]);
        }
    }
}
