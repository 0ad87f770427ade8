package dev.hourglass.testkit;

import dev.hourglass.data.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes picture files as others do. */
final class PictureFiles {
    private PictureFiles() {}

    static byte[] jpeg(Picture picture) throws IOException {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < picture.pixels(); i++) {
            int y = i / picture.width();
            int x = i % picture.width();
            image.setRGB(x, y, picture.level(0, y, x) << 16 | picture.level(1, y, x) << 8 | picture.level(2, y, x));
        }
        return write(image, "jpeg");
    }

    static byte[] transparentPng() throws IOException {
        BufferedImage image = new BufferedImage(9, 8, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 72; i++) {
            image.setRGB(i % 9, i / 9, i == 2 * 9 + 3 ? 0x80112233 : 0xff112233);
        }
        return write(image, "png");
    }

    static byte[] deepPng() throws IOException {
        return write(new BufferedImage(9, 8, BufferedImage.TYPE_USHORT_GRAY), "png");
    }

    private static byte[] write(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image, format, stream);
        }
        return out.toByteArray();
    }
}
