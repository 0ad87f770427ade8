package dev.hourglass.train;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Follows a {@link ScheduleConfig}: the learning rate of each step. The same calls give the same rates, bit for bit, on
 * every machine.
 *
 * <p>Not thread-safe; confine to one thread.
 */
public final class LearningRateSchedule {
    private static final int STATE_SIZE = 3;

    private final ScheduleConfig config;
    private final ScheduleConfig.@Nullable ReduceOnPlateau plateau;
    private final double baseRate;
    private final long totalSteps;
    private final long stepsPerEpoch;

    private double reduction = 1;
    private double lowestLoss = Double.POSITIVE_INFINITY;
    private int epochsWithoutLower;

    /**
     * Starts a schedule at its first step.
     *
     * @param config the schedule
     * @param baseRate the learning rate that the schedule scales, above 0
     * @param totalSteps the steps of the whole training, at least 1
     * @param stepsPerEpoch the steps of each epoch, at least 1
     */
    public LearningRateSchedule(ScheduleConfig config, double baseRate, long totalSteps, long stepsPerEpoch) {
        if (!(baseRate > 0 && baseRate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("learning rate must be above 0 and finite, but was " + baseRate);
        }
        if (totalSteps < 1 || stepsPerEpoch < 1) {
            throw new IllegalArgumentException("totalSteps and stepsPerEpoch must be at least 1, but were " + totalSteps
                    + " and " + stepsPerEpoch);
        }
        this.config = config;
        this.plateau = plateauIn(config);
        this.baseRate = baseRate;
        this.totalSteps = totalSteps;
        this.stepsPerEpoch = stepsPerEpoch;
    }

    /**
     * Returns the learning rate of a step.
     *
     * @param step counted from 0 over the whole training
     * @return the rate, at least 0
     */
    public double rate(long step) {
        double share = config.share(step, totalSteps, stepsPerEpoch);
        if (plateau == null) {
            return baseRate * share;
        }
        // A base rate below minRate stays as it is: a floor must not raise the rate.
        double reduced = baseRate * reduction;
        return share * Math.max(reduced, Math.min(baseRate, plateau.minRate()));
    }

    /**
     * Hears the loss that an epoch ended with; only reduce-on-plateau cares.
     *
     * @param monitoredLoss the validation loss, or the training loss without a validation part
     */
    public void epochEnded(double monitoredLoss) {
        if (plateau == null) {
            return;
        }
        if (monitoredLoss < lowestLoss) {
            lowestLoss = monitoredLoss;
            epochsWithoutLower = 0;
            return;
        }
        epochsWithoutLower++;
        if (epochsWithoutLower >= plateau.patience()) {
            reduction *= plateau.factor();
            epochsWithoutLower = 0;
        }
    }

    /** Returns what a resumed run must know: a new array, for {@link #restore}. */
    public double[] state() {
        return new double[] {reduction, lowestLoss, epochsWithoutLower};
    }

    /**
     * Continues where another schedule of the same config was.
     *
     * @param state what its {@link #state()} returned; not modified
     */
    public void restore(double[] state) {
        if (state.length != STATE_SIZE || !(state[0] >= 0 && state[0] <= 1) || !(state[2] >= 0)) {
            throw new IllegalArgumentException(
                    "state of a schedule must be [reduction, lowest loss, epochs], but was " + Arrays.toString(state));
        }
        reduction = state[0];
        lowestLoss = state[1];
        epochsWithoutLower = (int) state[2];
    }

    private static ScheduleConfig.@Nullable ReduceOnPlateau plateauIn(ScheduleConfig config) {
        ScheduleConfig inner = config instanceof ScheduleConfig.WarmUp warmUp ? warmUp.then() : config;
        return inner instanceof ScheduleConfig.ReduceOnPlateau plateau ? plateau : null;
    }
}
