package dev.hourglass.cli;

import dev.hourglass.report.Figures;
import dev.hourglass.train.EpochRecord;
import dev.hourglass.train.History;
import dev.hourglass.train.TrainingListener;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Prints a line an epoch, at most about one a second, and the last one. Not thread-safe; confine to one thread. */
final class ProgressLines implements TrainingListener {
    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final PrintWriter out;
    private int epochs;
    private long printed;
    private @Nullable EpochRecord held;

    ProgressLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void reserved(long trainingBytes, long dataBytes) {
        out.println(memory(trainingBytes, dataBytes));
        out.flush();
    }

    /** Returns the line that says what training takes. */
    static String memory(long trainingBytes, long dataBytes) {
        return "memory " + Figures.bytes(trainingBytes) + " for weights, optimiser and batch, "
                + Figures.bytes(dataBytes) + " for data";
    }

    @Override
    public void started(int epochCount, int stepsPerEpoch, int firstEpoch) {
        epochs = epochCount;
        printed = System.nanoTime() - INTERVAL_NANOS;
    }

    @Override
    public void pretrained(int layer, int layers, EpochRecord epoch) {
        out.println(pretraining(layer, layers, epoch));
        out.flush();
    }

    /** Returns the line of an epoch of one layer. */
    static String pretraining(int layer, int layers, EpochRecord epoch) {
        return "layer " + layer + "/" + layers + " epoch " + epoch.epoch() + "  loss " + Figures.of(epoch.loss())
                + terms(epoch);
    }

    @Override
    public void epochEnded(EpochRecord epoch) {
        held = epoch;
        if (System.nanoTime() - printed >= INTERVAL_NANOS) {
            print();
        }
    }

    @Override
    public void finished(History history) {
        print();
    }

    /** Returns what the algorithm measured beside its loss, such as {@code free energy gap 0.31}. */
    static String terms(EpochRecord epoch) {
        StringBuilder text = new StringBuilder();
        epoch.terms()
                .forEach((name, value) -> text.append("  ")
                        .append(name.replace('_', ' '))
                        .append(' ')
                        .append(Figures.of(value)));
        return text.toString();
    }

    private void print() {
        EpochRecord epoch = held;
        if (epoch == null) {
            return;
        }
        String validation =
                Double.isNaN(epoch.validationLoss()) ? "" : "  validation " + Figures.of(epoch.validationLoss());
        out.println("epoch " + epoch.epoch() + "/" + epochs + "  loss " + Figures.of(epoch.loss()) + validation
                + terms(epoch) + "  " + Figures.whole(Math.round(epoch.samplesPerSecond())) + " samples/s");
        out.flush();
        printed = System.nanoTime();
        held = null;
    }
}
