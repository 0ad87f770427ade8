package dev.hourglass.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Holds the pixels of one image as planes of whole numbers in [0, 255], shape [C, H, W].
 *
 * <p>Samples are taken as they are stored, without colour management, which differs between machines and would bend the
 * grey levels of plain grey files. Transparency is dropped.
 */
final class PixelImage {
    private final int height;
    private final int width;
    private final int[] planes;

    private PixelImage(int height, int width, int[] planes) {
        this.height = height;
        this.width = width;
        this.planes = planes;
    }

    /** Returns H, in pixels. */
    int height() {
        return height;
    }

    /** Returns W, in pixels. */
    int width() {
        return width;
    }

    /** Returns the planes, row-major [C, H, W]; shared. */
    int[] planes() {
        return planes;
    }

    /** Returns whether an image has grey levels only. */
    static boolean isGrey(BufferedImage image) {
        if (image.getColorModel() instanceof IndexColorModel palette) {
            return isGrey(palette);
        }
        return image.getColorModel().getNumColorComponents() == 1;
    }

    private static boolean isGrey(IndexColorModel palette) {
        int[] rgb = new int[3];
        for (int i = 0; i < palette.getMapSize(); i++) {
            unpack(palette.getRGB(i), rgb);
            if (rgb[0] != rgb[1] || rgb[1] != rgb[2]) {
                return false;
            }
        }
        return true;
    }

    /** Takes the pixels of an image, as grey or as RGB. */
    static PixelImage from(BufferedImage image, int channels) {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] planes = new int[channels * width * height];
        int plane = width * height;
        int[] rgb = new int[3];
        Samples samples = samples(image);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                samples.read(x, y, rgb);
                int at = y * width + x;
                if (channels == 1) {
                    planes[at] = grey(rgb);
                } else {
                    planes[at] = rgb[0];
                    planes[plane + at] = rgb[1];
                    planes[2 * plane + at] = rgb[2];
                }
            }
        }
        return new PixelImage(height, width, planes);
    }

    /**
     * Returns the brightness of a colour, rounded. Source: ITU-R BT.601, section 2.5.1: 0.299 R + 0.587 G + 0.114 B.
     */
    static int grey(int[] rgb) {
        return (299 * rgb[0] + 587 * rgb[1] + 114 * rgb[2] + 500) / 1000;
    }

    @FunctionalInterface
    private interface Samples {
        void read(int x, int y, int[] rgb);
    }

    private static Samples samples(BufferedImage image) {
        ColorModel model = image.getColorModel();
        Raster raster = image.getRaster();
        boolean isPlain = model instanceof ComponentColorModel
                && (model.getTransferType() == DataBuffer.TYPE_BYTE
                        || model.getTransferType() == DataBuffer.TYPE_USHORT);
        if (!isPlain) {
            return (x, y, rgb) -> unpack(image.getRGB(x, y), rgb);
        }
        int shift = model.getTransferType() == DataBuffer.TYPE_USHORT ? 8 : 0;
        boolean isGrey = isGrey(image);
        return (x, y, rgb) -> {
            for (int c = 0; c < 3; c++) {
                rgb[c] = raster.getSample(x, y, isGrey ? 0 : c) >> shift;
            }
        };
    }

    private static void unpack(int packed, int[] rgb) {
        rgb[0] = packed >> 16 & 0xff;
        rgb[1] = packed >> 8 & 0xff;
        rgb[2] = packed & 0xff;
    }
}
