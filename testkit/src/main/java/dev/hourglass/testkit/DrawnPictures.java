package dev.hourglass.testkit;

import dev.hourglass.data.Picture;
import dev.hourglass.tensor.SeededRandom;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Draws pictures somewhat like photographs: soft slopes, hard edges, a little noise. */
public final class DrawnPictures {
    private DrawnPictures() {}

    /** Draws a picture. */
    public static Picture draw(int channels, int width, int height) {
        SeededRandom random = new SeededRandom(width * 31L + height);
        byte[] samples = new byte[channels * width * height];
        for (int i = 0; i < samples.length; i++) {
            int x = i / channels % width;
            int y = i / channels / width;
            double slope = 90 + 60 * StrictMath.sin(0.05 * x + i % channels) + 40 * StrictMath.cos(0.03 * y);
            boolean isInside = (x - 40) * (x - 40) + (y - 50) * (y - 50) < 900;
            samples[i] = (byte) (int) (slope + (isInside ? 50 : 0) + 6 * random.nextDouble());
        }
        return Picture.of(channels, height, width, samples);
    }

    /** Returns a picture as a PPM or PGM file. */
    public static byte[] portable(Picture picture) {
        byte[] header = ((picture.channels() == 1 ? "P5 " : "P6 ") + picture.width() + " " + picture.height()
                        + " 255\n")
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(header.length + picture.samples().length)
                .put(header)
                .put(picture.samples())
                .array();
    }
}
