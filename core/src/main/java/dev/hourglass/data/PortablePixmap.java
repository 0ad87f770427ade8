package dev.hourglass.data;

import dev.hourglass.error.MalformedDataException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads PGM (P5) and PPM (P6): a magic, width, height and the largest level as text, one blank, then the samples.
 *
 * <p>Source: https://netpbm.sourceforge.net/doc/ppm.html.
 */
final class PortablePixmap {
    private static final int LARGEST_LEVEL = 255;
    private static final int MAX_DIGITS = 9;

    private final byte[] content;
    private int at = 2;

    private PortablePixmap(byte[] content) {
        this.content = content;
    }

    /** Reads a file that starts with P5 or P6; nothing where what follows is not exactly one picture. */
    static Optional<Picture> read(byte[] content, String name) {
        int channels = content[1] == '5' ? 1 : 3;
        PortablePixmap file = new PortablePixmap(content);
        int width = file.number();
        int height = file.number();
        int largest = file.number();
        boolean isSound = width > 0 && height > 0 && largest > 0 && file.isBlank();
        if (!isSound) {
            return Optional.empty();
        }
        if (largest != LARGEST_LEVEL) {
            throw new MalformedDataException(
                    name,
                    "the largest level of a picture must be 255 to be coded with loss, but is " + largest
                            + "; leave it out, or compress it without --quality");
        }
        int start = file.at + 1;
        if ((long) content.length - start != (long) channels * width * height) {
            return Optional.empty();
        }
        PictureReader.requireSize(channels, height, width, name);
        return Optional.of(Picture.of(channels, height, width, Arrays.copyOfRange(content, start, content.length)));
    }

    /** Returns the next number, or -1 where there is none. */
    private int number() {
        while (isBlank() || (at < content.length && content[at] == '#')) {
            at = content[at] == '#' ? endOfLine() : at + 1;
        }
        int start = at;
        int value = 0;
        for (; at < content.length && content[at] >= '0' && content[at] <= '9' && at - start < MAX_DIGITS; at++) {
            value = 10 * value + content[at] - '0';
        }
        return at == start ? -1 : value;
    }

    private int endOfLine() {
        int end = at;
        while (end < content.length && content[end] != '\n' && content[end] != '\r') {
            end++;
        }
        return end;
    }

    private boolean isBlank() {
        return at < content.length && (content[at] == ' ' || (content[at] >= '\t' && content[at] <= '\r'));
    }
}
