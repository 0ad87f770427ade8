package dev.hourglass.compress;

import dev.hourglass.compress.codec.CodecId;
import dev.hourglass.compress.codec.CodecSet;
import dev.hourglass.compress.codec.DeflateCodec;
import dev.hourglass.compress.codec.EncodedChunk;
import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.codec.TileCodec;
import dev.hourglass.compress.container.ContainerWriter;
import dev.hourglass.compress.container.EntryHeader;
import dev.hourglass.compress.container.EntryKind;
import dev.hourglass.compress.container.EntrySeal;
import dev.hourglass.compress.container.ModelReference;
import dev.hourglass.compress.lossy.PictureTiles;
import dev.hourglass.compress.lossy.TileCoderPool;
import dev.hourglass.data.Picture;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.file.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Codes pictures with loss, whole in memory, chunks of tiles side by side. Not thread-safe; confine to one thread. */
final class PictureCompressor {
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".ppm", ".pgm", ".pnm");
    private static final String NO_SUM = "0".repeat(64);

    private final TileCoderPool coders;
    private final CompressorConfig config;
    private final PictureQuality quality;
    private final OrderedTasks tasks;

    PictureCompressor(TileCoderPool coders, CompressorConfig config, PictureQuality quality, OrderedTasks tasks) {
        this.coders = coders;
        this.config = config;
        this.quality = quality;
        this.tasks = tasks;
    }

    /** A coded picture. */
    private record Coded(EntryHeader header, PictureParameters parameters, List<Tiles> chunks, long storedBytes) {
        double bitsPerPixel() {
            return parameters.bitsPerPixel(storedBytes);
        }
    }

    /** A chunk of tiles, as rows of levels and coded. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Tiles(byte[] rows, int count, EncodedChunk chunk) {}

    /** Returns the name of the PNG file that comes back: photo.jpg becomes photo.png. */
    static String restoredName(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        int cut = ENDINGS.stream()
                .filter(lower::endsWith)
                .mapToInt(String::length)
                .findFirst()
                .orElse(0);
        boolean isEndingOnly = cut == name.length() || name.charAt(name.length() - cut - 1) == '/';
        return (isEndingOnly ? name : name.substring(0, name.length() - cut)) + ".png";
    }

    /**
     * Writes a picture, if that is smaller than its file.
     *
     * @param name of the file
     * @param file its bytes
     * @param picture what they are
     * @param container takes the entry
     * @return what it came to; empty where nothing was written, for it would not be smaller
     */
    Optional<EntryResult> write(String name, byte[] file, Picture picture, ContainerWriter container)
            throws IOException {
        Picture tiled = coders.geometry().channels() == 3 ? picture.toRgb() : requireGrey(name, picture);
        Source source = new Source(name, file, picture, tiled);
        Coded coded = quality.isRate() ? best(source) : code(source, steps());
        if (coded.storedBytes() >= file.length) {
            return Optional.empty();
        }
        long start = container.position();
        container.begin(coded.header());
        PictureRestorer restorer = new PictureRestorer(coded.header(), coders);
        Map<CodecId, Long> counts = new EnumMap<>(CodecId.class);
        for (Tiles tiles : coded.chunks()) {
            container.chunk(tiles.count(), tiles.chunk());
            restorer.add(tiles.rows());
            counts.merge(tiles.chunk().codec(), 1L, Long::sum);
        }
        Picture back = restorer.picture(tasks);
        container.end(seal(coded, sum(back)));
        return Optional.of(new EntryResult(
                coded.header().name(),
                EntryKind.PICTURE,
                coded.parameters().grid().count(),
                file.length,
                container.position() - start,
                deflateBytes(file),
                counts,
                Optional.of(new PictureResult(
                        picture.width(),
                        picture.height(),
                        coded.parameters().percent(),
                        picture.psnr(back),
                        coded.bitsPerPixel())),
                Optional.empty(),
                false));
    }

    /** A file, the picture in it, and the same with the channels of tiles. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Source(String name, byte[] file, Picture picture, Picture tiled) {}

    private static Picture requireGrey(String name, Picture picture) {
        if (picture.channels() != 1) {
            throw new WrongModelException(name + ": a picture must be grey for this model, but is RGB;"
                    + " use a model that was trained on RGB pictures");
        }
        return picture;
    }

    private int steps() {
        return (int) Math.rint(quality.value() / PictureQuality.LARGEST * PictureParameters.largestSteps(coders));
    }

    /** Finds the largest quality that takes no more bits a pixel than wanted, by bisection. */
    private Coded best(Source source) throws IOException {
        Coded best = code(source, 0);
        if (best.bitsPerPixel() > quality.value()) {
            throw new MalformedDataException(
                    source.name(),
                    "bits per pixel must be at least " + Math.ceil(1000 * best.bitsPerPixel()) / 1000
                            + " for this picture and model, but " + quality.value() + " were asked for; ask for more");
        }
        int low = 0;
        int high = PictureParameters.largestSteps(coders) + 1;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            Coded found = code(source, middle);
            boolean fits = found.bitsPerPixel() <= quality.value();
            best = fits ? found : best;
            low = fits ? middle : low;
            high = fits ? high : middle;
        }
        return best;
    }

    private Coded code(Source source, int steps) throws IOException {
        PictureParameters parameters = PictureParameters.of(source.picture(), coders, steps, source.file().length);
        EntryHeader header = EntryHeader.of(
                        EntryKind.PICTURE,
                        restoredName(source.name()),
                        TileCodec.layout(coders),
                        coders.tilesPerChunk())
                .withParameters(parameters.print());
        CodecSet codecs = EntryCodecs.pictures(header, Optional.of(coders));
        List<Tiles> chunks = new ArrayList<>();
        OrderedTasks.Queue<Tiles> queue = tasks.queue(chunks::add);
        int all = parameters.grid().count();
        for (int first = 0; first < all; first += coders.tilesPerChunk()) {
            int start = first;
            int count = Math.min(coders.tilesPerChunk(), all - first);
            queue.submit(() -> code(source.tiled(), parameters, codecs, start, count));
        }
        queue.drain();
        return new Coded(header, parameters, chunks, storedBytes(header, parameters, chunks));
    }

    private Tiles code(Picture tiled, PictureParameters parameters, CodecSet codecs, int first, int count) {
        float[] tiles = PictureTiles.cut(tiled, parameters.geometry(), first, count);
        int[] levels = new int[count * parameters.geometry().coreLevels()];
        coders.lend(coder -> {
            coder.analyse(tiles, count, parameters.coderQuality(), levels);
            return levels;
        });
        byte[] rows = TileCodec.toRows(levels);
        return new Tiles(rows, count, codecs.encode(rows, count));
    }

    /** Writes the entry to nowhere, and counts. */
    private static long storedBytes(EntryHeader header, PictureParameters parameters, List<Tiles> chunks)
            throws IOException {
        ContainerWriter nowhere = new ContainerWriter(OutputStream.nullOutputStream(), ModelReference.none());
        long start = nowhere.position();
        nowhere.begin(header);
        for (Tiles tiles : chunks) {
            nowhere.chunk(tiles.count(), tiles.chunk());
        }
        nowhere.end(seal(new Coded(header, parameters, chunks, 0), NO_SUM));
        return nowhere.position() - start;
    }

    private static EntrySeal seal(Coded coded, String sha256) {
        PictureParameters parameters = coded.parameters();
        return new EntrySeal(
                coded.chunks().size(), parameters.grid().count(), parameters.fileBytes(), sha256, new byte[0]);
    }

    private static String sum(Picture picture) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            PictureRestorer.write(picture, out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private long deflateBytes(byte[] file) {
        DeflateCodec deflate = new DeflateCodec(RowLayout.bytes(), config.level());
        CodecSet raw = new CodecSet(RowLayout.bytes(), List.of());
        long bytes = 0;
        for (int at = 0; at < file.length; at += config.chunkBytes()) {
            byte[] chunk = Arrays.copyOfRange(file, at, Math.min(file.length, at + config.chunkBytes()));
            bytes += deflate.plainSizeBytes(chunk, raw.encode(chunk, chunk.length));
        }
        return bytes;
    }
}
