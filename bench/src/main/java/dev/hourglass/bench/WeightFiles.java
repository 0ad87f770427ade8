package dev.hourglass.bench;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.Initializer;
import dev.hourglass.model.Latent;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.WeightInitializer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Weights as the peers exchange them, without padding: for each layer W, then b [outputs]. W is [inputs, outputs] of
 * linear layers, [kh, kw, inputs, outputs] of convolutions, [kh, kw, outputs, inputs] of transposed convolutions.
 */
final class WeightFiles {
    /**
     * The logarithm of a variance so small that no draw shows in float32: deviations are 2e-22. Training raises it, by
     * so much within 25 steps that -40 was too little.
     */
    private static final float NO_VARIANCE = -100;

    private WeightFiles() {}

    /** Writes initial weights of a seed as float32. */
    static void writeInitial(Path file, Autoencoder model, long seed) throws IOException {
        write(file, WeightInitializer.initialize(ParameterLayout.of(model), Initializer.GLOROT, seed));
    }

    /**
     * Writes initial weights as {@link #writeInitial} does, but where a code is drawn, with variances so small that
     * every engine takes the mean.
     */
    static void writeWithoutDraws(Path file, Autoencoder model, long seed) throws IOException {
        Parameters parameters = WeightInitializer.initialize(ParameterLayout.of(model), Initializer.GLOROT, seed);
        if (model.latent() instanceof Latent.Gaussian latent) {
            int last = model.encoder().layers().size() - 1;
            Parameter bias = parameters.layout().parameter("encoder." + last + ".bias");
            float[] values = new float[latent.encoderOutputs()];
            Arrays.fill(values, latent.size(), values.length, NO_VARIANCE);
            parameters.set(bias, values);
        }
        if (model.latent() instanceof Latent.Quantized latent) {
            startAverages(parameters, latent);
        }
        write(file, parameters);
    }

    /** Lets each entry of a codebook look used once, so that none is moved to a vector that is drawn. */
    private static void startAverages(Parameters parameters, Latent.Quantized latent) {
        float[] once = new float[latent.entries()];
        Arrays.fill(once, 1f);
        parameters.set(parameters.layout().parameter("codebook.count"), once);
        float[] entries = parameters
                .tensor(parameters.layout().parameter("codebook.weight"))
                .values();
        parameters.set(parameters.layout().parameter("codebook.sum"), entries);
    }

    private static void write(Path file, Parameters parameters) throws IOException {
        double[] wide = flatten(parameters);
        float[] values = new float[wide.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) wide[i];
        }
        NumberFiles.writeFloats(file, values);
    }

    /** Reads initial weights. */
    static Parameters read(Path file, Autoencoder model) throws IOException {
        float[] values = NumberFiles.readFloats(file);
        Parameters parameters = new Parameters(ParameterLayout.of(model));
        int at = 0;
        for (Parameter parameter : parameters.layout().parameters()) {
            int count = parameter.shape().size();
            parameters.set(parameter, Arrays.copyOfRange(values, at, at + count));
            at += count;
        }
        if (at != values.length) {
            throw new IllegalArgumentException(file + " must hold " + at + " values, but holds " + values.length);
        }
        return parameters;
    }

    /** Writes trained weights as float64, which the reference needs. */
    static void writeTrained(Path file, Parameters parameters) throws IOException {
        NumberFiles.writeDoubles(file, flatten(parameters));
    }

    private static double[] flatten(Parameters parameters) {
        double[] values = new double
                [parameters.layout().parameters().stream()
                        .mapToInt(parameter -> parameter.shape().size())
                        .sum()];
        int at = 0;
        for (Parameter parameter : parameters.layout().parameters()) {
            for (float value : parameters.tensor(parameter).values()) {
                values[at++] = value;
            }
        }
        return values;
    }
}
