package dev.hourglass.compress.lossy;

import dev.hourglass.compress.entropy.BinaryCoding;
import dev.hourglass.compress.entropy.BitCounters;

/**
 * Codes the levels of tiles, [count, M, H, W], tile by tile, place by place, channel by channel. Channels that hold
 * only zeros are named first and skipped. Each level is told by what the model says of it, by a {@link LatentForecast}
 * and by counters of what came before in like places. One pass both encodes and decodes. Not thread-safe; single use.
 */
final class LatentCoder {
    private final BinaryCoding coding;
    private final int channels;
    private final int height;
    private final int width;
    private final LatentNeighbours around;
    private final LatentForecast forecast;
    private final LevelDecisions decisions;

    /**
     * Makes a coder.
     *
     * @param colours after how many channels the next of the same colour comes
     */
    LatentCoder(BinaryCoding coding, int channels, int height, int width, int colours) {
        this.coding = coding;
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.around = new LatentNeighbours(channels, height, width, colours);
        this.forecast = new LatentForecast(channels, height, width, colours);
        this.decisions = new LevelDecisions(coding, channels);
    }

    /** Codes levels, which are filled in when decoding and must be 0 before. */
    void code(int[] levels, int count, LevelPrior prior) {
        boolean[] isLive = live(levels, count);
        for (int tile = 0; tile < count; tile++) {
            for (int place = 0; place < height * width; place++) {
                around.place(levels, tile, place / width, place % width);
                for (int c = 0; c < channels; c++) {
                    int at = around.channel(c);
                    if (isLive[c]) {
                        forecast.forecast(around, c);
                        levels[at] = decisions.code(levels[at], at, c, around, forecast, prior);
                        forecast.learn(levels[at]);
                        around.found(levels[at]);
                    }
                }
            }
        }
    }

    private boolean[] live(int[] levels, int count) {
        BitCounters counters = new BitCounters(2);
        boolean[] isLive = new boolean[channels];
        for (int c = 0; c < channels; c++) {
            int known = hasLevels(levels, count, c) ? 1 : 0;
            isLive[c] = counters.code(coding, known, c > 0 && isLive[c - 1] ? 1 : 0) == 1;
        }
        return isLive;
    }

    private boolean hasLevels(int[] levels, int count, int channel) {
        int plane = height * width;
        for (int tile = 0; tile < count; tile++) {
            int from = (tile * channels + channel) * plane;
            for (int i = from; i < from + plane; i++) {
                if (levels[i] != 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
