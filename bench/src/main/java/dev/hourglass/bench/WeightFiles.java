package dev.hourglass.bench;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.Initializer;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.WeightInitializer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Weights as the peers exchange them: for each layer W [inputs, outputs], then b [outputs], without padding. */
final class WeightFiles {
    private WeightFiles() {}

    /** Writes initial weights of a seed as float32. */
    static void writeInitial(Path file, Autoencoder model, long seed) throws IOException {
        double[] wide = flatten(WeightInitializer.initialize(ParameterLayout.of(model), Initializer.GLOROT, seed));
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
