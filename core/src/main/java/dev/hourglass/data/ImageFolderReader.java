package dev.hourglass.data;

import dev.hourglass.error.DataNotFoundException;
import dev.hourglass.error.MalformedDataException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the PNG and JPEG files of a folder and the folders in it, sorted by name, as shape [N, C, H, W] in [0, 1].
 *
 * <p>An image in a folder of the folder is labelled with that folder's name. Grey from colour by ITU-R BT.601; resizing
 * in exact whole-number arithmetic, the same on every machine.
 */
public final class ImageFolderReader implements RowReader {
    private final Path folder;
    private final List<Path> files;
    private final ImageOptions options;
    private final ImageSchema schema;
    private long next;
    private @Nullable PixelImage decoded;

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
        return (long) files.size() * samplesPerImage();
    }

    private int samplesPerImage() {
        return Math.max(1, options.patches());
    }

    @Override
    public int read(Batch batch) throws IOException {
        batch.requireFitsTo(schema);
        int count = (int) Math.min(batch.capacity(), knownRows() - next);
        for (int row = 0; row < count; row++) {
            Path file = files.get((int) (next / samplesPerImage()));
            PixelImage pixels = pixels(file);
            int at = row * batch.features();
            if (options.patches() > 0) {
                ImagePatch.write(pixels, file, next, schema, batch.values(), at);
            } else {
                ImageFit.write(pixels, schema, options.fit(), batch.values(), at);
            }
            batch.label(row, label(file));
            next++;
        }
        batch.rows(count);
        return count;
    }

    /** Patches of one image follow each other, so the last one is kept. */
    private PixelImage pixels(Path file) throws IOException {
        if (decoded == null || next % samplesPerImage() == 0) {
            BufferedImage image = decode(file);
            requireSize(image, file);
            decoded = PixelImage.from(image, schema.channels());
        }
        return decoded;
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
        return ImageDecoding.decode(Files.readAllBytes(file), file.toString());
    }

    @Override
    public void close() {
        next = files.size();
    }
}
