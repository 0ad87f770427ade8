package dev.hourglass.anomaly;

import dev.hourglass.anomaly.scorer.AutoencoderConfig;
import dev.hourglass.anomaly.scorer.ScoreKind;
import dev.hourglass.anomaly.threshold.Contamination;
import dev.hourglass.anomaly.threshold.PeaksOverThreshold;
import dev.hourglass.anomaly.threshold.ThresholdRule;
import java.util.Optional;

/**
 * Says how a detector is fitted. Immutable and safe for concurrent use.
 *
 * @param model which scorer judges
 * @param autoencoder how the ensemble of autoencoders is fitted
 * @param choosesScore whether the ensemble measures what does best in the rehearsal, instead of what its config says
 * @param alarms how scores become alarms
 * @param window how many rows of a series are judged together; 0 for {@link #windowFor}
 */
public record DetectorConfig(
        ModelChoice model, AutoencoderConfig autoencoder, boolean choosesScore, Alarms alarms, int window) {
    private static final int MAX_WINDOW = 1 << 12;
    private static final int WINDOW_VALUES = 256;
    private static final int LONGEST_DEFAULT = 32;
    private static final int SHORTEST_DEFAULT = 4;

    public DetectorConfig {
        if (window < 0 || window > MAX_WINDOW) {
            throw new IllegalArgumentException("window must be in [0, " + MAX_WINDOW + "], but was " + window);
        }
    }

    /**
     * Says how scores become alarms.
     *
     * @param rule how the threshold is chosen; nothing for {@link #effectiveRule}
     * @param contamination the share of the rows that are thought to be anomalies already, in [0, 0.5); 0 for rows that
     *     are normal or nearly so; where no labels say which these are, scorers are fitted a second time without those
     *     that scored highest
     * @param heldOutShare the share of the rows that is kept from the scorer and sets the threshold, in (0, 0.5]
     */
    public record Alarms(Optional<ThresholdRule> rule, double contamination, double heldOutShare) {
        private static final double FALSE_ALARM_RATE = 0.01;
        /** Rows of a series come all day long, and one event is many rows. */
        private static final double FALSE_ALARM_RATE_OF_SERIES = 0.001;

        public Alarms {
            if (!(contamination >= 0 && contamination < 0.5)) {
                throw new IllegalArgumentException("contamination must be in [0, 0.5), but was " + contamination);
            }
            if (!(heldOutShare > 0 && heldOutShare <= 0.5)) {
                throw new IllegalArgumentException("heldOutShare must be in (0, 0.5], but was " + heldOutShare);
            }
        }

        /**
         * Returns the rule that is used: the one asked for; else, where rows are thought to be contaminated, that share
         * of alarms; else what one normal row in a hundred passes, of a series one in a thousand.
         */
        public ThresholdRule effectiveRule(DetectorKind kind) {
            double rate = kind == DetectorKind.SERIES ? FALSE_ALARM_RATE_OF_SERIES : FALSE_ALARM_RATE;
            return rule.orElseGet(
                    () -> contamination > 0 ? new Contamination(contamination) : PeaksOverThreshold.of(rate));
        }
    }

    /** Returns an ensemble of autoencoders for rows that are nearly all normal, a fifth of them held out. */
    public static DetectorConfig defaults() {
        return new DetectorConfig(
                ModelChoice.AUTOENCODER, AutoencoderConfig.defaults(), false, new Alarms(Optional.empty(), 0, 0.2), 0);
    }

    /** Returns the same for images of so many values: see {@link AutoencoderConfig#forImages}. */
    public static DetectorConfig forImages(int features) {
        DetectorConfig defaults = defaults();
        return new DetectorConfig(
                defaults.model, AutoencoderConfig.forImages(features), false, defaults.alarms, defaults.window);
    }

    /** Returns a copy with another scorer. */
    public DetectorConfig withModel(ModelChoice changed) {
        return new DetectorConfig(changed, autoencoder, choosesScore, alarms, window);
    }

    /** Returns a copy whose ensemble measures something else. */
    public DetectorConfig withScore(ScoreKind changed) {
        return new DetectorConfig(model, autoencoder.withScore(changed), false, alarms, window);
    }

    /** Returns a copy whose ensemble measures what does best in the rehearsal. */
    public DetectorConfig withChosenScore() {
        return new DetectorConfig(model, autoencoder, true, alarms, window);
    }

    /** Returns a copy with other alarms. */
    public DetectorConfig withAlarms(Alarms changed) {
        return new DetectorConfig(model, autoencoder, choosesScore, changed, window);
    }

    /** Returns a copy with another window. */
    public DetectorConfig withWindow(int changed) {
        return new DetectorConfig(model, autoencoder, choosesScore, alarms, changed);
    }

    /** Returns the window that is used for series of so many columns: about 256 values, 4 to 32 rows. */
    public int windowFor(int columns) {
        return window > 0 ? window : Math.max(SHORTEST_DEFAULT, Math.min(LONGEST_DEFAULT, WINDOW_VALUES / columns));
    }
}
