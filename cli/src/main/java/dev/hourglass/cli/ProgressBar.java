package dev.hourglass.cli;

import dev.hourglass.report.Figures;
import dev.hourglass.train.EpochRecord;
import dev.hourglass.train.History;
import dev.hourglass.train.TrainingListener;
import java.io.PrintWriter;

/** Draws training as one line of a terminal, again and again. Not thread-safe; confine to one thread. */
final class ProgressBar implements TrainingListener {
    private static final int WIDTH = 24;
    private static final double NANOS = 1e9;

    private final PrintWriter out;
    private long started;
    private int epochs;
    private int steps;
    private int firstEpoch;
    private String validation = "";
    private int drawn;

    ProgressBar(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void reserved(long trainingBytes, long dataBytes) {
        out.println(ProgressLines.memory(trainingBytes, dataBytes));
        out.flush();
    }

    @Override
    public void started(int epochCount, int stepsPerEpoch, int first) {
        epochs = epochCount;
        steps = stepsPerEpoch;
        firstEpoch = first;
        started = System.nanoTime();
    }

    @Override
    public void progressed(int epoch, int step, double loss, double samplesPerSecond) {
        draw(epoch, (double) step / steps, loss, samplesPerSecond);
    }

    @Override
    public void pretrained(int layer, int layers, EpochRecord epoch) {
        replace(ProgressLines.pretraining(layer, layers, epoch));
    }

    @Override
    public void epochEnded(EpochRecord epoch) {
        validation = Double.isNaN(epoch.validationLoss()) ? "" : "  validation " + Figures.of(epoch.validationLoss());
        validation += ProgressLines.terms(epoch);
        draw(epoch.epoch(), 1, epoch.loss(), epoch.samplesPerSecond());
    }

    @Override
    public void warned(String warning) {
        replace("");
    }

    @Override
    public void finished(History history) {
        if (drawn > 0) {
            out.println();
            out.flush();
            drawn = 0;
        }
    }

    private void draw(int epoch, double share, double loss, double samplesPerSecond) {
        double done = (epoch - firstEpoch + share) / (epochs - firstEpoch + 1);
        double left = (System.nanoTime() - started) / NANOS * (1 - done) / done;
        int filled = (int) (WIDTH * (epoch - 1 + share) / epochs);
        replace("epoch " + epoch + "/" + epochs + " [" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] loss "
                + Figures.of(loss) + validation + "  " + Figures.whole(Math.round(samplesPerSecond)) + " samples/s  "
                + Figures.seconds(left) + " left");
    }

    private void replace(String line) {
        out.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())) + (line.isEmpty() ? "\r" : ""));
        out.flush();
        drawn = line.length();
    }
}
