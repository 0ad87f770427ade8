package dev.hourglass.compress.lossy;

import dev.hourglass.data.Picture;
import java.util.Arrays;

/** Cuts tiles out of pictures and puts cores of tiles together again. Stateless and safe for concurrent use. */
public final class PictureTiles {
    private static final int MAX_LEVEL = 255;
    private static final byte MIDDLE_GREY = (byte) 128;

    private PictureTiles() {}

    /**
     * Cuts tiles with their halo; beyond the picture its edge goes on.
     *
     * @param picture of C channels
     * @param geometry sizes of tiles
     * @param first the first tile, in reading order
     * @param count how many
     * @return [count, C, S, S], pixels in [0, 1]: float32(level / 255)
     */
    public static float[] cut(Picture picture, TileGeometry geometry, int first, int count) {
        TileGrid grid = new TileGrid(picture.height(), picture.width(), geometry.core());
        int side = geometry.side();
        float[] tiles = new float[count * geometry.tileValues()];
        int at = 0;
        for (int tile = first; tile < first + count; tile++) {
            int top = grid.top(tile) - geometry.halo();
            int left = grid.left(tile) - geometry.halo();
            for (int channel = 0; channel < geometry.channels(); channel++) {
                for (int i = 0; i < side * side; i++) {
                    int y = clamp(top + i / side, picture.height());
                    int x = clamp(left + i % side, picture.width());
                    tiles[at++] = (float) (picture.level(channel, y, x) / (double) MAX_LEVEL);
                }
            }
        }
        return tiles;
    }

    /**
     * Puts the cores of tiles into a picture: {@code floor(255 x + 0.5)} of each pixel x in float64, cut to [0, 255].
     *
     * @param tiles [count, C, S, S]; not modified
     * @param geometry sizes of tiles
     * @param grid where tiles lie
     * @param first the first tile
     * @param count how many
     * @param samples [H, W, C], those of the tiles' cores are overwritten
     */
    public static void paste(
            float[] tiles, TileGeometry geometry, TileGrid grid, int first, int count, byte[] samples) {
        int side = geometry.side();
        int channels = geometry.channels();
        for (int i = 0; i < count; i++) {
            int top = grid.top(first + i);
            int left = grid.left(first + i);
            int rows = Math.min(geometry.core(), grid.height() - top);
            int columns = Math.min(geometry.core(), grid.width() - left);
            for (int channel = 0; channel < channels; channel++) {
                int plane = (i * channels + channel) * side * side;
                for (int y = 0; y < rows; y++) {
                    int from = plane + (geometry.halo() + y) * side + geometry.halo();
                    int to = ((top + y) * grid.width() + left) * channels + channel;
                    for (int x = 0; x < columns; x++) {
                        samples[to + x * channels] = level(tiles[from + x]);
                    }
                }
            }
        }
    }

    /** Makes the samples of a picture none of whose tiles is known yet, or ever: middle grey. */
    public static byte[] unknown(TileGrid grid, int channels) {
        byte[] samples = new byte[grid.height() * grid.width() * channels];
        Arrays.fill(samples, MIDDLE_GREY);
        return samples;
    }

    private static byte level(float pixel) {
        double rounded = Math.floor(MAX_LEVEL * (double) pixel + 0.5);
        return (byte) (rounded >= MAX_LEVEL ? MAX_LEVEL : rounded > 0 ? (int) rounded : 0);
    }

    private static int clamp(int at, int size) {
        return Math.min(Math.max(at, 0), size - 1);
    }
}
