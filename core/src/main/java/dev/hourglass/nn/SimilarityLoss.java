package dev.hourglass.nn;

import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.ScaledSimilarity;

/**
 * How unlike two images are at several scales, {@code weight (1 - MS-SSIM)}, MS-SSIM as {@link ScaledSimilarity}
 * defines it, smooth for images that are no more alike than strangers, and the mean over channels. One image after the
 * other and in float64, so that neither threads nor kernels matter; it takes about a tenth of a step of a codec. Not
 * thread-safe: each worker has one of its own.
 */
public final class SimilarityLoss implements RowLoss {
    private final Shape image;
    private final double weight;
    private final ScaledSimilarity planes;

    /**
     * Makes a loss of images.
     *
     * @param image [C, H, W], of pixels in [0, 1]
     * @param weight multiplies it
     */
    public SimilarityLoss(Shape image, double weight) {
        this.image = image;
        this.weight = weight;
        this.planes = new ScaledSimilarity(image.dimension(1), image.dimension(2));
    }

    @Override
    public RowLoss forWorker() {
        return new SimilarityLoss(image, weight);
    }

    @Override
    public boolean isElementwise() {
        return false;
    }

    @Override
    public float row(
            Kernels kernels,
            float[] y,
            int yFrom,
            float[] x,
            int xFrom,
            float[] g,
            int gFrom,
            int count,
            float scale,
            float[] lanes) {
        int channels = image.dimension(0);
        int size = count / channels;
        double sum = 0;
        for (int channel = 0; channel < channels; channel++) {
            int at = channel * size;
            for (int i = 0; i < size; i++) {
                planes.first()[i] = x[xFrom + at + i];
                planes.second()[i] = y[yFrom + at + i];
            }
            planes.compare();
            sum += 1 - planes.smooth();
            handBack(-weight * scale / channels, g, gFrom + at);
        }
        return (float) (weight * sum / channels);
    }

    private void handBack(double share, float[] g, int from) {
        double[] slopes = planes.slopes();
        for (int i = 0; i < slopes.length; i++) {
            g[from + i] = (float) (share * slopes[i]);
        }
    }
}
