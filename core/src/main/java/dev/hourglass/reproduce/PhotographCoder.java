package dev.hourglass.reproduce;

import dev.hourglass.artifact.StoredModel;
import dev.hourglass.compress.Compressor;
import dev.hourglass.compress.CompressorConfig;
import dev.hourglass.compress.CompressorInput;
import dev.hourglass.compress.Decompressor;
import dev.hourglass.compress.DecompressorConfig;
import dev.hourglass.compress.PictureQuality;
import dev.hourglass.compress.StreamOutput;
import dev.hourglass.data.Picture;
import dev.hourglass.data.PictureReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Codes a photograph at a quality and gives it back; the bytes are those of a whole file. */
@FunctionalInterface
interface PhotographCoder {
    /**
     * A photograph that came back.
     *
     * @param picture what it is now
     * @param bytes of the file between
     */
    record Coded(Picture picture, long bytes) {}

    /** Codes an RGB picture; nothing where this quality is of no use for it. */
    Optional<Coded> code(Picture picture, double quality) throws IOException;

    /**
     * Returns a model as a coder, by compressing to a file that names the model, and decompressing it.
     *
     * @param stored a model of RGB pictures; quality is from 0 to 100
     */
    static PhotographCoder of(StoredModel stored, int threads) {
        Compressor compressor =
                Compressor.of(CompressorConfig.defaults().withThreads(threads)).withModel(stored);
        Decompressor decompressor = Decompressor.of(
                        DecompressorConfig.defaults().withThreads(threads))
                .withModel(stored);
        return (picture, quality) -> {
            byte[] ppm = PhotographFiles.ppm(picture);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            boolean isLossy = compressor
                    .withQuality(PictureQuality.of(quality))
                    .compress(List.of(new CompressorInput("photograph.ppm", () -> new ByteArrayInputStream(ppm))), file)
                    .entries()
                    .get(0)
                    .picture()
                    .isPresent();
            ByteArrayOutputStream restored = new ByteArrayOutputStream();
            decompressor.decompress(
                    new ByteArrayInputStream(file.toByteArray()), "photograph", new StreamOutput(restored));
            return isLossy ? Optional.of(decoded(restored.toByteArray(), file.size())) : Optional.empty();
        };
    }

    /**
     * Returns JPEG as the JDK's own libjpeg writes it: colours at half the resolution (4:2:0), Huffman tables
     * optimised; quality is from 0 to 1, the hundredth part of libjpeg's.
     */
    static PhotographCoder jpeg() {
        return (picture, quality) -> {
            byte[] file = jpegFile(picture, quality);
            return Optional.of(decoded(file, file.length));
        };
    }

    /** Returns the JPEG file of a picture. */
    static byte[] jpegFile(Picture picture, double quality) throws IOException {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                image.setRGB(x, y, picture.level(0, y, x) << 16 | picture.level(1, y, x) << 8 | picture.level(2, y, x));
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        JPEGImageWriteParam parameters = (JPEGImageWriteParam) writer.getDefaultWriteParam();
        parameters.setOptimizeHuffmanTables(true);
        parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        parameters.setCompressionQuality((float) quality);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static Coded decoded(byte[] file, long bytes) {
        Picture picture = PictureReader.read(file, "photograph")
                .orElseThrow(() -> new AssertionError("what was written must be a picture, but is not"));
        return new Coded(picture.toRgb(), bytes);
    }
}
