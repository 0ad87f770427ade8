package dev.hourglass.data;

import dev.hourglass.error.MalformedDataException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads picture files from memory: PNG, JPEG, and PGM and PPM of one byte a sample. Samples are taken as they are
 * stored, without colour management; pixels are where viewers show them, that is, photographs are turned as their
 * camera says. Stateless and safe for concurrent use.
 */
public final class PictureReader {
    private static final int BYTE_BITS = 8;
    private static final int MAX_FILE_BYTES = 1 << 29;

    private PictureReader() {}

    /** Returns whether a file starts like a picture that can be read. */
    public static boolean isPicture(byte[] head) {
        return startsWith(head, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a)
                || startsWith(head, 0xff, 0xd8, 0xff)
                || isPortable(head);
    }

    /**
     * Reads a picture; one of more than {@link Picture#MAX_PIXELS} is refused.
     *
     * @param content the whole file
     * @param name its name, for messages
     * @return the picture, grey where it has grey levels only; empty where the file is no whole picture after all
     * @throws MalformedDataException if it has more than 8 bits a sample, or pixels that are not opaque
     */
    public static Optional<Picture> read(byte[] content, String name) {
        if (isPortable(content)) {
            return PortablePixmap.read(content, name);
        }
        BufferedImage image;
        try {
            image = ImageDecoding.decode(content, name);
        } catch (MalformedDataException undecodable) {
            return Optional.empty();
        }
        requireBytes(image, name);
        requireOpaque(image, name);
        int channels = PixelImage.isGrey(image) ? 1 : 3;
        requireSize(channels, image.getHeight(), image.getWidth(), name);
        int[] planes = PixelImage.from(image, channels).planes();
        int pixels = planes.length / channels;
        byte[] samples = new byte[planes.length];
        for (int i = 0; i < planes.length; i++) {
            samples[i % pixels * channels + i / pixels] = (byte) planes[i];
        }
        Picture stored = Picture.of(channels, image.getHeight(), image.getWidth(), samples);
        return Optional.of(ExifOrientation.of(content).apply(stored));
    }

    /**
     * Reads the rest of a picture file, which must fit into memory.
     *
     * @param head what was read already
     * @param in the rest; not closed
     * @param name its name, for messages
     * @return the whole file
     * @throws MalformedDataException if it is larger than any picture that can be read
     * @throws IOException if the file cannot be read
     */
    public static byte[] readWhole(byte[] head, InputStream in, String name) throws IOException {
        byte[] rest = in.readNBytes(MAX_FILE_BYTES - head.length + 1);
        if (rest.length > MAX_FILE_BYTES - head.length) {
            throw new MalformedDataException(
                    name,
                    "a picture must take at most " + MAX_FILE_BYTES
                            + " bytes to be coded with loss, but takes more; leave it out, or compress it without"
                            + " --quality");
        }
        byte[] file = Arrays.copyOf(head, head.length + rest.length);
        System.arraycopy(rest, 0, file, head.length, rest.length);
        return file;
    }

    private static boolean isPortable(byte[] head) {
        return startsWith(head, 'P', '5') || startsWith(head, 'P', '6');
    }

    private static boolean startsWith(byte[] head, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= head.length || (head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    static void requireSize(int channels, int height, int width, String name) {
        try {
            Picture.requireSize(channels, height, width);
        } catch (IllegalArgumentException e) {
            throw new MalformedDataException(name, String.valueOf(e.getMessage()), e);
        }
    }

    private static void requireBytes(BufferedImage image, String name) {
        for (int bits : image.getColorModel().getComponentSize()) {
            if (bits > BYTE_BITS) {
                throw new MalformedDataException(
                        name,
                        "a picture must have 8 bits a sample to be coded with loss, but has " + bits
                                + "; leave it out, or compress it without --quality");
            }
        }
    }

    private static void requireOpaque(BufferedImage image, String name) {
        if (!image.getColorModel().hasAlpha()) {
            return;
        }
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (image.getRGB(x, y) >>> 24 != 0xff) {
                    throw new MalformedDataException(
                            name,
                            "a picture must be opaque to be coded with loss, but the pixel at column " + x + ", row "
                                    + y + " is not; leave it out, or compress it without --quality");
                }
            }
        }
    }
}
