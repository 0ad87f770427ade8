package dev.hourglass.nn;

import dev.hourglass.model.LayerNorm;
import java.util.Arrays;
import java.util.List;

/**
 * Normalises each row by its own mean and variance.
 *
 * <pre>{@code
 * x^ = (x - mean) inverse        y = gamma x^ + beta
 * dx = inverse (gamma dy - (sum(gamma dy) + x^ sum(gamma dy x^)) / D)
 * }</pre>
 */
final class LayerNormOperation implements Operation {
    private static final int PART = 8;

    private final LayerNorm config;
    private final float[] weights;
    private final Slab input;
    private final Slab normalized;
    private final Slab output;
    private final PartGradients scale;
    private final PartGradients shift;
    private final float[] inverse;
    private int rows;

    LayerNormOperation(LayerNorm config, Parameters parameters, String path, Slab input, int factor) {
        this.config = config;
        this.weights = parameters.values();
        this.input = input;
        this.normalized = input.withOwnValues();
        this.output = input.withOwnValues();
        this.inverse = new float[input.capacity()];
        int parts = input.hasGradients() ? input.capacity() / PART : 0;
        this.scale = PartGradients.of(parameters.layout().parameter(path + ".scale"), parts, PART, factor);
        this.shift = PartGradients.of(parameters.layout().parameter(path + ".shift"), parts, PART, factor);
    }

    @Override
    public void begin(long step, int count) {
        rows = count;
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int i = from; i < to; i++) {
            normalize(i);
            int row = input.start(i);
            for (int j = 0; j < input.columns(); j++) {
                output.values()[row + j] = normalized.values()[row + j]
                                * weights[scale.parameter().offset() + j]
                        + weights[shift.parameter().offset() + j];
            }
        }
    }

    private void normalize(int i) {
        float[] x = input.values();
        int row = input.start(i);
        int columns = input.columns();
        double sum = 0;
        for (int j = 0; j < columns; j++) {
            sum += x[row + j];
        }
        float mean = (float) (sum / columns);
        double squares = 0;
        for (int j = 0; j < columns; j++) {
            double deviation = x[row + j] - mean;
            squares += deviation * deviation;
        }
        float factor = (float) (1 / Math.sqrt(squares / columns + config.epsilon()));
        inverse[i] = factor;
        for (int j = 0; j < columns; j++) {
            normalized.values()[row + j] = (x[row + j] - mean) * factor;
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        for (int first = from; first < to; first += PART) {
            clear(scale, first / PART);
            clear(shift, first / PART);
            for (int i = first; i < Math.min(first + PART, rows); i++) {
                addToParts(i);
                handBack(i);
            }
        }
    }

    private static void clear(PartGradients gradients, int part) {
        int size = gradients.parameter().storedSize();
        Arrays.fill(gradients.parts(), part * size, (part + 1) * size, 0f);
    }

    private void addToParts(int i) {
        float[] g = input.gradients();
        int row = input.start(i);
        int at = i / PART * scale.parameter().storedSize();
        for (int j = 0; j < input.columns(); j++) {
            scale.parts()[at + j] += g[row + j] * normalized.values()[row + j];
            shift.parts()[at + j] += g[row + j];
        }
    }

    private void handBack(int i) {
        float[] g = input.gradients();
        float[] x = normalized.values();
        int row = input.start(i);
        int gamma = scale.parameter().offset();
        int columns = input.columns();
        double sum = 0;
        double product = 0;
        for (int j = 0; j < columns; j++) {
            g[row + j] *= weights[gamma + j];
            sum += g[row + j];
            product += g[row + j] * x[row + j];
        }
        float shared = (float) (sum / columns);
        float drift = (float) (product / columns);
        for (int j = 0; j < columns; j++) {
            g[row + j] = inverse[i] * (g[row + j] - shared - x[row + j] * drift);
        }
    }

    @Override
    public List<PartGradients> partGradients() {
        return List.of(scale, shift);
    }

    @Override
    public Slab output() {
        return output;
    }
}
