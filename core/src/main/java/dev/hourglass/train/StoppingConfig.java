package dev.hourglass.train;

/**
 * Says when training ends. The monitored loss is the validation loss, or the training loss without a validation part.
 *
 * @param epochs the most epochs, at least 1
 * @param patience epochs in a row without an improvement after which training stops; 0 for never
 * @param minDelta how much lower a loss must be to count as an improvement for {@code patience}, at least 0
 * @param targetLoss training stops once the monitored loss is at most this; NaN for no target
 * @param restoresBest whether the weights of the epoch with the lowest monitored loss are kept, not the last ones
 */
public record StoppingConfig(int epochs, int patience, double minDelta, double targetLoss, boolean restoresBest) {
    public StoppingConfig {
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs must be at least 1, but was " + epochs);
        }
        if (patience < 0) {
            throw new IllegalArgumentException("patience must be at least 0, but was " + patience);
        }
        if (!(minDelta >= 0 && minDelta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("minDelta must be at least 0 and finite, but was " + minDelta);
        }
    }

    /** Returns a run of this many epochs, without early stopping, that keeps the last weights. */
    public static StoppingConfig defaults(int epochs) {
        return new StoppingConfig(epochs, 0, 0, Double.NaN, false);
    }

    /** Returns a copy that also stops after {@code patience} epochs without improvement and keeps the best weights. */
    public StoppingConfig withEarlyStopping(int patience, double minDelta) {
        return new StoppingConfig(epochs, patience, minDelta, targetLoss, true);
    }

    /** Returns a copy that also stops once the monitored loss is at most {@code targetLoss}. */
    public StoppingConfig withTargetLoss(double targetLoss) {
        return new StoppingConfig(epochs, patience, minDelta, targetLoss, restoresBest);
    }

    /** Returns a copy that keeps the best weights, or the last. */
    public StoppingConfig withRestoresBest(boolean restoresBest) {
        return new StoppingConfig(epochs, patience, minDelta, targetLoss, restoresBest);
    }
}
