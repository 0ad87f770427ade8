package dev.hourglass.compress.lossless;

/**
 * How the values of an image lie: pixel by pixel, or channel by channel.
 *
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 * @param channels in [1, 4]
 * @param bytesPerValue 1 or 2
 * @param isPlanar whether all values of a channel come before those of the next: [C, H, W], not [H, W, C]
 */
public record ImageShape(int height, int width, int channels, int bytesPerValue, boolean isPlanar) {
    /** The most channels of an image. */
    public static final int MAX_CHANNELS = 4;

    public ImageShape {
        if (height < 1 || width < 1 || channels < 1 || channels > MAX_CHANNELS) {
            throw new IllegalArgumentException("height and width must be at least 1 and channels in [1, " + MAX_CHANNELS
                    + "], but were " + height + ", " + width + " and " + channels);
        }
        if (bytesPerValue != 1 && bytesPerValue != 2) {
            throw new IllegalArgumentException("bytesPerValue must be 1 or 2, but was " + bytesPerValue);
        }
    }

    /** Returns images of one channel and one byte a value. */
    public static ImageShape grey(int height, int width) {
        return new ImageShape(height, width, 1, 1, false);
    }

    /** Returns D, the values of an image. */
    public int values() {
        return height * width * channels;
    }

    /** Returns n: values are whole numbers in [0, n). */
    public int levels() {
        return 1 << (Byte.SIZE * bytesPerValue);
    }

    /** Returns where a value lies in its image. */
    int index(int row, int column, int channel) {
        return isPlanar ? (channel * height + row) * width + column : (row * width + column) * channels + channel;
    }
}
