package dev.hourglass.evaluate;

import dev.hourglass.data.ImageSchema;

/**
 * Measures the likeness of two images as an eye would: SSIM, 1 for equal images.
 *
 * <pre>{@code
 * ssim(x, y) = (2 mu_x mu_y + C1) (2 sigma_xy + C2) / ((mu_x^2 + mu_y^2 + C1) (sigma_x^2 + sigma_y^2 + C2))
 * }</pre>
 *
 * <p>mu, sigma^2 and sigma_xy are means, variances and covariance under a Gaussian window of 11 x 11 pixels with
 * standard deviation 1.5; C1 = 0.01^2 and C2 = 0.03^2 for pixels in [0, 1]. Only windows wholly inside the image count;
 * the result is the mean over windows, then over channels. Images smaller than 11 pixels take the largest odd window
 * that fits.
 *
 * <p>Source: Wang, Bovik, Sheikh and Simoncelli 2004, eq. 13, https://doi.org/10.1109/TIP.2003.819861. Immutable and
 * safe for concurrent use.
 */
public final class StructuralSimilarity {
    private static final int LARGEST_WINDOW = 11;
    private static final double SIGMA = 1.5;
    private static final double C1 = 0.01 * 0.01;
    private static final double C2 = 0.03 * 0.03;

    private final ImageSchema schema;
    private final double[] window;

    private StructuralSimilarity(ImageSchema schema) {
        this.schema = schema;
        this.window = gaussian(Math.min(LARGEST_WINDOW, Math.min(schema.height(), schema.width())));
    }

    /** Returns the measure for images of this size. */
    public static StructuralSimilarity of(ImageSchema schema) {
        return new StructuralSimilarity(schema);
    }

    /**
     * Returns the mean likeness over images.
     *
     * @param originals row-major [N, C, H, W], N at least 1, pixels in [0, 1]. Not modified.
     * @param reconstructions row-major [N, C, H, W]. Not modified.
     * @return the mean, in [-1, 1]
     * @throws IllegalArgumentException if there is no image, or the two differ in size
     */
    public double mean(float[] originals, float[] reconstructions) {
        double[] each = each(originals, reconstructions);
        double sum = 0;
        for (double value : each) {
            sum += value;
        }
        return sum / each.length;
    }

    /**
     * Returns the likeness of each image.
     *
     * @param originals row-major [N, C, H, W], N at least 1, pixels in [0, 1]. Not modified.
     * @param reconstructions row-major [N, C, H, W]. Not modified.
     * @return one value an image, in [-1, 1]
     * @throws IllegalArgumentException if there is no image, or the two differ in size
     */
    public double[] each(float[] originals, float[] reconstructions) {
        ErrorMetrics.checkSizes(originals, reconstructions, schema.features());
        int plane = schema.height() * schema.width();
        double[] each = new double[originals.length / schema.features()];
        for (int image = 0; image < each.length; image++) {
            double sum = 0;
            for (int channel = 0; channel < schema.channels(); channel++) {
                int from = (image * schema.channels() + channel) * plane;
                sum += ofPlane(originals, reconstructions, from);
            }
            each[image] = sum / schema.channels();
        }
        return each;
    }

    private double ofPlane(float[] originals, float[] reconstructions, int from) {
        int size = schema.height() * schema.width();
        double[] x = new double[size];
        double[] y = new double[size];
        double[] xx = new double[size];
        double[] yy = new double[size];
        double[] xy = new double[size];
        for (int i = 0; i < size; i++) {
            x[i] = originals[from + i];
            y[i] = reconstructions[from + i];
            xx[i] = x[i] * x[i];
            yy[i] = y[i] * y[i];
            xy[i] = x[i] * y[i];
        }
        return ofMoments(filter(x), filter(y), filter(xx), filter(yy), filter(xy));
    }

    private static double ofMoments(double[] x, double[] y, double[] xx, double[] yy, double[] xy) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double meanProduct = x[i] * y[i];
            double meanSquares = x[i] * x[i] + y[i] * y[i];
            double variances = xx[i] + yy[i] - meanSquares;
            double covariance = xy[i] - meanProduct;
            sum += (2 * meanProduct + C1) * (2 * covariance + C2) / ((meanSquares + C1) * (variances + C2));
        }
        return sum / x.length;
    }

    /** Returns the plane under the window, rows first and then columns, at the places where the window fits. */
    private double[] filter(double[] plane) {
        int width = schema.width() - window.length + 1;
        int height = schema.height() - window.length + 1;
        double[] alongRows = new double[schema.height() * width];
        for (int i = 0; i < alongRows.length; i++) {
            alongRows[i] = weightedSum(plane, i / width * schema.width() + i % width, 1);
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
