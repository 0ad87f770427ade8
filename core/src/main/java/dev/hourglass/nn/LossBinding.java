package dev.hourglass.nn;

/**
 * A loss for a plan.
 *
 * @param loss the loss of a row
 * @param isFromLogits whether it takes the inputs of the model's last sigmoid
 * @param isPerSample whether it is the sum over a sample's values, not their mean
 */
public record LossBinding(RowLoss loss, boolean isFromLogits, boolean isPerSample) {
    /** Makes a loss that is a mean over values. */
    public LossBinding(RowLoss loss, boolean isFromLogits) {
        this(loss, isFromLogits, false);
    }
}
