package dev.hourglass.data;

import dev.hourglass.error.DataNotFoundException;
import dev.hourglass.error.MalformedDataException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the PNG and JPEG files of a folder and the folders in it, sorted by name, as shape [N, C, H, W] in [0, 1].
 *
 * <p>An image in a folder of the folder is labelled with that folder's name. Grey from colour by ITU-R BT.601; resizing
 * in exact whole-number arithmetic, the same on every machine.
 */
public final class ImageFolderReader implements RowReader {
    /** Deflate makes at most 1032 bytes of one, and PNG puts at most 8 pixels into a byte. */
    private static final int MOST_PIXELS_PER_BYTE = 8 * 1032;

    private static final int FREE_PIXELS = 1 << 20;
    /** Three planes of so many are still one array. */
    private static final int MOST_PIXELS = Integer.MAX_VALUE / 3;

    private final Path folder;
    private final List<Path> files;
    private final ImageOptions options;
    private final ImageSchema schema;
    private int next;

    private ImageFolderReader(Path folder, List<Path> files, ImageOptions options) throws IOException {
        this.folder = folder;
        this.files = files;
        this.options = options;
        BufferedImage first = decode(files.get(0));
        int channels = options.channels() != 0 ? options.channels() : PixelImage.isGrey(first) ? 1 : 3;
        this.schema = options.hasSize()
                ? new ImageSchema(channels, options.height(), options.width())
                : new ImageSchema(channels, first.getHeight(), first.getWidth());
    }

    /**
     * Opens a folder.
     *
     * @param folder the folder
     * @param options the shape of the samples
     * @return the reader; the caller closes it
     * @throws DataNotFoundException if there is no such folder
     * @throws MalformedDataException if it holds no image, or the first one cannot be decoded
     * @throws IOException if the folder cannot be read
     */
    public static ImageFolderReader open(Path folder, ImageOptions options) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new DataNotFoundException(folder + ": the folder must exist, but there is none; check the path");
        }
        List<Path> files = list(folder);
        if (files.isEmpty()) {
            throw new MalformedDataException(
                    folder.toString(), "the folder must hold PNG or JPEG images (.png, .jpg, .jpeg), but holds none");
        }
        return new ImageFolderReader(folder, files, options);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .filter(ImageFolderReader::isImage)
                    .sorted(Comparator.comparing(file -> sortKey(folder.relativize(file))))
                    .collect(Collectors.toUnmodifiableList());
        }
    }

    /** Returns the path with "/" between names on every system, so that the order is the same everywhere. */
    private static String sortKey(Path relative) {
        StringBuilder key = new StringBuilder();
        for (Path part : relative) {
            key.append('/').append(part);
        }
        return key.toString();
    }

    private static boolean isImage(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
    }

    @Override
    public ImageSchema schema() {
        return schema;
    }

    @Override
    public long knownRows() {
        return files.size();
    }

    @Override
    public int read(Batch batch) throws IOException {
        batch.requireFitsTo(schema);
        int count = Math.min(batch.capacity(), files.size() - next);
        for (int row = 0; row < count; row++) {
            Path file = files.get(next++);
            BufferedImage image = decode(file);
            requireSize(image, file);
            PixelImage pixels = PixelImage.from(image, schema.channels());
            ImageFit.write(pixels, schema, options.fit(), batch.values(), row * batch.features());
            batch.label(row, label(file));
        }
        batch.rows(count);
        return count;
    }

    private void requireSize(BufferedImage image, Path file) {
        boolean isSame = image.getHeight() == schema.height() && image.getWidth() == schema.width();
        if (!options.hasSize() && !isSame) {
            throw new MalformedDataException(
                    file.toString(),
                    "all images must have one size, but this is " + image.getWidth() + " x " + image.getHeight()
                            + " and " + files.get(0) + " is " + schema.width() + " x " + schema.height()
                            + "; give a size to bring them to");
        }
    }

    private @Nullable String label(Path file) {
        Path parent = file.getParent();
        return parent == null || parent.equals(folder) ? null : String.valueOf(parent.getFileName());
    }

    private static BufferedImage decode(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        if (content.length == 0) {
            throw new MalformedDataException(file.toString(), "the file must hold an image, but is empty (0 bytes)");
        }
        // From memory: on other streams ImageIO keeps a cache file.
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(content))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw undecodable(file, "is neither", null);
            }
            return decode(file, content.length, in, readers.next());
        } catch (MalformedDataException refused) {
            throw refused;
        } catch (IOException | RuntimeException e) {
            // The decoders of the JDK throw either on damaged files.
            throw undecodable(file, "could not be decoded (" + e.getMessage() + ")", e);
        }
    }

    private static BufferedImage decode(Path file, int bytes, ImageInputStream in, ImageReader decoder)
            throws IOException {
        try {
            decoder.setInput(in, true, true);
            long pixels = (long) decoder.getWidth(0) * decoder.getHeight(0);
            if (pixels > FREE_PIXELS + (long) MOST_PIXELS_PER_BYTE * bytes || pixels > MOST_PIXELS) {
                throw undecodable(
                        file,
                        "says that its " + bytes + " bytes hold " + decoder.getWidth(0) + " x " + decoder.getHeight(0)
                                + " pixels",
                        null);
            }
            return decoder.read(0);
        } finally {
            decoder.dispose();
        }
    }

    private static MalformedDataException undecodable(Path file, String found, @Nullable Throwable cause) {
        String problem = "the file must be a whole PNG or JPEG image, but " + found;
        return cause == null
                ? new MalformedDataException(file.toString(), problem)
                : new MalformedDataException(file.toString(), problem, cause);
    }

    @Override
    public void close() {
        next = files.size();
    }
}
