package dev.hourglass.compress.lossy;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The levels of a picture's tiles: together a plane of latent positions, of which tiles with their halo are cut. Tiles
 * that never came have levels 0.
 *
 * <p>Not thread-safe while tiles come; safe for concurrent use after.
 */
public final class TileLevels {
    private final TileGeometry geometry;
    private final TileGrid grid;
    private final int[] @Nullable [] tiles;
    private final int[] zeros;

    /** Starts without any tile. */
    public TileLevels(TileGeometry geometry, TileGrid grid) {
        this.geometry = geometry;
        this.grid = grid;
        this.tiles = new int[grid.count()][];
        this.zeros = new int[geometry.coreLevels()];
    }

    /** Returns where the tiles lie. */
    public TileGrid grid() {
        return grid;
    }

    /**
     * Takes the levels of tiles.
     *
     * @param first the first tile
     * @param count how many
     * @param levels [count, M, core / stride, core / stride]; copied
     */
    public void put(int first, int count, int[] levels) {
        int size = geometry.coreLevels();
        for (int i = 0; i < count; i++) {
            tiles[first + i] = Arrays.copyOfRange(levels, i * size, (i + 1) * size);
        }
    }

    /** Returns whether a tile came. */
    public boolean has(int tile) {
        return tiles[tile] != null;
    }

    /**
     * Cuts tiles with their halo; beyond the plane the levels of its edge go on.
     *
     * @param first the first tile
     * @param count how many
     * @return [count, M, S / stride, S / stride]
     */
    public int[] cut(int first, int count) {
        int side = geometry.sideLatents();
        int[] cut = new int[count * geometry.tileLevels()];
        int[] rows = new int[side];
        int[] columns = new int[side];
        for (int i = 0; i < count; i++) {
            int haloLatents = geometry.halo() / geometry.stride();
            fill(rows, grid.top(first + i) / geometry.stride() - haloLatents, grid.down());
            fill(columns, grid.left(first + i) / geometry.stride() - haloLatents, grid.across());
            cut(rows, columns, cut, i * geometry.tileLevels());
        }
        return cut;
    }

    /** Fills in positions of the plane, from one on, kept inside of it. */
    private void fill(int[] positions, int from, int tilesOfSide) {
        int last = tilesOfSide * geometry.coreLatents() - 1;
        for (int i = 0; i < positions.length; i++) {
            positions[i] = Math.min(Math.max(from + i, 0), last);
        }
    }

    private void cut(int[] rows, int[] columns, int[] target, int at) {
        int core = geometry.coreLatents();
        int plane = rows.length * columns.length;
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < columns.length; x++) {
                int[] tile =
                        Objects.requireNonNullElse(tiles[rows[y] / core * grid.across() + columns[x] / core], zeros);
                int from = rows[y] % core * core + columns[x] % core;
                int to = at + y * columns.length + x;
                for (int m = 0; m < geometry.latentChannels(); m++) {
                    target[to + m * plane] = tile[from + m * core * core];
                }
            }
        }
    }
}
