package dev.hourglass.anomaly.threshold;

import java.util.Arrays;
import java.util.Optional;

/**
 * Follows a stream of scores and keeps its threshold where normal ones pass it at a small rate.
 *
 * <pre>{@code
 * x above the threshold       an alarm; counts for the tail only as long as alarms are about as rare as they should be
 * x in the tail               the tail is fitted again, the threshold follows
 * x elsewhere                 one more row that was not in the tail
 * }</pre>
 *
 * Source: Siffer et al. 2017, "Anomaly detection in streams with extreme value theory", algorithms SPOT and, with a
 * window, DSPOT; the tail is fitted as {@link PeaksOverThreshold} does. Memory is bounded by the window and the number
 * of peaks; the same scores give the same alarms on every machine.
 *
 * <p>In one thing this differs: there alarms are never learned from, so the tail loses its end, the threshold sinks and
 * alarms grow ever more frequent (at a rate of 0.001 they were twice as many after 10,000 rows). Here alarms up to
 * twice the rate count, as no higher than what one in ten false alarms would pass, so that a burst of them moves
 * little.
 *
 * <p>A lasting jump of the level gives alarms for long, until somebody starts anew. Not thread-safe; confine to one
 * thread.
 */
public final class AdaptiveThreshold {
    /** Alarms are learned from at up to so many times the rate at which normal rows are to give them. */
    private static final int ALARMS_LEARNED = 2;
    /** Of a burst, only so many. */
    private static final int MOST_TO_LEARN = 3;
    /** An alarm counts as no higher than what normal rows pass so many times more rarely. */
    private static final int RARER = 10;

    private final AdaptiveThresholdConfig config;
    private final MovingMean mean;
    private final double start; // above it is the tail; of scores measured from the mean
    private final double[] peaks; // a ring of excesses over the start
    private long rows;
    private long peakCount;
    private double alarmsToLearn;
    private double limit; // of scores measured from the mean
    private double ceiling; // alarms count as no higher than this

    private AdaptiveThreshold(AdaptiveThresholdConfig config, MovingMean mean, double[] first) {
        this.config = config;
        this.mean = mean;
        this.peaks = new double[config.maxPeaks()];
        double[] ascending = first.clone();
        Arrays.sort(ascending);
        this.start = HeldOutScores.quantile(ascending, config.tailShare());
        this.limit = ascending[ascending.length - 1];
        this.ceiling = limit;
        for (double score : first) {
            count(score);
        }
        fit();
    }

    /**
     * Starts from scores of normal rows, in the order in which they came.
     *
     * @param config how to follow
     * @param scores at least 1 more than the window, finite; not modified
     * @throws IllegalArgumentException if there are too few, or one is not finite
     */
    public static AdaptiveThreshold start(AdaptiveThresholdConfig config, double[] scores) {
        if (scores.length <= config.window()) {
            throw new IllegalArgumentException("an adaptive threshold must start from more than " + config.window()
                    + " scores, as its window is, but there were " + scores.length);
        }
        MovingMean mean = new MovingMean(config.window());
        double[] first = new double[scores.length - config.window()];
        for (int i = 0; i < scores.length; i++) {
            check(scores[i]);
            if (i >= config.window()) {
                first[i - config.window()] = scores[i] - mean.value();
            }
            mean.add(scores[i]);
        }
        return new AdaptiveThreshold(config, mean, first);
    }

    /**
     * Takes the next score and returns whether it is an alarm.
     *
     * @param score finite
     * @throws IllegalArgumentException if it is not finite
     */
    public boolean isAlarm(double score) {
        check(score);
        double level = score - mean.value();
        if (level > limit) {
            learnFromAlarm(level);
            return true;
        }
        mean.add(score);
        count(level);
        if (level > start) {
            fit();
        }
        return false;
    }

    /** Returns the threshold for the next score. */
    public double threshold() {
        return limit + mean.value();
    }

    /** Some alarms are normal rows, and a tail that never saw those would end too early, and ever earlier. */
    private void learnFromAlarm(double level) {
        if (alarmsToLearn >= 1) {
            alarmsToLearn--;
            count(Math.min(level, ceiling));
            double kept = ceiling;
            fit();
            ceiling = kept; // only normal rows may raise it, or each alarm of a burst would count for more
        }
    }

    private void count(double level) {
        rows++;
        alarmsToLearn = Math.min(MOST_TO_LEARN, alarmsToLearn + ALARMS_LEARNED * config.falseAlarmRate());
        if (level > start) {
            peaks[(int) (peakCount++ % peaks.length)] = level - start;
        }
    }

    /** Fits the tail; where it has too few rows, the limit stays where it was. */
    private void fit() {
        double[] excesses = Arrays.copyOf(peaks, (int) Math.min(peakCount, peaks.length));
        Arrays.sort(excesses);
        double share = (double) peakCount / rows;
        Optional<ParetoTail> tail = ParetoFit.fit(excesses, start, Math.max(share, Double.MIN_NORMAL));
        if (tail.isPresent()) {
            double fitted = tail.get().quantile(config.falseAlarmRate());
            double rarer = tail.get().quantile(config.falseAlarmRate() / RARER);
            limit = Double.isFinite(fitted) ? fitted : limit;
            ceiling = Double.isFinite(rarer) ? rarer : limit;
        }
    }

    private static void check(double score) {
        if (!Double.isFinite(score)) {
            throw new IllegalArgumentException("scores of a stream must be finite, but one was " + score);
        }
    }

    /** The mean of the latest values; 0 without a window. */
    private static final class MovingMean {
        private final double[] ring;
        private long count;
        private double sum;

        MovingMean(int window) {
            ring = new double[window];
        }

        void add(double value) {
            if (ring.length == 0) {
                return;
            }
            int place = (int) (count++ % ring.length);
            sum += value - ring[place];
            ring[place] = value;
            if (place == ring.length - 1) { // summed anew once a round, so that rounding does not pile up
                sum = 0;
                for (double kept : ring) {
                    sum += kept;
                }
            }
        }

        double value() {
            return ring.length == 0 ? 0 : sum / Math.min(Math.max(count, 1), ring.length);
        }
    }
}
