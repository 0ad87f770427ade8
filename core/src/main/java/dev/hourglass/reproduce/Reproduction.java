package dev.hourglass.reproduce;

import dev.hourglass.data.DownloadProgress;
import dev.hourglass.data.NamedDataset;
import dev.hourglass.data.NamedDatasets;
import dev.hourglass.evaluate.RateDistortion;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs recipes one after the other and keeps the data they share. Not thread-safe. */
public final class Reproduction {
    /** Images of a quick run: enough that every kernel, reader and measure is used. */
    private static final int QUICK_TRAIN_ROWS = 6000;

    private static final int QUICK_TEST_ROWS = 1000;
    private static final int QUICK_EPOCHS = 2;

    private final ReproduceOptions options;
    private final DownloadProgress downloads;
    private final Map<String, NamedDataset> loaded = new HashMap<>();
    private @Nullable RateDistortion rates;

    /**
     * Prepares runs.
     *
     * @param options how recipes are run
     * @param downloads hears of data that must be fetched first
     */
    public Reproduction(ReproduceOptions options, DownloadProgress downloads) {
        this.options = options;
        this.downloads = downloads;
    }

    /**
     * Runs one recipe.
     *
     * @param recipe what to run
     * @param listener hears of the course of training
     * @return one finding a metric
     * @throws dev.hourglass.error.DataNotFoundException if its data is nowhere to be had
     * @throws IOException if its data cannot be read
     */
    public List<Finding> run(Recipe recipe, TrainingListener listener) throws IOException {
        return recipe.run(this, listener);
    }

    /** Returns how recipes are run. */
    public ReproduceOptions options() {
        return options;
    }

    /** Returns the curves of pictures that the last recipe to draw some gave; nothing where none did. */
    public Optional<RateDistortion> rates() {
        return Optional.ofNullable(rates);
    }

    /** Keeps curves, to be drawn. */
    void keep(RateDistortion measured) {
        rates = measured;
    }

    /** Returns a named data set, or its first rows for a quick run. */
    NamedDataset data(String name) throws IOException {
        NamedDataset data = loaded.get(name);
        if (data == null) {
            NamedDataset whole = NamedDatasets.load(name, options.locator(), downloads);
            data = options.isQuick()
                    ? new NamedDataset(
                            whole.train().head(QUICK_TRAIN_ROWS), whole.test().head(QUICK_TEST_ROWS))
                    : whole;
            loaded.put(name, data);
        }
        return data;
    }

    /** Returns the published number of epochs, or a few for a quick run. */
    int epochs(int published) {
        return options.isQuick() ? Math.min(published, QUICK_EPOCHS) : published;
    }

    /** Returns the options of a training run. */
    RunOptions training() {
        return RunOptions.defaults(options.seed()).withThreads(options.threads());
    }

    /** Writes down what a run gave. */
    Finding finding(Recipe recipe, Figure figure, double obtained, long startedNanos) {
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        return new Finding(recipe.name(), figure, obtained, seconds, options.seed(), device(), options.isQuick());
    }

    private String device() {
        return "CPU " + System.getProperty("os.arch") + ", "
                + Kernels.best().name() + ", " + options.threads() + (options.threads() == 1 ? " thread" : " threads")
                + ", Java " + Runtime.version().feature();
    }
}
