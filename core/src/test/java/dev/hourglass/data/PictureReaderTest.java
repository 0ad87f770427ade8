package dev.hourglass.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.error.MalformedDataException;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;

final class PictureReaderTest {
    private static byte[] text(String header, int... samples) {
        byte[] start = header.getBytes(StandardCharsets.US_ASCII);
        byte[] file = Arrays.copyOf(start, start.length + samples.length);
        for (int i = 0; i < samples.length; i++) {
            file[start.length + i] = (byte) samples[i];
        }
        return file;
    }

    private static byte[] write(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image, format, stream);
        }
        return out.toByteArray();
    }

    @Test
    void readsPgmAndPpm() {
        Picture grey = PictureReader.read(text("P5\n# note\n 3\t2 # more\n255\n", 1, 2, 3, 4, 5, 255), "a")
                .orElseThrow();
        Picture rgb =
                PictureReader.read(text("P6 1 2 255 ", 1, 2, 3, 4, 5, 6), "a").orElseThrow();

        assertThat(grey.width()).isEqualTo(3);
        assertThat(grey.height()).isEqualTo(2);
        assertThat(grey.level(0, 1, 2)).isEqualTo(255);
        assertThat(rgb.channels()).isEqualTo(3);
        assertThat(rgb.level(1, 1, 0)).isEqualTo(5);
        assertThat(rgb.toGrey().level(0, 0, 0)).isEqualTo((299 + 587 * 2 + 114 * 3 + 500) / 1000);
        assertThat(grey.toRgb().samples()).startsWith(1, 1, 1, 2, 2, 2);
    }

    @Test
    void whatIsNotExactlyOnePictureIsNone() {
        for (String header : new String[] {
            "P5",
            "P5 ",
            "P5 1",
            "P5 1 1",
            "P5 1 1 255",
            "P5 1 1 x ",
            "P5 0 1 255 ",
            "P5 -1 1 255 ",
            "P5 1 2 255 ",
            "P5 999999999 999999999 255 ",
            "P6 1 1 255 ",
            "P5 1 1 255 ab",
            "P5 # never ends"
        }) {
            assertThat(PictureReader.read(text(header, 7), "a")).as(header).isEmpty();
        }
        assertThat(PictureReader.isPicture(text("P4 1 1 ", 1))).isFalse();
        assertThat(PictureReader.isPicture(new byte[] {'P'})).isFalse();
        assertThat(PictureReader.read(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1}, "a"))
                .isEmpty();
    }

    @Test
    void otherDepthsAreRefused() {
        assertThatThrownBy(() -> PictureReader.read(text("P5 1 1 65535 ", 1, 2), "x.pgm"))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage("x.pgm: the largest level of a picture must be 255 to be coded with loss, but is 65535;"
                        + " leave it out, or compress it without --quality");
    }

    @Test
    void readsPalettesAndOpaqueAlpha() throws IOException {
        byte[] levels = {0, 90, (byte) 200, (byte) 255};
        byte[] others = {9, 9, 9, 9};
        BufferedImage greys = new BufferedImage(
                5, 4, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 4, levels, levels, levels));
        BufferedImage colours = new BufferedImage(
                5, 4, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 4, levels, others, levels));
        BufferedImage opaque = new BufferedImage(5, 4, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 20; i++) {
            greys.getRaster().setSample(i % 5, i / 5, 0, i % 4);
            colours.getRaster().setSample(i % 5, i / 5, 0, i % 4);
            opaque.setRGB(i % 5, i / 5, 0xff0000ff | i << 16);
        }

        Picture grey = PictureReader.read(write(greys, "png"), "a").orElseThrow();
        Picture colour = PictureReader.read(write(colours, "png"), "a").orElseThrow();
        Picture alpha = PictureReader.read(write(opaque, "png"), "a").orElseThrow();

        assertThat(grey.channels()).isEqualTo(1);
        assertThat(grey.level(0, 1, 1)).isEqualTo(200);
        assertThat(colour.channels()).isEqualTo(3);
        assertThat(colour.level(1, 3, 4)).isEqualTo(9);
        assertThat(alpha.level(0, 3, 4)).isEqualTo(19);
        assertThat(alpha.level(2, 0, 0)).isEqualTo(255);
    }

    /** A bright corner tells where up is. */
    @Test
    void photographsAreTurnedAsTheirCameraSays() throws IOException {
        BufferedImage image = new BufferedImage(48, 32, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 16 * 16; i++) {
            image.getRaster().setSample(i % 16, i / 16, 0, 250);
        }
        byte[] jpeg = write(image, "jpeg");
        int[][] cornersOfOrientation = {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}, {1, 0}, {1, 1}, {0, 1}};
        for (int orientation = 1; orientation <= 8; orientation++) {
            for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
                Picture seen = PictureReader.read(withExif(jpeg, orientation, order), "a")
                        .orElseThrow();
                assertThat(seen.width()).isEqualTo(orientation < 5 ? 48 : 32);
                for (int corner = 0; corner < 4; corner++) {
                    boolean isBright = cornersOfOrientation[orientation - 1][0] == corner % 2
                            && cornersOfOrientation[orientation - 1][1] == corner / 2;
                    int level = seen.level(0, corner / 2 * (seen.height() - 1), corner % 2 * (seen.width() - 1));
                    assertThat(level).isBetween(isBright ? 200 : 0, isBright ? 255 : 60);
                }
            }
        }
    }

    /** Turned right and turned left differ in more than their corner: mirrors are told apart by a second mark. */
    @Test
    void everyOrientationMovesPixelsItsOwnWay() {
        Picture stored = Picture.of(1, 2, 3, new byte[] {1, 2, 3, 4, 5, 6});
        byte[][] expected = {
            {1, 2, 3, 4, 5, 6}, {3, 2, 1, 6, 5, 4}, {6, 5, 4, 3, 2, 1}, {4, 5, 6, 1, 2, 3},
            {1, 4, 2, 5, 3, 6}, {4, 1, 5, 2, 6, 3}, {6, 3, 5, 2, 4, 1}, {3, 6, 2, 5, 1, 4}
        };
        for (int number = 1; number <= 8; number++) {
            assertThat(new ExifOrientation(number).apply(stored).samples())
                    .as("%d", number)
                    .isEqualTo(expected[number - 1]);
        }
    }

    @Test
    void damagedNotesCountAsNone() throws IOException {
        byte[] jpeg = write(new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY), "jpeg");
        byte[] turned = withExif(jpeg, 6, ByteOrder.BIG_ENDIAN);
        assertThat(ExifOrientation.of(turned).number()).isEqualTo(6);
        for (int length = 0; length < 60; length++) {
            assertThat(ExifOrientation.of(Arrays.copyOf(turned, length)).number())
                    .isIn(1, 6);
        }
        for (int i = 0; i < 40; i++) {
            for (int value = 0; value < 256; value++) {
                byte[] altered = turned.clone();
                altered[i] = (byte) value;
                assertThat(ExifOrientation.of(altered).number()).isBetween(1, 8);
            }
        }
        assertThat(ExifOrientation.of(new byte[0]).number()).isEqualTo(1);
    }

    private static byte[] withExif(byte[] jpeg, int orientation, ByteOrder order) {
        ByteBuffer exif = ByteBuffer.allocate(36);
        exif.put((byte) 0xff).put((byte) 0xe1).putShort((short) 34).put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        byte[] mark = (order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII);
        exif.put(mark).order(order).putShort((short) 42).putInt(8).putShort((short) 1);
        exif.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + 36);
        return file.put(jpeg, 0, 2)
                .put(exif.array())
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }
}
