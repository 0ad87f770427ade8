package dev.hourglass.tensor.kernel;

/**
 * Convolutions and pooling of images in blocks of 16 samples, the batch innermost: [H][W][C][16] with a border of
 * zeros. A run is the 16 values of one channel of one pixel; every operation is elementwise over the samples. Stateless
 * and safe for concurrent use.
 *
 * <p>A table of offsets says where the taps of a convolution lie relative to a pixel, so stride, dilation and padding
 * are addressing only, and forward, backward and transposed convolutions are the same two sums.
 */
public interface ImageKernels {
    /**
     * Computes, for each pixel p of a row and each channel m, {@code out[p, m] = init[m] + sum over k of w[k, m] in[p +
     * offset k]}: one fma a tap, taps ascending.
     *
     * @param pixels pixels of the row
     * @param channels M
     * @param taps K
     * @param offsets [K] distances of the taps from a pixel, in floats
     * @param in holds the inputs
     * @param inFrom the first pixel
     * @param inStep distance of two pixels, in floats
     * @param w holds the weights [K, M]
     * @param wFrom the first weight
     * @param wStride distance of two taps
     * @param init holds what sums start from [M]
     * @param initFrom its first element
     * @param out holds the outputs; overwritten, a run a channel
     * @param outFrom the first pixel
     * @param outStep distance of two pixels, in floats
     */
    void gather(
            int pixels,
            int channels,
            int taps,
            int[] offsets,
            float[] in,
            int inFrom,
            int inStep,
            float[] w,
            int wFrom,
            int wStride,
            float[] init,
            int initFrom,
            float[] out,
            int outFrom,
            int outStep);

    /**
     * Computes {@code g[k, m] = sum over pixels p and samples of in[p + offset k] slope[p, m]}: for each sample one fma
     * a pixel, pixels ascending, then the samples by {@link Lanes#sum}.
     *
     * @param pixels pixels
     * @param channels M
     * @param taps K
     * @param in holds the inputs
     * @param inPixels [pixels] where each pixel's inputs are, in floats
     * @param inFrom added to it
     * @param offsets [K] distances of the taps from a pixel, in floats
     * @param slope holds the gradients of the outputs, a run a channel
     * @param slopePixels [pixels] where each pixel's gradients are
     * @param slopeFrom added to it
     * @param g holds the sums; overwritten
     * @param gFrom the first
     * @param gStride distance of two taps
     * @param scratch [{@link #SCRATCH}]
     */
    void correlate(
            int pixels,
            int channels,
            int taps,
            float[] in,
            int[] inPixels,
            int inFrom,
            int[] offsets,
            float[] slope,
            int[] slopePixels,
            int slopeFrom,
            float[] g,
            int gFrom,
            int gStride,
            float[] scratch);

    /** Floats of scratch of {@link #correlate} and {@link #channelSums}: the sums of a tile of 24 by sample. */
    int SCRATCH = 24 * Lanes.COUNT;

    /**
     * Sums gradients over pixels and samples: {@code g[m]}, in the order of {@link #correlate} with inputs of 1.
     *
     * @param pixels pixels
     * @param channels M
     * @param slope holds the gradients
     * @param slopePixels [pixels] where each pixel's gradients are
     * @param slopeFrom added to it
     * @param g holds the sums; overwritten
     * @param gFrom the first
     * @param scratch [{@link #SCRATCH}]
     */
    void channelSums(
            int pixels,
            int channels,
            float[] slope,
            int[] slopePixels,
            int slopeFrom,
            float[] g,
            int gFrom,
            float[] scratch);

    /**
     * Keeps the largest of four values and which it was: {@code out = max(in at a, b, c, d)}, the first of equals; NaN
     * is never larger.
     *
     * @param in holds the inputs, from {@code from + a} and so on
     * @param out overwritten from {@code to}
     * @param winners overwritten from {@code to} with 0, 1, 2 or 3
     * @param count a multiple of 16
     */
    void max4(float[] in, int from, int a, int b, int c, int d, float[] out, float[] winners, int to, int count);

    /** Hands gradients back to where {@link #max4} took values from; the other three become 0. */
    void max4Gradient(
            float[] slope, float[] winners, int at, float[] g, int from, int a, int b, int c, int d, int count);

    /** Replaces {@code out} by {@code in}, and the winner by {@code tap}, where {@code in > out}. */
    void maxTap(float[] in, int from, float tap, float[] out, float[] winners, int to, int count);

    /** Adds {@code slope} to {@code g} where the winner is {@code tap}. */
    void maxTapGradient(float[] slope, float[] winners, int at, float tap, float[] g, int to, int count);

    /** Computes {@code out = fma(factor, in, out)}. */
    void addScaled(float[] in, int from, float factor, float[] out, int to, int count);

    /**
     * Copies runs of 16 values into the rows of a matrix: run i of row r from {@code in[from + offsets[offsetFrom + r]
     * + i * step]} to {@code out[to + (r * runs + i) * 16]}.
     *
     * @param rows rows
     * @param offsets where each row starts
     * @param offsetFrom the first of them
     * @param in holds the runs
     * @param from added to where they start
     * @param runs runs in a row
     * @param step distance of two runs of a row
     * @param out overwritten
     * @param to the first value
     */
    void patches(
            int rows, int[] offsets, int offsetFrom, float[] in, int from, int runs, int step, float[] out, int to);
}
