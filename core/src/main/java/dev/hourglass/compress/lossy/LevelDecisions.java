package dev.hourglass.compress.lossy;

import dev.hourglass.compress.entropy.AdaptiveNumbers;
import dev.hourglass.compress.entropy.BinaryCoding;
import dev.hourglass.compress.entropy.BitCounters;
import dev.hourglass.compress.entropy.BitMixer;
import dev.hourglass.compress.entropy.CumulativeCurve;
import dev.hourglass.error.CorruptArtifactException;

/**
 * Codes a level as decisions: is it the base, the whole number at its forecast's mean? is it above? is it the next one,
 * or the next, ...? Each is told by two distributions, the prior's and a logistic one at the forecast, and by counters
 * in five contexts, mixed. Not thread-safe; confine to one thread.
 */
final class LevelDecisions {
    private static final int LARGEST = TileCoder.LARGEST_LEVEL;
    private static final int CONTEXTS = 5;
    private static final int DISTRIBUTIONS = 2;
    private static final int NODES = 32;
    private static final int OWN_NODES = 14;
    private static final int BANDS = 10;
    private static final int SIZES = 16;
    private static final int DISTANCE_SETS = 8;
    private static final int MOST_DISTANCE = 20;
    private static final double TINY = 1e-9;
    /** A logistic distribution whose mean miss is 1 has this scale. */
    private static final double SCALE = 0.72;

    private static final double LEAST_SCALE = 0.02;
    /** Below half a step, zero is the base. */
    private static final double HALF = 0.5;

    /** Errors up to which each size goes. */
    private static final double[] SIZE_ENDS = {0.01, 0.02, 0.04, 0.07, 0.12, 0.2, 0.3, 0.45, 0.7, 1, 1.5, 2.5, 4, 7, 15
    };
    /** Sums of magnitudes up to which each band goes. */
    private static final int[] BAND_ENDS = {0, 1, 2, 4, 6, 9, 14, 23, 39};

    private final BinaryCoding coding;
    private final BitMixer mixer;
    private final AdaptiveNumbers far = new AdaptiveNumbers();
    private final int[] starts = new int[CONTEXTS];
    private final int[] contexts = new int[CONTEXTS];

    private LevelPrior prior = (at, number) -> HALF;
    private int at;
    private double mean;
    private double inverse;
    private int size;
    private int side;
    private double upperPrior;
    private double upperForecast;
    private double lowerPrior;
    private double lowerForecast;

    LevelDecisions(BinaryCoding coding, int channels) {
        this.coding = coding;
        int[] counts = {
            channels * BANDS, SIZES * BANDS * BANDS, channels * BANDS, 27 * SIZES * BANDS, BANDS * BANDS * SIZES
        };
        int places = 0;
        for (int i = 0; i < CONTEXTS; i++) {
            starts[i] = places;
            places = Math.addExact(places, Math.multiplyExact(counts[i], NODES));
        }
        this.mixer = new BitMixer(new BitCounters(places), CONTEXTS, DISTRIBUTIONS, SIZES * (3 + 3 + DISTANCE_SETS));
    }

    /**
     * Codes a level.
     *
     * @param known the level; of no meaning when decoding
     * @param place of the level, for the prior
     */
    int code(int known, int place, int channel, LatentNeighbours around, LatentForecast forecast, LevelPrior told) {
        prior = told;
        at = place;
        mean = forecast.mean;
        inverse = 1 / (SCALE * forecast.error + LEAST_SCALE);
        size = size(forecast.error);
        int base = Math.abs(mean) > HALF ? (int) Math.rint(Math.max(-LARGEST, Math.min(LARGEST, mean))) : 0;
        side = Integer.signum(base) + 1;
        contexts(channel, around);
        if (isBase(known, base)) {
            return base;
        }
        if (base == 0) {
            signContexts(channel, around);
        }
        boolean isUp = isUp(known, base);
        contexts(channel, around);
        int distance = distance(Math.abs(known - base) - 1, base, isUp);
        long level = isUp ? base + 1L + distance : base - 1L - distance;
        if (Math.abs(level) > LARGEST) {
            throw new CorruptArtifactException("payload", 0, "a level must be within " + LARGEST + ", but is " + level);
        }
        return (int) level;
    }

    private void contexts(int channel, LatentNeighbours around) {
        int near = 2 * (Math.abs(around.west) + Math.abs(around.north))
                + Math.abs(around.northWest)
                + Math.abs(around.northEast);
        int alike = band(around.alike);
        int three = (Math.min(2, around.magnitude(channel - 1)) * 3 + Math.min(2, around.magnitude(channel - 2))) * 3
                + Math.min(2, around.magnitude(channel - 3));
        contexts[0] = channel * BANDS + band(near);
        contexts[1] = (size * BANDS + band(near + around.far)) * BANDS + alike;
        contexts[2] = channel * BANDS + band(around.alike + around.last);
        contexts[3] = (three * SIZES + size) * BANDS + band(near);
        contexts[4] = (band((around.around + 1) / 2) * BANDS + band((around.here + 1) / 2)) * SIZES + size;
    }

    private void signContexts(int channel, LatentNeighbours around) {
        int beside = (Integer.signum(around.west) + 1) * 3 + Integer.signum(around.north) + 1;
        contexts[0] = channel * BANDS;
        contexts[1] = beside * 3 + Integer.signum(around.level(channel - 3)) + 1;
        contexts[2] = channel * BANDS + beside;
    }

    private boolean isBase(int known, int base) {
        upperPrior = prior.below(at, base + HALF);
        lowerPrior = prior.below(at, base - HALF);
        upperForecast = forecastBelow(base + HALF);
        lowerForecast = forecastBelow(base - HALF);
        mixer.opinion(0, upperPrior - lowerPrior);
        mixer.opinion(1, upperForecast - lowerForecast);
        return decide(known == base, 0, side) == 1;
    }

    private boolean isUp(int known, int base) {
        mixer.opinion(0, (1 - upperPrior + TINY) / (1 - upperPrior + lowerPrior + 2 * TINY));
        mixer.opinion(1, (1 - upperForecast + TINY) / (1 - upperForecast + lowerForecast + 2 * TINY));
        return decide(known > base, 1, 3 + side) == 1;
    }

    /** Codes how many levels lie between. */
    private int distance(int known, int base, boolean isUp) {
        double restPrior = isUp ? 1 - upperPrior : lowerPrior;
        double restForecast = isUp ? 1 - upperForecast : lowerForecast;
        int node = 2 + (isUp || base == 0 ? 0 : OWN_NODES);
        int found = 0;
        while (found < MOST_DISTANCE) {
            double edge = isUp ? base + 1 + HALF + found : base - 1 - HALF - found;
            double nextPrior = isUp ? 1 - prior.below(at, edge) : prior.below(at, edge);
            double nextForecast = isUp ? 1 - forecastBelow(edge) : forecastBelow(edge);
            mixer.opinion(0, 1 - (nextPrior + TINY) / (restPrior + TINY));
            mixer.opinion(1, 1 - (nextForecast + TINY) / (restForecast + TINY));
            int set = 6 + Math.min(found, DISTANCE_SETS - 1);
            if (decide(known == found, node + Math.min(found, OWN_NODES - 1), set) == 1) {
                return found;
            }
            restPrior = nextPrior;
            restForecast = nextForecast;
            found++;
        }
        long more = far.code(coding, Math.max(0, known - MOST_DISTANCE));
        return (int) Math.min(2L * LARGEST + 1, MOST_DISTANCE + more);
    }

    private int decide(boolean known, int node, int set) {
        for (int i = 0; i < CONTEXTS; i++) {
            mixer.place(i, starts[i] + contexts[i] * NODES + node);
        }
        return mixer.code(coding, known ? 1 : 0, set * SIZES + size);
    }

    private double forecastBelow(double number) {
        return CumulativeCurve.LOGISTIC.at((number - mean) * inverse) * 0x1p-30;
    }

    private static int size(double error) {
        int size = 0;
        while (size < SIZE_ENDS.length && error >= SIZE_ENDS[size]) {
            size++;
        }
        return size;
    }

    private static int band(int sum) {
        int band = 0;
        while (band < BAND_ENDS.length && sum > BAND_ENDS[band]) {
            band++;
        }
        return band;
    }
}
