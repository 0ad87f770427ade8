package dev.hourglass.bench;

import dev.hourglass.data.DataLocator;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.DownloadProgress;
import dev.hourglass.data.NamedDatasets;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lays out the samples and their order in a folder that every engine reads. */
final class BenchData {
    /** Values of a sample where a named data set is asked for; cases with others take generated samples. */
    private static final int NAMED_FEATURES = 784;

    private static final String GENERATED = "generated";
    private static final int FACTORS = 16;
    private static final float SPREAD = 0.6f;
    private static final int EPOCHS = 4;
    private static final long SEED = 7;

    private BenchData() {}

    /** Returns the file of the samples with D values, [rows, D] float32. */
    static Path samples(Path folder, int features) {
        return folder.resolve("data-" + features + ".f32");
    }

    /** Returns the file of the order they are taken in, int32. */
    static Path order(Path folder, int features) {
        return folder.resolve("order-" + features + ".i32");
    }

    /**
     * Writes samples and order, where that was not done before.
     *
     * @param folder where to
     * @param source {@code generated} or the name of a data set
     * @param features D, the values of a sample
     * @param rows the most samples of 784 values; fewer where they are larger
     */
    static void write(Path folder, String source, int features, int rows) throws IOException {
        if (Files.exists(order(folder, features))) {
            return;
        }
        int most = (int) Math.min(rows, (long) rows * NAMED_FEATURES / features);
        boolean isGenerated = source.equals(GENERATED) || features != NAMED_FEATURES;
        float[] values = isGenerated ? generate(most, features) : load(source, most);
        int found = values.length / features;
        int[] order = new int[found * EPOCHS];
        for (int epoch = 0; epoch < EPOCHS; epoch++) {
            int[] permutation = new SeededRandom(SEED).fork("epoch " + epoch).permutation(found);
            System.arraycopy(permutation, 0, order, epoch * found, found);
        }
        NumberFiles.writeFloats(samples(folder, features), values);
        NumberFiles.writeInts(order(folder, features), order);
    }

    /** Draws {@code sigmoid(0.6 L W)} with normal L [rows, 16], W [16, D]: values in (0, 1) of low rank. */
    static float[] generate(int rows, int features) {
        float[] loadings = normal("loadings", FACTORS * features);
        for (int i = 0; i < loadings.length; i++) {
            loadings[i] *= SPREAD;
        }
        float[] factors = normal("factors", rows * FACTORS);
        float[] zeros = new float[features];
        float[] values = new float[rows * features];
        Kernels kernels = Kernels.best();
        kernels.matrix()
                .multiply(
                        rows, features, FACTORS, factors, 0, FACTORS, 1, loadings, 0, features, zeros, 0, 0, values, 0,
                        features);
        kernels.activation().sigmoid(values, 0, values, 0, values.length);
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
        if (train.features() != NAMED_FEATURES) {
            throw new IllegalArgumentException("data must have " + NAMED_FEATURES + " values a sample, but \"" + name
                    + "\" has " + train.features());
        }
        return train.head(rows).values();
    }
}
