package dev.hourglass.compress;

/**
 * How pictures are to be coded with loss.
 *
 * @param value the quality, from 0 (smallest) to 100 (best); or the most bits of a pixel, above 0, at most 1000
 * @param isRate whether the value is bits of a pixel: then the best quality is found that takes no more
 */
public record PictureQuality(double value, boolean isRate) {
    /** The largest quality. */
    public static final double LARGEST = 100;

    private static final double MAX_RATE = 1000;

    public PictureQuality {
        if (isRate && !(value > 0 && value <= MAX_RATE)) {
            throw new IllegalArgumentException(
                    "bits per pixel must be above 0 and at most " + MAX_RATE + ", but were " + value);
        }
        if (!isRate && !(value >= 0 && value <= LARGEST)) {
            throw new IllegalArgumentException("quality must be in [0, " + LARGEST + "], but was " + value);
        }
    }

    /** Returns a quality from 0 to 100. */
    public static PictureQuality of(double value) {
        return new PictureQuality(value, false);
    }

    /** Returns the best quality that takes at most so many bits a pixel. */
    public static PictureQuality bitsPerPixel(double most) {
        return new PictureQuality(most, true);
    }
}
