package dev.hourglass.tensor.kernel;

import java.util.Arrays;

/**
 * Compares two planes of pixels in [0, 1] at up to five scales, MS-SSIM, and says how the result follows the second.
 *
 * <pre>{@code
 * msssim(x, y) = product over j = 1..J of m_j^w_j, w = 0.0448, 0.2856, 0.3001, 0.2363, 0.1333
 * }</pre>
 *
 * <p>m_J is the mean of ssim over windows, the others are the means of its second factor ({@link PlaneSimilarity});
 * each scale halves the one before by the mean of 2 x 2 pixels, the last ones of an odd side counted twice. A negative
 * m_j counts as 0. J is 5 where the smaller side is at least 161 pixels; smaller planes have as many scales as the
 * window of 11 pixels fits into, at least one, and the weights of these are divided by their sum.
 *
 * <p>To be maximised it must have slopes, but that of a power has no bound at 0, and below there is none, which would
 * leave the worst planes as they are. So {@link #smooth} goes on below e = 0.05 with
 *
 * <pre>{@code
 * e^w / (1 + w (e - m) / e)  in place of  m^w
 * }</pre>
 *
 * of the same value and slope at e, above 0 and rising everywhere; where every m_j is at least e the two are one.
 *
 * <p>Source: Wang, Simoncelli and Bovik 2003, eq. 7 and section 3.2, https://doi.org/10.1109/ACSSC.2003.1292216.
 * Allocates when built, never later. Not thread-safe.
 */
public final class ScaledSimilarity {
    private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
    /** e, where powers go on otherwise. */
    private static final double BEND = 0.05;

    private final int height;
    private final int width;
    private final double[] weights;
    private final PlaneSimilarity[] scales;
    private final double[] means;
    private final double[][] slopes;

    /** Makes room for planes [H, W]. */
    public ScaledSimilarity(int height, int width) {
        this.height = height;
        this.width = width;
        this.weights = weights(Math.min(height, width));
        this.scales = new PlaneSimilarity[weights.length];
        this.means = new double[weights.length];
        this.slopes = new double[weights.length][];
        for (int scale = 0; scale < scales.length; scale++) {
            scales[scale] = new PlaneSimilarity(side(height, scale), side(width, scale));
            slopes[scale] = new double[side(height, scale) * side(width, scale)];
        }
    }

    private static double[] weights(int side) {
        int scales = 1;
        while (scales < WEIGHTS.length && side(side, scales) >= GaussianWindow.LARGEST) {
            scales++;
        }
        double[] weights = Arrays.copyOf(WEIGHTS, scales);
        double sum = scales == WEIGHTS.length ? 1 : Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    private static int side(int whole, int scale) {
        return (whole + (1 << scale) - 1) >> scale;
    }

    /** Returns J, the number of scales. */
    public int scales() {
        return scales.length;
    }

    /** Returns the first plane x, row-major [H, W], to be filled before each comparison. */
    public double[] first() {
        return scales[0].first();
    }

    /** Returns the second plane y, likewise. */
    public double[] second() {
        return scales[0].second();
    }

    /** Compares the planes and returns the likeness, in [0, 1]. */
    public double compare() {
        double product = 1;
        for (int scale = 0; scale < scales.length; scale++) {
            if (scale > 0) {
                halve(scales[scale - 1].first(), scale - 1, scales[scale].first());
                halve(scales[scale - 1].second(), scale - 1, scales[scale].second());
            }
            boolean isLast = scale == scales.length - 1;
            means[scale] = isLast ? scales[scale].similarity() : scales[scale].contrast();
            product *= StrictMath.pow(Math.max(0, means[scale]), weights[scale]);
        }
        return product;
    }

    private void halve(double[] plane, int scale, double[] half) {
        int planeWidth = side(width, scale);
        int planeHeight = side(height, scale);
        int halfWidth = side(width, scale + 1);
        for (int i = 0; i < half.length; i++) {
            int left = i % halfWidth * 2;
            int right = Math.min(left + 1, planeWidth - 1);
            int upper = i / halfWidth * 2 * planeWidth;
            int lower = Math.min(i / halfWidth * 2 + 1, planeHeight - 1) * planeWidth;
            half[i] = (plane[upper + left] + plane[upper + right] + plane[lower + left] + plane[lower + right]) / 4;
        }
    }

    /** Returns the likeness of the last comparison with slopes everywhere, in (0, 1]. */
    public double smooth() {
        double product = 1;
        for (int scale = 0; scale < scales.length; scale++) {
            product *= StrictMath.pow(Math.max(BEND, means[scale]), weights[scale]) / excess(scale);
        }
        return product;
    }

    /** Returns 1 + w (e - m) / e below e, else 1. */
    private double excess(int scale) {
        return 1 + weights[scale] * Math.max(0, BEND - means[scale]) / BEND;
    }

    /** Returns the slope of {@link #smooth} by each pixel of the second plane, [H, W]; shared, until the next call. */
    public double[] slopes() {
        double product = smooth();
        for (int scale = scales.length - 1; scale >= 0; scale--) {
            if (scale == scales.length - 1) {
                Arrays.fill(slopes[scale], 0);
            } else {
                handBack(slopes[scale + 1], scale, slopes[scale]);
            }
            double byMean = product * weights[scale] / (Math.max(BEND, means[scale]) * excess(scale));
            scales[scale].addSlopes(byMean, slopes[scale]);
        }
        return slopes[0];
    }

    /** The transpose of {@link #halve}. */
    private void handBack(double[] half, int scale, double[] plane) {
        int planeWidth = side(width, scale);
        int planeHeight = side(height, scale);
        int halfWidth = side(width, scale + 1);
        Arrays.fill(plane, 0);
        for (int i = 0; i < half.length; i++) {
            int left = i % halfWidth * 2;
            int right = Math.min(left + 1, planeWidth - 1);
            int upper = i / halfWidth * 2 * planeWidth;
            int lower = Math.min(i / halfWidth * 2 + 1, planeHeight - 1) * planeWidth;
            double share = half[i] / 4;
            plane[upper + left] += share;
            plane[upper + right] += share;
            plane[lower + left] += share;
            plane[lower + right] += share;
        }
    }
}
