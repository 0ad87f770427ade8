package dev.hourglass.compress.lossy;

/**
 * Lays tiles over a picture, in reading order; the last ones of a row and the last row may reach beyond it.
 *
 * @param height of the picture, in pixels
 * @param width of the picture, in pixels
 * @param core the side of a tile's core, in pixels
 */
public record TileGrid(int height, int width, int core) {
    /** Returns the tiles of a row. */
    public int across() {
        return (width + core - 1) / core;
    }

    /** Returns the rows of tiles. */
    public int down() {
        return (height + core - 1) / core;
    }

    /** Returns all tiles. */
    public int count() {
        return across() * down();
    }

    /** Returns the row of the first pixel of a tile's core. */
    int top(int tile) {
        return tile / across() * core;
    }

    /** Returns the column of the first pixel of a tile's core. */
    int left(int tile) {
        return tile % across() * core;
    }
}
