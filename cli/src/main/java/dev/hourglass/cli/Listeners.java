package dev.hourglass.cli;

import dev.hourglass.train.EpochRecord;
import dev.hourglass.train.History;
import dev.hourglass.train.TrainingListener;
import java.util.List;

/**
 * Passes what it hears to several listeners, in order.
 *
 * @param all the listeners
 */
record Listeners(List<TrainingListener> all) implements TrainingListener {
    Listeners {
        all = List.copyOf(all);
    }

    @Override
    public void reserved(long trainingBytes, long dataBytes) {
        all.forEach(listener -> listener.reserved(trainingBytes, dataBytes));
    }

    @Override
    public void started(int epochs, int stepsPerEpoch, int firstEpoch) {
        all.forEach(listener -> listener.started(epochs, stepsPerEpoch, firstEpoch));
    }

    @Override
    public void progressed(int epoch, int step, double loss, double samplesPerSecond) {
        all.forEach(listener -> listener.progressed(epoch, step, loss, samplesPerSecond));
    }

    @Override
    public void pretrained(int layer, int layers, EpochRecord epoch) {
        all.forEach(listener -> listener.pretrained(layer, layers, epoch));
    }

    @Override
    public void epochEnded(EpochRecord epoch) {
        all.forEach(listener -> listener.epochEnded(epoch));
    }

    @Override
    public void warned(String warning) {
        all.forEach(listener -> listener.warned(warning));
    }

    @Override
    public void finished(History history) {
        all.forEach(listener -> listener.finished(history));
    }
}
