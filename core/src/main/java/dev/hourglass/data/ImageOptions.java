package dev.hourglass.data;

/**
 * Says how images of a folder become samples of one shape.
 *
 * @param channels 1 for grey, 3 for RGB, 0 for what the first image has
 * @param height H in pixels, or 0 to keep the images' own size, which must then be the same for all
 * @param width W in pixels, or 0 together with the height
 * @param fit how an image of other proportions gets to that size
 * @param patches samples cut from each image at random places, in place of the image brought to that size; 0 for none
 */
public record ImageOptions(int channels, int height, int width, Fit fit, int patches) {
    public ImageOptions {
        if (channels != 0 && channels != 1 && channels != 3) {
            throw new IllegalArgumentException(
                    "channels must be 1 (grey), 3 (RGB) or 0 (as the first image), but was " + channels);
        }
        boolean isKept = height == 0 && width == 0;
        if (!isKept && (height < 1 || width < 1 || height > 1 << 14 || width > 1 << 14)) {
            throw new IllegalArgumentException(
                    "height and width must both be in [1, 16384], or both 0, but were " + height + " and " + width);
        }
        if (patches < 0 || (patches > 0 && isKept)) {
            throw new IllegalArgumentException(
                    "patches need a size to be cut to, and at least 1 of each image, but were " + patches + " of "
                            + height + " x " + width + "; set an image size");
        }
    }

    /** Names the ways to give an image another size. */
    public enum Fit {
        /** Scales both sides on their own; proportions change. */
        STRETCH,
        /** Scales until the image covers the size, then cuts the same from both sides; proportions stay. */
        CROP
    }

    /** Returns: as the files are. */
    public static ImageOptions defaults() {
        return new ImageOptions(0, 0, 0, Fit.CROP, 0);
    }

    /** Returns a copy with another number of channels. */
    public ImageOptions withChannels(int changed) {
        return new ImageOptions(changed, height, width, fit, patches);
    }

    /** Returns a copy with another size, in pixels. */
    public ImageOptions withSize(int changedHeight, int changedWidth) {
        return new ImageOptions(channels, changedHeight, changedWidth, fit, patches);
    }

    /** Returns a copy with another way to the size. */
    public ImageOptions withFit(Fit changed) {
        return new ImageOptions(channels, height, width, changed, patches);
    }

    /** Returns a copy that cuts so many samples from each image. */
    public ImageOptions withPatches(int changed) {
        return new ImageOptions(channels, height, width, fit, changed);
    }

    /** Returns whether images are brought to a given size. */
    boolean hasSize() {
        return height > 0;
    }
}
