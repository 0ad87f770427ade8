package dev.hourglass.compress.lossy;

/**
 * What is known around a level when levels are coded place by place, and at each place channel by channel: its own
 * channel to the left and above, and earlier channels at its place. Beyond a tile there are zeros. Channels that are a
 * number of colours apart are taken to tell of the same colour. Not thread-safe; confine to one thread.
 */
final class LatentNeighbours {
    /** In sums over many channels a level counts at most this. */
    private static final int MOST = 3;

    private final int channels;
    private final int width;
    private final int plane;
    private final int colours;
    private int[] levels = {};
    private int row;
    private int column;
    private int at;

    int west;
    int north;
    int northWest;
    int northEast;
    /** Magnitudes two places to the left and above, added. */
    int far;
    /** Magnitudes of the last two channels, added. */
    int last;
    /** Magnitudes of earlier channels of this colour, the later two of five counting double. */
    int alike;
    /** Magnitudes, each cut, at this place so far. */
    int here;
    /** Magnitudes, each cut, of later channels to the left and above. */
    int around;

    LatentNeighbours(int channels, int height, int width, int colours) {
        this.channels = channels;
        this.width = width;
        this.plane = height * width;
        this.colours = colours;
    }

    /** Goes to a place, before its first channel. */
    void place(int[] values, int tile, int y, int x) {
        levels = values;
        row = y;
        column = x;
        at = tile * channels * plane + y * width + x;
        here = 0;
        around = 0;
        for (int c = 0; c < channels; c++) {
            around += cut(west(at + c * plane)) + cut(north(at + c * plane));
        }
    }

    /** Goes to the next channel at the place, from the first on, and returns its place in all levels. */
    int channel(int channel) {
        int own = at + channel * plane;
        west = west(own);
        north = north(own);
        northWest = row > 0 && column > 0 ? levels[own - width - 1] : 0;
        northEast = row > 0 && column < width - 1 ? levels[own - width + 1] : 0;
        far = (column > 1 ? Math.abs(levels[own - 2]) : 0) + (row > 1 ? Math.abs(levels[own - 2 * width]) : 0);
        last = magnitude(channel - 1) + magnitude(channel - 2);
        alike = 2 * (magnitude(channel - colours) + magnitude(channel - 2 * colours))
                + magnitude(channel - 3 * colours)
                + magnitude(channel - 4 * colours)
                + magnitude(channel - 5 * colours);
        around -= cut(west) + cut(north);
        return own;
    }

    /** Takes in the level that was found for the channel. */
    void found(int level) {
        here += cut(level);
    }

    /** Returns the magnitude of a channel at this place; 0 of what is before the first. */
    int magnitude(int channel) {
        return channel < 0 ? 0 : Math.abs(levels[at + channel * plane]);
    }

    /** Returns the level of an earlier channel at this place; 0 of what is before the first. */
    int level(int channel) {
        return channel < 0 ? 0 : levels[at + channel * plane];
    }

    /** Returns the level of a channel to the left, or else that at this place. */
    int levelWest(int channel) {
        return channel < 0 ? 0 : levels[at + channel * plane - (column > 0 ? 1 : 0)];
    }

    /** Returns the level of a channel above, or else that at this place. */
    int levelNorth(int channel) {
        return channel < 0 ? 0 : levels[at + channel * plane - (row > 0 ? width : 0)];
    }

    /** Returns the magnitude of a channel to the left; 0 beyond the last or the tile. */
    int magnitudeWest(int channel) {
        return channel >= channels ? 0 : Math.abs(west(at + channel * plane));
    }

    /** Returns the magnitude of a channel above; 0 beyond the last or the tile. */
    int magnitudeNorth(int channel) {
        return channel >= channels ? 0 : Math.abs(north(at + channel * plane));
    }

    int row() {
        return row;
    }

    int column() {
        return column;
    }

    private int west(int own) {
        return column > 0 ? levels[own - 1] : 0;
    }

    private int north(int own) {
        return row > 0 ? levels[own - width] : 0;
    }

    private static int cut(int level) {
        return Math.min(MOST, Math.abs(level));
    }
}
