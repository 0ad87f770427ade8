package dev.hourglass.compress.lossless;

import dev.hourglass.compress.entropy.AdaptiveTable;

/**
 * The distribution of pixels whose context is all 0: whether the pixel is 0, by what was seen at this position in other
 * images and, to begin with, at the positions before; and of levels above 0 whatever the position.
 *
 * <pre>{@code
 * frequency of "not 0" = floor(2^24 ones / all), in [1, 2^24 - 1]; it comes after that of "0"
 * ones = 16, all = 1024 at first; each blank pixel adds 16 to all, and to ones where it is not 0
 * before each position: while all > 1024, both become (n + 1) div 2
 * }</pre>
 *
 * Not thread-safe; confine to one thread.
 */
final class BlankPixels {
    private static final int BITS = LevelCoder.PRECISION_BITS;
    private static final int UNIT = 16;
    private static final int CARRIED = 1024;

    private final AdaptiveTable levels;
    private long ones = UNIT;
    private long all = CARRIED;

    BlankPixels(int levels) {
        this.levels = new AdaptiveTable(levels - 1);
    }

    /** Goes to the next position. */
    void nextPosition() {
        while (all > CARRIED) {
            ones = (ones + 1) >> 1;
            all = (all + 1) >> 1;
        }
    }

    /** Codes a pixel, and learns of it. */
    int code(PixelCoding coding, int level) {
        int set = (int) Math.max(1, Math.min((1L << BITS) - 1, (ones << BITS) / all));
        boolean isSet = coding.flag(level != 0, set);
        all += UNIT;
        ones += isSet ? UNIT : 0;
        if (!isSet) {
            return 0;
        }
        int above = coding.symbol(level - 1, levels);
        levels.update(above);
        return above + 1;
    }
}
