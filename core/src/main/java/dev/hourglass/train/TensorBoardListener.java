package dev.hourglass.train;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes each epoch to a TensorBoard event file: {@code loss/train}, {@code loss/validation}, {@code learning_rate},
 * {@code samples_per_second} and, for each layer, {@code gradient_norm/LAYER}, {@code activation_mean/LAYER},
 * {@code activation_deviation/LAYER}, {@code zero_share/LAYER}, and each term of the algorithm as {@code terms/NAME}.
 * The horizontal axis counts steps. A resumed run starts a further file, which TensorBoard joins to the first.
 *
 * <p>Not thread-safe; confine to one thread.
 */
public final class TensorBoardListener implements TrainingListener, Closeable {
    private final Path directory;
    private final Clock clock;
    private @Nullable TensorBoardWriter writer;

    /** Makes a listener that starts an event file in {@code directory} when training starts. */
    public TensorBoardListener(Path directory) {
        this(directory, Clock.systemUTC());
    }

    TensorBoardListener(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public void started(int epochs, int stepsPerEpoch, int firstEpoch) {
        try {
            close();
            writer = new TensorBoardWriter(directory, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " must be a directory that can be written to", e);
        }
    }

    @Override
    public void epochEnded(EpochRecord epoch) {
        if (writer == null) {
            throw new IllegalStateException("training must start before an epoch ends");
        }
        try {
            writer.write(epoch.step(), values(epoch));
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the event file in " + directory + " must be writable", e);
        }
    }

    @Override
    public void finished(History history) {
        try {
            close();
        } catch (IOException e) {
            throw new UncheckedIOException("the event file in " + directory + " must be writable", e);
        }
    }

    /** Closes the event file; training that fails does not do so itself. */
    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }

    private static Map<String, Double> values(EpochRecord epoch) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss/train", epoch.loss());
        if (!Double.isNaN(epoch.validationLoss())) {
            values.put("loss/validation", epoch.validationLoss());
        }
        values.put("learning_rate", epoch.learningRate());
        values.put("samples_per_second", epoch.samplesPerSecond());
        for (EpochRecord.LayerRecord layer : epoch.layers()) {
            values.put("gradient_norm/" + layer.layer(), layer.gradientNorm());
            values.put("activation_mean/" + layer.layer(), layer.activationMean());
            values.put("activation_deviation/" + layer.layer(), layer.activationDeviation());
            values.put("zero_share/" + layer.layer(), layer.zeroShare());
        }
        epoch.terms().forEach((name, value) -> values.put("terms/" + name, value));
        return values;
    }
}
