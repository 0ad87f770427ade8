package dev.hourglass.data;

import dev.hourglass.error.MalformedDataException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes PNG and JPEG with the decoders of the JDK. */
final class ImageDecoding {
    /** Deflate makes at most 1032 bytes of one, and PNG puts at most 8 pixels into a byte. */
    private static final int MOST_PIXELS_PER_BYTE = 8 * 1032;

    private static final int FREE_PIXELS = 1 << 20;
    /** Three planes of so many are still one array. */
    private static final int MOST_PIXELS = Integer.MAX_VALUE / 3;

    private ImageDecoding() {}

    /**
     * Decodes an image.
     *
     * @param content the whole file
     * @param name its name, for messages
     * @throws MalformedDataException if it is no whole PNG or JPEG image
     */
    static BufferedImage decode(byte[] content, String name) {
        if (content.length == 0) {
            throw new MalformedDataException(name, "the file must hold an image, but is empty (0 bytes)");
        }
        // From memory: on other streams ImageIO keeps a cache file.
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new MalformedDataException(name, undecodable("is neither"));
            }
            return decode(name, content.length, in, readers.next());
        } catch (MalformedDataException refused) {
            throw refused;
        } catch (IOException | RuntimeException e) {
            // The decoders of the JDK throw either on damaged files.
            throw new MalformedDataException(name, undecodable("could not be decoded (" + e.getMessage() + ")"), e);
        }
    }

    private static BufferedImage decode(String name, int bytes, ImageInputStream in, ImageReader decoder)
            throws IOException {
        try {
            decoder.setInput(in, true, true);
            long pixels = (long) decoder.getWidth(0) * decoder.getHeight(0);
            if (pixels > FREE_PIXELS + (long) MOST_PIXELS_PER_BYTE * bytes || pixels > MOST_PIXELS) {
                throw new MalformedDataException(
                        name,
                        undecodable("says that its " + bytes + " bytes hold " + decoder.getWidth(0) + " x "
                                + decoder.getHeight(0) + " pixels"));
            }
            return decoder.read(0);
        } finally {
            decoder.dispose();
        }
    }

    private static String undecodable(String found) {
        return "the file must be a whole PNG or JPEG image, but " + found;
    }
}
