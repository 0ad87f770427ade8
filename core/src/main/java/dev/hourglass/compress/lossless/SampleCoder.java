package dev.hourglass.compress.lossless;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.entropy.RansStack;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.Inference;
import dev.hourglass.tensor.kernel.Kernels;

/**
 * Takes groups of samples through a variational model: to the distributions of their codes, and from their codes to
 * bits. Not thread-safe; confine to one thread.
 */
final class SampleCoder {
    private final TrainedModel model;
    private final int features;
    private final LevelCoder levels;
    private final Inference encoder;
    private final Inference decoder;
    private final float[] inputs;
    private final float[] outputs; // [rows, P, D]

    SampleCoder(TrainedModel model, LevelCoder levels, Kernels kernels) {
        Autoencoder networks = model.autoencoder();
        this.model = model;
        this.features = model.features();
        this.levels = levels;
        this.encoder = runner(Chain.of("encoder", networks.encoder()), model, kernels);
        this.decoder = runner(Chain.of("decoder", networks.decoder()), model, kernels);
        this.inputs = new float[RowGroups.MOST_ROWS * features];
        this.outputs = new float[RowGroups.MOST_ROWS * decoder.outputs()];
    }

    /** Returns what runs networks of a model on as many threads as the model does. */
    static Inference runner(Chain chain, TrainedModel model, Kernels kernels) {
        return Inference.create(chain, model.parameters(), model.threads(), kernels);
    }

    /** Returns n: values are whole numbers in [0, n). */
    int levels() {
        return levels.levels();
    }

    /** Refuses values that are no levels. */
    void require(int[] values, int rows) {
        Levels.require(values, rows, features, levels.levels());
    }

    /** Returns room for the values of rows. */
    int[] room(int rows) {
        return new int[Math.multiplyExact(rows, features)];
    }

    /** Tells the distributions of the codes of some rows of {@code values}. */
    void tell(int[] values, int first, int count, LatentCodes codes) {
        float highest = levels.levels() - 1;
        for (int i = 0; i < count * features; i++) {
            inputs[i] = values[first * features + i] / highest;
        }
        model.normalization().apply(inputs, 0, count);
        encoder.run(inputs, 0, codes.posteriors(), count);
    }

    /** Pushes the values of rows, the last row first. */
    void push(RansStack stack, LatentCodes codes, int[] values, int first, int count) {
        decoder.run(codes.codes(), 0, outputs, count);
        for (int row = count - 1; row >= 0; row--) {
            levels.push(stack, outputs, row * decoder.outputs(), values, (first + row) * features);
        }
    }

    /** Pops the values of rows, the first row first. */
    void pop(RansStack stack, LatentCodes codes, int[] values, int first, int count) {
        decoder.run(codes.codes(), 0, outputs, count);
        for (int row = 0; row < count; row++) {
            levels.pop(stack, outputs, row * decoder.outputs(), values, (first + row) * features);
        }
    }
}
