package dev.hourglass.error;

/** Reports a training run whose loss stopped being finite: the step, the layer where it shows first, and advice. */
public final class TrainingDivergedException extends HourglassException {
    private static final long serialVersionUID = 1L;
    private final long step;

    /**
     * Creates the failure.
     *
     * @param step the step, counted from 1
     * @param loss the loss found
     * @param layer the path of the first layer with a value that is not finite, for example {@code decoder.0}
     * @param advice what to try
     */
    public TrainingDivergedException(long step, double loss, String layer, String advice) {
        super("loss must stay finite, but was " + loss + " at step " + step + " (first seen in \"" + layer + "\"); "
                + advice);
        this.step = step;
    }

    /** Returns the step at which the loss was not finite, counted from 1. */
    public long step() {
        return step;
    }

    @Override
    public ErrorCode code() {
        return ErrorCode.DIVERGED;
    }
}
