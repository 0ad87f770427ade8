package dev.hourglass.bench;

import dev.hourglass.data.DataLocator;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.DownloadProgress;
import dev.hourglass.data.NamedDatasets;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Path;

/** Lays out the samples and their order in a folder that every engine reads. */
final class BenchData {
    /** Name of the samples, [rows, 784] float32. */
    static final String DATA = "data.f32";

    /** Name of the order they are taken in, int32. */
    static final String ORDER = "order.i32";

    private static final int FEATURES = 784;
    private static final int FACTORS = 16;
    private static final float SPREAD = 0.6f;
    private static final int EPOCHS = 4;
    private static final long SEED = 7;

    private BenchData() {}

    /**
     * Writes samples and order.
     *
     * @param folder where to
     * @param source {@code generated} or the name of a data set
     * @param rows the most samples
     */
    static void write(Path folder, String source, int rows) throws IOException {
        float[] values = source.equals("generated") ? generate(rows) : load(source, rows);
        int found = values.length / FEATURES;
        int[] order = new int[found * EPOCHS];
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            int[] permutation = new SeededRandom(SEED).fork("epoch " + epoch).permutation(found);
            System.arraycopy(permutation, 0, order, epoch * found, found);
        }
        NumberFiles.writeFloats(folder.resolve(DATA), values);
        NumberFiles.writeInts(folder.resolve(ORDER), order);
    }

    /** Draws {@code sigmoid(0.6 L W)} with normal L [rows, 16], W [16, 784]: values in (0, 1) of low rank. */
    static float[] generate(int rows) {
        float[] loadings = normal("loadings", FACTORS * FEATURES);
        for (int i = 0; i < loadings.length; i++) {
            loadings[i] *= SPREAD;
        }
        float[] factors = normal("factors", rows * FACTORS);
        float[] zeros = new float[FEATURES];
        float[] values = new float[rows * FEATURES];
        Kernels kernels = Kernels.best();
        kernels.matrix()
                .multiply(
                        rows, FEATURES, FACTORS, factors, 0, FACTORS, 1, loadings, 0, FEATURES, zeros, 0, 0, values, 0,
                        FEATURES);
        kernels.activation().sigmoid(values, 0, values.length);
        return values;
    }

    private static float[] normal(String purpose, int count) {
        SeededRandom random = new SeededRandom(SEED).fork(purpose);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] load(String name, int rows) throws IOException {
        Dataset train = NamedDatasets.load(name, DataLocator.standard(), DownloadProgress.none())
                .train();
        if (train.features() != FEATURES) {
            throw new IllegalArgumentException(
                    "data must have " + FEATURES + " values a sample, but \"" + name + "\" has " + train.features());
        }
        return train.head(rows).values();
    }
}
