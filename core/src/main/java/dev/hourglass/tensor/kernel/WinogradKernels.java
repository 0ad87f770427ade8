package dev.hourglass.tensor.kernel;

/**
 * The transforms of minimal filtering (Winograd 1980; Lavin and Gray 2016, arXiv:1509.09308) for kernels of 5 taps and
 * stride 2, in one dimension each. Stateless and safe for concurrent use.
 *
 * <p>Of the taps w0 to w4, the even ones filter every second pixel by F(2, 3), the odd ones the pixels between by F(2,
 * 2): two outputs take 4 + 3 products, at 7 points, where plain sums take 10. In both dimensions that is 49 products
 * for 100. A convolution is then: filter and image to points, a product of matrices over channels at each point, and
 * back. All transforms are sums and halves, elementwise over runs of 16 samples or over channels.
 */
public interface WinogradKernels {
    /** Points of one dimension. */
    int POINTS = 7;

    /**
     * Takes filters of 5 taps to 7 points, elementwise; {@code points} may be {@code w} with equal steps.
     *
     * @param count elements, a multiple of 16
     * @param w holds the taps
     * @param from the first tap
     * @param tapStep distance of two taps
     * @param points overwritten
     * @param to the first point
     * @param pointStep distance of two points
     */
    void filterToPoints(int count, float[] w, int from, int tapStep, float[] points, int to, int pointStep);

    /**
     * Takes gradients at 7 points to those of 5 taps, elementwise: the transpose of {@link #filterToPoints}; {@code w}
     * may be {@code points} with equal steps.
     *
     * @param count elements, a multiple of 16
     * @param points holds the gradients
     * @param from the first point
     * @param pointStep distance of two points
     * @param w overwritten
     * @param to the first tap
     * @param tapStep distance of two taps
     */
    void pointsToFilter(int count, float[] points, int from, int pointStep, float[] w, int to, int tapStep);

    /**
     * Takes windows of 7 pixels, which two outputs of a convolution see, to 7 points: of each channel the runs
     * {@code in[a] + sign in[b]} of two rows.
     *
     * @param channels runs of a pixel, next to each other
     * @param in holds the pixels
     * @param a the first pixel of one row
     * @param b the first pixel of the other
     * @param sign factor of the other
     * @param pixelStep distance of two pixels
     * @param points overwritten
     * @param to the first point of the first channel
     * @param channelStep distance of two channels at a point
     * @param pointStep distance of two points
     */
    void windowToPoints(
            int channels,
            float[] in,
            int a,
            int b,
            float sign,
            int pixelStep,
            float[] points,
            int to,
            int channelStep,
            int pointStep);

    /** Takes 4 pixels, which four outputs of a transposed convolution see, to 7 points; as {@link #windowToPoints}. */
    void patchToPoints(
            int channels,
            float[] in,
            int a,
            int b,
            float sign,
            int pixelStep,
            float[] points,
            int to,
            int channelStep,
            int pointStep);

    /**
     * Adds what 7 points come to, times a factor, to the two outputs of a convolution.
     *
     * @param channels runs of a pixel, next to each other
     * @param points holds the points
     * @param from the first point of the first channel
     * @param channelStep distance of two channels at a point
     * @param pointStep distance of two points
     * @param factor what is added is multiplied by it
     * @param out holds the outputs
     * @param to the first pixel
     * @param pixelStep distance of two pixels
     */
    void addPair(
            int channels,
            float[] points,
            int from,
            int channelStep,
            int pointStep,
            float factor,
            float[] out,
            int to,
            int pixelStep);

    /** Adds what 7 points come to, times a factor, to the four outputs of a transposed convolution. */
    void addQuad(
            int channels,
            float[] points,
            int from,
            int channelStep,
            int pointStep,
            float factor,
            float[] out,
            int to,
            int pixelStep);

    /**
     * Takes the gradients of two outputs to the points where they differ: {@code f0, f0 + f1, f0 - f1, -f1} of {@code f
     * = first in[a] + second in[b]}, elementwise.
     *
     * @param count elements, a multiple of 16
     * @param in holds the gradients
     * @param a the first output in one row
     * @param first its factor
     * @param b the first output in the other
     * @param second its factor
     * @param outputStep distance of two outputs
     * @param points overwritten
     * @param to the first point
     * @param pointStep distance of two points
     */
    void pairToPoints(
            int count,
            float[] in,
            int a,
            float first,
            int b,
            float second,
            int outputStep,
            float[] points,
            int to,
            int pointStep);
}
