package dev.hourglass.cli;

import dev.hourglass.train.EpochRecord;
import dev.hourglass.train.TrainingListener;
import java.util.Locale;

/** Prints about ten plain lines a training run, beside the results and not among them. */
final class EpochLines implements TrainingListener {
    private static final int LINES = 10;
    private final String name;
    private final Messages out;
    private int epochs = 1;

    EpochLines(String name, Messages out) {
        this.name = name;
        this.out = out;
    }

    @Override
    public void started(int epochs, int stepsPerEpoch, int firstEpoch) {
        this.epochs = epochs;
    }

    @Override
    public void pretrained(int layer, int layers, EpochRecord epoch) {
        out.say(name + ": " + ProgressLines.pretraining(layer, layers, epoch));
    }

    @Override
    public void epochEnded(EpochRecord epoch) {
        int every = Math.max(1, epochs / LINES);
        if (epoch.epoch() % every == 0 || epoch.epoch() == epochs) {
            out.say(String.format(
                    Locale.ROOT,
                    "%s: epoch %d of %d, training loss %.5f, %.0f samples/s",
                    name,
                    epoch.epoch(),
                    epochs,
                    epoch.loss(),
                    epoch.samplesPerSecond()));
        }
    }

    @Override
    public void warned(String warning) {
        out.say(name + ": " + warning);
    }
}
