package dev.hourglass.reproduce;

import dev.hourglass.data.Picture;
import dev.hourglass.data.PictureReader;
import dev.hourglass.error.MalformedDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Photographs to measure, and the size of their PNG files.
 *
 * @param photographs the pictures
 * @param pngBytes of all their files
 */
record PhotographFiles(List<Picture> photographs, long pngBytes) {
    private static final int QUICK_PHOTOGRAPHS = 2;
    /** The least side that five scales of MS-SSIM have whole windows for is 176. */
    private static final int QUICK_SIDE = 192;

    PhotographFiles {
        photographs = List.copyOf(photographs);
    }

    /** Reads the PNG files of a folder in the order of their names; of a quick run crops of the first ones. */
    static PhotographFiles read(Path folder, boolean isQuick) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(file -> file.toString().endsWith(".png"))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new MalformedDataException(folder.toString(), "the folder must hold PNG files, but holds none");
        }
        List<Picture> photographs = new ArrayList<>();
        long pngBytes = 0;
        for (Path file : isQuick ? files.subList(0, Math.min(QUICK_PHOTOGRAPHS, files.size())) : files) {
            Picture whole = PictureReader.read(Files.readAllBytes(file), file.toString())
                    .orElseThrow(() -> new MalformedDataException(
                            file.toString(), "the file must be a whole PNG picture, but is not"));
            photographs.add(isQuick ? middle(whole.toRgb()) : whole.toRgb());
            pngBytes += Files.size(file);
        }
        return new PhotographFiles(photographs, pngBytes);
    }

    /** Returns the bits of a pixel when so many bytes hold all photographs. */
    double bitsPerPixel(long bytes) {
        return (double) Byte.SIZE
                * bytes
                / photographs.stream().mapToLong(Picture::pixels).sum();
    }

    /** Returns a picture as a PPM file. */
    static byte[] ppm(Picture picture) {
        byte[] header =
                ("P6 " + picture.width() + " " + picture.height() + " 255\n").getBytes(StandardCharsets.US_ASCII);
        byte[] file = new byte[header.length + picture.samples().length];
        System.arraycopy(header, 0, file, 0, header.length);
        System.arraycopy(picture.samples(), 0, file, header.length, picture.samples().length);
        return file;
    }

    private static Picture middle(Picture picture) {
        int width = Math.min(QUICK_SIDE, picture.width());
        int height = Math.min(QUICK_SIDE, picture.height());
        int left = (picture.width() - width) / 2;
        int top = (picture.height() - height) / 2;
        byte[] samples = new byte[3 * width * height];
        for (int y = 0; y < height; y++) {
            System.arraycopy(
                    picture.samples(), 3 * ((top + y) * picture.width() + left), samples, 3 * y * width, 3 * width);
        }
        return Picture.of(3, height, width, samples);
    }
}
