package dev.hourglass.evaluate;

import dev.hourglass.data.ImageSchema;
import dev.hourglass.tensor.kernel.PlaneSimilarity;

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
    private final ImageSchema schema;

    private StructuralSimilarity(ImageSchema schema) {
        this.schema = schema;
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
        PlaneSimilarity planes = new PlaneSimilarity(schema.height(), schema.width());
        double[] each = new double[originals.length / schema.features()];
        for (int image = 0; image < each.length; image++) {
            double sum = 0;
            for (int channel = 0; channel < schema.channels(); channel++) {
                int from = (image * schema.channels() + channel) * plane;
                sum += ofPlane(planes, originals, reconstructions, from);
            }
            each[image] = sum / schema.channels();
        }
        return each;
    }

    private static double ofPlane(PlaneSimilarity planes, float[] originals, float[] reconstructions, int from) {
        for (int i = 0; i < planes.first().length; i++) {
            planes.first()[i] = originals[from + i];
            planes.second()[i] = reconstructions[from + i];
        }
        return planes.similarity();
    }
}
