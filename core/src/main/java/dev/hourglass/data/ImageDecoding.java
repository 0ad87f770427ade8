package dev.hourglass.data;

import dev.hourglass.error.MalformedDataException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes PNG and JPEG with the decoders of the JDK. */
final class ImageDecoding {
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
        BufferedImage image;
        try {
            // From memory: on other streams ImageIO keeps a cache file. It closes the stream it was given itself.
            image = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(content)));
        } catch (IOException | RuntimeException e) {
            // The decoders of the JDK throw either on damaged files.
            throw new MalformedDataException(name, undecodable("could not be decoded (" + e.getMessage() + ")"), e);
        }
        if (image == null) {
            throw new MalformedDataException(name, undecodable("is neither"));
        }
        return image;
    }

    private static String undecodable(String found) {
        return "the file must be a whole PNG or JPEG image, but " + found;
    }
}
