package dev.hourglass.model;

/**
 * Zeros around an image before a convolution or pooling, in pixels.
 *
 * @param top at least 0
 * @param bottom at least 0
 * @param left at least 0
 * @param right at least 0
 */
public record Padding(int top, int bottom, int left, int right) {
    /** No padding: outputs are where the whole kernel fits. */
    public static final Padding VALID = new Padding(0, 0, 0, 0);

    public Padding {
        if (top < 0 || bottom < 0 || left < 0 || right < 0) {
            throw new IllegalArgumentException(
                    "padding must be at least 0, but was " + top + ", " + bottom + ", " + left + ", " + right);
        }
    }

    /** Returns the same padding on all sides. */
    public static Padding all(int pixels) {
        return new Padding(pixels, pixels, pixels, pixels);
    }

    /**
     * Returns the padding that keeps the size at stride 1, half the kernel on each side.
     *
     * @param kernel the side of the kernel, odd
     * @param dilation the distance of two taps
     * @throws IllegalArgumentException if the kernel is even, which has no middle
     */
    public static Padding same(int kernel, int dilation) {
        if (kernel % 2 == 0) {
            throw new IllegalArgumentException("\"same\" padding needs an odd kernel, but it was " + kernel + "; use "
                    + (kernel + 1) + ", or give the padding as a number");
        }
        return all(kernel / 2 * dilation);
    }
}
