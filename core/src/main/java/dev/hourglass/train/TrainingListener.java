package dev.hourglass.train;

/**
 * Hears of training as it goes: progress bars, history files. Called on the thread that trains, in order; what it
 * throws ends the training.
 */
public interface TrainingListener {
    /** A listener that does nothing. */
    TrainingListener SILENT = new TrainingListener() {};

    /**
     * Hears, before training begins, what it takes; training takes no more.
     *
     * @param trainingBytes weights, gradients, the optimiser's state and one batch, in bytes
     * @param dataBytes samples, in bytes
     */
    default void reserved(long trainingBytes, long dataBytes) {}

    /**
     * Hears that training begins.
     *
     * @param epochs the most epochs it will take
     * @param stepsPerEpoch the steps of each
     * @param firstEpoch the first epoch to run, counted from 1; above 1 for a resumed run
     */
    default void started(int epochs, int stepsPerEpoch, int firstEpoch) {}

    /**
     * Hears of progress within an epoch, at most a few times a second.
     *
     * @param epoch counted from 1
     * @param step steps done in this epoch
     * @param loss the mean loss of the epoch so far
     * @param samplesPerSecond throughput of the epoch so far
     */
    default void progressed(int epoch, int step, double loss, double samplesPerSecond) {}

    /**
     * Hears of the end of an epoch of one layer, before training begins.
     *
     * @param layer counted from 1
     * @param layers how many are trained one by one
     * @param epoch what it showed
     */
    default void pretrained(int layer, int layers, EpochRecord epoch) {}

    /** Hears of the end of an epoch. */
    default void epochEnded(EpochRecord epoch) {}

    /** Hears a warning, in words. */
    default void warned(String warning) {}

    /** Hears of the end of training. */
    default void finished(History history) {}
}
