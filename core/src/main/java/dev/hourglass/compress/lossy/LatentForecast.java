package dev.hourglass.compress.lossy;

import dev.hourglass.compress.entropy.LeastSquares;
import java.util.Arrays;

/**
 * Tells from what is around a level where it lies and how far it will be off: two regressions for each channel, one of
 * levels on levels, one of errors on errors and magnitudes, both learned as levels come. In float64, in one order of
 * operations, so that decoders find the same. Not thread-safe; confine to one thread.
 */
final class LatentForecast {
    private static final int ROWS_PER_LESSON = 2;
    private static final int MEAN_INPUTS = 8;
    private static final int ERROR_INPUTS = 12;
    private static final double FIRST_ERROR = 0.3;
    private static final double USUAL_RATE = 0.01;
    private static final double USUAL_SHARE = 2;
    private static final double LEAST_ERROR = 0.05;
    /** The regression of errors may fall to this share of the mean of those around. */
    private static final double LEAST_SHARE = 0.3;

    private static final double SMALLEST = 0.002;
    private static final double LARGEST = 100;

    private final int width;
    private final int plane;
    private final int colours;
    private final LeastSquares[] means;
    private final LeastSquares[] errors;
    private final double[] meanInputs = new double[MEAN_INPUTS];
    private final double[] errorInputs = new double[ERROR_INPUTS];
    /** How far forecasts were off, [M, H, W] of the tile. */
    private final double[] misses;
    /** How far those of each channel are off of late. */
    private final double[] usual;

    private int channel;
    private int own;

    /** Where the level lies. */
    double mean;
    /** How far off the mean it will be. */
    double error;

    LatentForecast(int channels, int height, int width, int colours) {
        this.width = width;
        this.plane = height * width;
        this.colours = colours;
        this.means = new LeastSquares[channels];
        this.errors = new LeastSquares[channels];
        Arrays.setAll(means, c -> new LeastSquares(MEAN_INPUTS, ROWS_PER_LESSON));
        Arrays.setAll(errors, c -> new LeastSquares(ERROR_INPUTS, ROWS_PER_LESSON));
        this.misses = new double[channels * plane];
        this.usual = new double[channels];
        Arrays.fill(usual, FIRST_ERROR);
    }

    /** Forecasts the level of a channel. */
    void forecast(LatentNeighbours around, int number) {
        channel = number;
        own = number * plane + around.row() * width + around.column();
        mean(around);
        error(around);
    }

    /** The first channels of each colour, the lowest frequencies, tell of the others. */
    private void mean(LatentNeighbours around) {
        int guide = channel < colours ? channel - 1 : channel % colours;
        int alike = channel - (channel < 3 * colours ? 1 : 3) * colours;
        meanInputs[0] = around.west;
        meanInputs[1] = around.north;
        meanInputs[2] = around.northWest;
        meanInputs[3] = around.northEast;
        meanInputs[4] = around.level(guide);
        meanInputs[5] = around.levelWest(guide);
        meanInputs[6] = around.levelNorth(guide);
        meanInputs[7] = channel < colours ? 1 : around.level(alike);
        mean = means[channel].predict(meanInputs);
    }

    private void error(LatentNeighbours around) {
        double near = nearMisses(around);
        errorInputs[0] = near;
        errorInputs[1] = Math.abs(around.west);
        errorInputs[2] = Math.abs(around.north);
        errorInputs[3] = Math.abs(around.northWest) + Math.abs(around.northEast);
        errorInputs[4] = around.last;
        errorInputs[5] = around.magnitude(channel - colours);
        errorInputs[6] = around.magnitude(channel - 2 * colours) + around.magnitude(channel - 3 * colours);
        errorInputs[7] = around.magnitude(channel - 4 * colours) + around.magnitude(channel - 5 * colours);
        errorInputs[8] = usual[channel];
        errorInputs[9] = around.far;
        errorInputs[10] = around.magnitudeWest(channel + colours);
        errorInputs[11] = around.magnitudeNorth(channel + colours);
        double found = errors[channel].predict(errorInputs);
        error = Math.min(LARGEST, Math.max(LEAST_SHARE * near + SMALLEST, found));
    }

    /** Returns the mean of misses of the channel to the left and above, and of its usual one. */
    private double nearMisses(LatentNeighbours around) {
        boolean hasWest = around.column() > 0;
        boolean hasNorth = around.row() > 0;
        double sum = USUAL_SHARE * usual[channel] + LEAST_ERROR;
        double weight = USUAL_SHARE;
        if (hasWest) {
            sum += 2 * misses[own - 1];
            weight += 2;
        }
        if (hasNorth) {
            sum += 2 * misses[own - width];
            weight += 2;
        }
        if (hasNorth && hasWest) {
            sum += misses[own - width - 1];
            weight++;
        }
        if (hasNorth && around.column() < width - 1) {
            sum += misses[own - width + 1];
            weight++;
        }
        return sum / weight;
    }

    /** Learns which level it was. */
    void learn(int level) {
        double miss = Math.abs(level - mean);
        means[channel].learn(meanInputs, level);
        errors[channel].learn(errorInputs, miss);
        misses[own] = miss;
        usual[channel] += (miss - usual[channel]) * USUAL_RATE;
    }
}
