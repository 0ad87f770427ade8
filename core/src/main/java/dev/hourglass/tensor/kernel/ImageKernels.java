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
     * Adds to the gradient of weights, kept by sample: {@code sums[k, m] += in[p + offset k] slope[p, m]}, one fma a
     * pixel, pixels ascending.
     *
     * @param first the first pixel
     * @param pixels pixels
     * @param channels M
     * @param taps K
     * @param in holds the inputs
     * @param inPixels where each pixel's inputs are, in floats
     * @param inFrom added to it
     * @param offsets distances of the taps from a pixel, in floats
     * @param offsetFrom the first of them
     * @param slope holds the gradients of the outputs, a run a channel
     * @param slopePixels where each pixel's gradients are
     * @param slopeFrom added to it
     * @param sums holds the sums, a run for each of [K, M]
     * @param sumFrom the first
     */
    void correlate(
            int first,
            int pixels,
            int channels,
            int taps,
            float[] in,
            int[] inPixels,
            int inFrom,
            int[] offsets,
            int offsetFrom,
            float[] slope,
            int[] slopePixels,
            int slopeFrom,
            float[] sums,
            int sumFrom);

    /**
     * Adds gradients over pixels, kept by sample: {@code sums[m] += slope[p, m]}, pixels ascending.
     *
     * @param first the first pixel
     * @param pixels pixels
     * @param channels M
     * @param slope holds the gradients
     * @param slopePixels where each pixel's gradients are
     * @param slopeFrom added to it
     * @param sums holds the sums, a run a channel
     * @param sumFrom the first
     */
    void channelSums(
            int first,
            int pixels,
            int channels,
            float[] slope,
            int[] slopePixels,
            int slopeFrom,
            float[] sums,
            int sumFrom);

    /**
     * Adds up the samples of runs by {@link Lanes#sum}: {@code g[i] = sum of run i}.
     *
     * @param runs how many
     * @param sums holds the runs
     * @param from the first
     * @param g overwritten
     * @param to its first element
     * @param step distance of two
     */
    void sampleSums(int runs, float[] sums, int from, float[] g, int to, int step);

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
