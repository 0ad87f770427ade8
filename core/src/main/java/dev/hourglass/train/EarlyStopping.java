package dev.hourglass.train;

import java.util.Arrays;

/**
 * Follows a {@link StoppingConfig}: hears the loss of each epoch, says whether it is the best and whether to stop.
 *
 * <p>Not thread-safe; confine to one thread.
 */
public final class EarlyStopping {
    private static final int STATE_SIZE = 5;

    private final StoppingConfig config;

    private int epoch;
    private int bestEpoch;
    private double bestLoss = Double.POSITIVE_INFINITY;
    /** The loss that an epoch must undercut by minDelta; small gains below it add up. */
    private double referenceLoss = Double.POSITIVE_INFINITY;

    private int epochsWithoutImprovement;

    /** Starts before the first epoch. */
    public EarlyStopping(StoppingConfig config) {
        this.config = config;
    }

    /**
     * What an epoch's loss means.
     *
     * @param isBest whether it is the lowest so far
     * @param stops whether training ends here
     * @param reason why it ends, in words; empty where it goes on
     */
    public record Decision(boolean isBest, boolean stops, String reason) {}

    /**
     * Hears the loss that the next epoch ended with.
     *
     * @param monitoredLoss the validation loss, or the training loss without a validation part; NaN is never an
     *     improvement
     * @return what it means
     */
    public Decision epochEnded(double monitoredLoss) {
        epoch++;
        boolean isBest = monitoredLoss < bestLoss;
        if (isBest) {
            bestLoss = monitoredLoss;
            bestEpoch = epoch;
        }
        if (monitoredLoss < referenceLoss - config.minDelta()) {
            referenceLoss = monitoredLoss;
            epochsWithoutImprovement = 0;
        } else {
            epochsWithoutImprovement++;
        }
        String reason = reason(monitoredLoss);
        return new Decision(isBest, !reason.isEmpty(), reason);
    }

    private String reason(double loss) {
        if (loss <= config.targetLoss()) {
            return "loss " + loss + " reached the target " + config.targetLoss();
        }
        if (config.patience() > 0 && epochsWithoutImprovement >= config.patience()) {
            return "loss has not improved by more than " + config.minDelta() + " for " + epochsWithoutImprovement
                    + " epochs; the lowest was " + bestLoss + " in epoch " + bestEpoch;
        }
        return epoch >= config.epochs() ? "all " + config.epochs() + " epochs are done" : "";
    }

    /** Returns the epoch with the lowest loss so far, counted from 1; 0 before the first epoch with a loss. */
    public int bestEpoch() {
        return bestEpoch;
    }

    /** Returns the lowest loss so far; infinity before the first. */
    public double bestLoss() {
        return bestLoss;
    }

    /** Returns what a resumed run must know: a new array, for {@link #restore}. */
    public double[] state() {
        return new double[] {epoch, bestEpoch, bestLoss, referenceLoss, epochsWithoutImprovement};
    }

    /**
     * Continues where another run of the same config was.
     *
     * @param state what its {@link #state()} returned; not modified
     */
    public void restore(double[] state) {
        if (state.length != STATE_SIZE || !(state[0] >= state[1] && state[1] >= 0 && state[4] >= 0)) {
            throw new IllegalArgumentException("state of early stopping must be [epoch, best epoch, best loss, "
                    + "reference loss, epochs], but was " + Arrays.toString(state));
        }
        epoch = (int) state[0];
        bestEpoch = (int) state[1];
        bestLoss = state[2];
        referenceLoss = state[3];
        epochsWithoutImprovement = (int) state[4];
    }
}
