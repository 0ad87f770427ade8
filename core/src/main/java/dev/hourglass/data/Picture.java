package dev.hourglass.data;

/**
 * A picture of one byte a sample, grey or RGB. Samples are shared and not to be modified; immutable by agreement, and
 * safe for concurrent use then.
 */
public final class Picture {
    /** The most pixels of a picture. */
    public static final int MAX_PIXELS = 1 << 27;
    /** The most pixels of a side. */
    public static final int MAX_SIDE = 1 << 16;

    private static final int MAX_LEVEL = 255;

    private final int channels;
    private final int height;
    private final int width;
    private final byte[] samples;

    private Picture(int channels, int height, int width, byte[] samples) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.samples = samples;
    }

    /**
     * Makes a picture.
     *
     * @param channels C, 1 for grey or 3 for RGB
     * @param height H, in pixels
     * @param width W, in pixels
     * @param samples [H, W, C], unsigned; shared
     * @throws IllegalArgumentException if the size cannot be, or is not that of the samples
     */
    public static Picture of(int channels, int height, int width, byte[] samples) {
        requireSize(channels, height, width);
        if (samples.length != channels * height * width) {
            throw new IllegalArgumentException("samples must be " + channels * height * width + " for a picture of "
                    + width + " x " + height + " x " + channels + ", but are " + samples.length);
        }
        return new Picture(channels, height, width, samples);
    }

    /**
     * Checks a size before anything of it is allocated.
     *
     * @throws IllegalArgumentException if no picture has it
     */
    public static void requireSize(int channels, int height, int width) {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("channels must be 1 (grey) or 3 (RGB), but were " + channels);
        }
        if (height < 1 || width < 1 || height > MAX_SIDE || width > MAX_SIDE || (long) height * width > MAX_PIXELS) {
            throw new IllegalArgumentException("a picture must have sides in [1, " + MAX_SIDE + "] and at most "
                    + MAX_PIXELS + " pixels, but has " + Integer.toUnsignedString(width) + " x "
                    + Integer.toUnsignedString(height));
        }
    }

    /** Returns C: 1 for grey, 3 for RGB. */
    public int channels() {
        return channels;
    }

    /** Returns H, in pixels. */
    public int height() {
        return height;
    }

    /** Returns W, in pixels. */
    public int width() {
        return width;
    }

    /** Returns H W. */
    public int pixels() {
        return height * width;
    }

    /** Returns the samples [H, W, C], unsigned; shared, not to be modified. */
    public byte[] samples() {
        return samples;
    }

    /** Returns one sample, in [0, 255]. */
    public int level(int channel, int y, int x) {
        return samples[(y * width + x) * channels + channel] & 0xff;
    }

    /**
     * Returns how far another picture is, in decibel: {@code 10 log10(255^2 / mean squared error of all samples)}.
     *
     * @param other a picture of the same size and channels
     * @return the peak signal-to-noise ratio; infinite where both are the same
     * @throws IllegalArgumentException if the other one has another size or other channels
     */
    public double psnr(Picture other) {
        if (other.channels != channels || other.height != height || other.width != width) {
            throw new IllegalArgumentException("pictures must be of one size, but are " + this + " and " + other);
        }
        long squares = 0;
        for (int i = 0; i < samples.length; i++) {
            int difference = (samples[i] & 0xff) - (other.samples[i] & 0xff);
            squares += (long) difference * difference;
        }
        return squares == 0
                ? Double.POSITIVE_INFINITY
                : 10 * StrictMath.log10((double) MAX_LEVEL * MAX_LEVEL * samples.length / squares);
    }

    /** Returns the size for messages: width x height x channels. */
    @Override
    public String toString() {
        return width + " x " + height + " x " + channels;
    }

    /** Returns the same picture with three equal channels where it is grey. */
    public Picture toRgb() {
        if (channels == 3) {
            return this;
        }
        byte[] rgb = new byte[3 * samples.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = samples[i / 3];
        }
        return new Picture(3, height, width, rgb);
    }

    /** Returns the brightness of each pixel by ITU-R BT.601, rounded: floor((299 R + 587 G + 114 B + 500) / 1000). */
    public Picture toGrey() {
        if (channels == 1) {
            return this;
        }
        byte[] grey = new byte[height * width];
        int[] rgb = new int[3];
        for (int i = 0; i < grey.length; i++) {
            for (int c = 0; c < 3; c++) {
                rgb[c] = samples[3 * i + c] & 0xff;
            }
            grey[i] = (byte) PixelImage.grey(rgb);
        }
        return new Picture(1, height, width, grey);
    }
}
