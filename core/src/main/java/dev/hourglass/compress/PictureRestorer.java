package dev.hourglass.compress;

import dev.hourglass.compress.codec.TileCodec;
import dev.hourglass.compress.container.EntryHeader;
import dev.hourglass.compress.lossy.PictureTiles;
import dev.hourglass.compress.lossy.TileCoderPool;
import dev.hourglass.compress.lossy.TileLevels;
import dev.hourglass.data.Picture;
import dev.hourglass.file.PngWriter;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Gathers the levels of a picture's tiles, then makes its pixels. Tiles that never came are grey. Not thread-safe;
 * confine to one thread.
 */
final class PictureRestorer {
    private final PictureParameters parameters;
    private final TileCoderPool coders;
    private final TileLevels levels;
    private final int chunkTiles;
    private int next;

    /**
     * Starts a picture.
     *
     * @param header its entry, checked against the coders
     * @param coders those of the file's model
     */
    PictureRestorer(EntryHeader header, TileCoderPool coders) {
        this.parameters = PictureParameters.parse(header);
        this.coders = coders;
        this.levels = new TileLevels(parameters.geometry(), parameters.grid());
        this.chunkTiles = header.chunkRows();
    }

    /** Returns the bytes of the file that comes back. */
    long fileBytes() {
        return parameters.fileBytes();
    }

    /** Returns the tiles of the picture. */
    int tiles() {
        return parameters.grid().count();
    }

    /** Returns the tiles that neither came nor were left out yet. */
    int missing() {
        return tiles() - next;
    }

    /** Takes the rows of the next chunk; no more than there are tiles. */
    void add(byte[] rows) {
        int[] chunk = TileCodec.toLevels(rows);
        int count = chunk.length / parameters.geometry().coreLevels();
        levels.put(next, count, chunk);
        next += count;
    }

    /** Leaves tiles out. */
    void skip(long tiles) {
        next = (int) Math.min(tiles(), next + tiles);
    }

    /** Makes the picture, chunks of tiles side by side. */
    Picture picture(OrderedTasks tasks) throws IOException {
        byte[] samples =
                PictureTiles.unknown(parameters.grid(), parameters.geometry().channels());
        OrderedTasks.Queue<Integer> queue = tasks.queue(done -> {});
        for (int first = 0; first < tiles(); first += chunkTiles) {
            if (levels.has(first)) {
                int start = first;
                queue.submit(() -> synthesise(start, samples));
            }
        }
        queue.drain();
        int height = parameters.grid().height();
        int width = parameters.grid().width();
        Picture picture = Picture.of(parameters.geometry().channels(), height, width, samples);
        return parameters.channels() == 1 ? picture.toGrey() : picture;
    }

    /** Writes the pixels of the tiles of one chunk, which are those of no other. */
    private int synthesise(int first, byte[] samples) {
        int count = Math.min(chunkTiles, tiles() - first);
        int[] cut = levels.cut(first, count);
        float[] tiles = new float[count * parameters.geometry().tileValues()];
        coders.lend(coder -> {
            coder.synthesise(cut, count, parameters.coderQuality(), tiles);
            return tiles;
        });
        PictureTiles.paste(tiles, parameters.geometry(), parameters.grid(), first, count, samples);
        return count;
    }

    /** Writes the file that comes back. */
    static void write(Picture picture, OutputStream out) throws IOException {
        PngWriter.write(picture.channels(), picture.height(), picture.width(), picture.samples(), out);
    }
}
