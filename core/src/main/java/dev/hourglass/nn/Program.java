package dev.hourglass.nn;

import dev.hourglass.model.Activation;
import dev.hourglass.model.BatchNorm;
import dev.hourglass.model.Dropout;
import dev.hourglass.model.Layer;
import dev.hourglass.model.Linear;
import dev.hourglass.model.Network;
import dev.hourglass.model.TiedLinear;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds operations from layers: the one place that knows which operation a layer becomes. Networks are added in order
 * and each starts from the output of the one before.
 */
final class Program {
    /** What a program is for. */
    enum Mode {
        /** Batch statistics, dropout, gradients. */
        TRAINING,
        /** Running statistics, nothing dropped, no gradients. */
        INFERENCE
    }

    /**
     * A layer with weights and where its outputs and gradients are.
     *
     * @param path for example {@code encoder.0}
     * @param weights its matrix; shared for a tied layer
     * @param isTied whether it uses the matrix of another layer, transposed
     * @param input its inputs
     * @param output its outputs, before activation
     * @param activated the outputs after the layers that follow up to the next one with weights
     */
    record BoundLayer(
            String path, TransposableWeights weights, boolean isTied, Slab input, Slab output, Slab activated) {}

    private final Kernels kernels;
    private final Parameters parameters;
    private final int rows;
    private final Mode mode;
    private final long seed;
    private final float[] gradients;
    private final boolean isTied;
    private final Slab input;
    private Slab last;

    private final List<Operation> operations = new ArrayList<>();
    private final List<BoundLayer> layers = new ArrayList<>();
    private final List<Slab> slabs = new ArrayList<>();
    private final Map<Integer, TransposableWeights> encoderWeights = new HashMap<>();

    /**
     * Starts a program.
     *
     * @param rows the most rows it runs, a multiple of 8
     * @param features D of its input
     * @param seed for dropout
     * @param gradients receives gradients of batch normalisation in training
     * @param isTied whether a decoder in this program uses the encoder's weights
     */
    Program(
            Kernels kernels,
            Parameters parameters,
            int rows,
            int features,
            Mode mode,
            long seed,
            float[] gradients,
            boolean isTied) {
        this.kernels = kernels;
        this.parameters = parameters;
        this.rows = rows;
        this.mode = mode;
        this.seed = seed;
        this.gradients = gradients;
        this.isTied = isTied;
        this.input = Slab.create(rows, features, false);
        this.last = input;
        slabs.add(input);
    }

    /** Adds a network's layers; {@code path} is {@code encoder} or {@code decoder}. */
    void add(String path, Network network) {
        for (int i = 0; i < network.layers().size(); i++) {
            add(path, i, network.layers().get(i));
        }
    }

    /** Removes the last operation if it is a sigmoid, and returns whether it was: losses that start from logits. */
    boolean endsInLogits() {
        Operation end = operations.get(operations.size() - 1);
        boolean isSigmoid = end instanceof ActivationOperation activation && activation.isSigmoid();
        if (isSigmoid) {
            operations.remove(operations.size() - 1);
        }
        return isSigmoid;
    }

    private void add(String network, int index, Layer layer) {
        String path = network + "." + index;
        if (layer instanceof Linear) {
            Parameter weight = parameters.layout().parameter(path + ".weight");
            TransposableWeights bound = new TransposableWeights(
                    kernels.matrix(), parameters, weight, isShared(network) || keepsTransposed(weight));
            if (network.equals("encoder")) {
                encoderWeights.put(index, bound);
            }
            linear(path, bound, false, weight.columns());
        } else if (layer instanceof TiedLinear tied) {
            TransposableWeights shared =
                    encoderWeights.computeIfAbsent(tied.encoderLayer(), this::encoderWeightsOfAnotherProgram);
            linear(path, shared, true, tied.outputs());
        } else if (layer instanceof BatchNorm norm) {
            BatchNormWeights weights = new BatchNormWeights(parameters, path);
            follow(
                    mode == Mode.TRAINING
                            ? new BatchNormOperation(kernels.reduction(), norm, weights, last, gradients)
                            : new RunningNormOperation(kernels.reduction(), norm, weights, last));
        } else if (layer instanceof Activation activation) {
            follow(new ActivationOperation(kernels.activation(), activation.function(), last));
        } else if (layer instanceof Dropout dropout) {
            if (mode == Mode.TRAINING) {
                follow(new DropoutOperation(last, dropout.rate(), seed + operations.size()));
            }
        } else {
            throw new AssertionError(layer);
        }
    }

    /** A decoder that runs alone still needs the encoder's matrix. */
    private TransposableWeights encoderWeightsOfAnotherProgram(int layer) {
        Parameter weight = parameters.layout().parameter("encoder." + layer + ".weight");
        return new TransposableWeights(kernels.matrix(), parameters, weight, true);
    }

    /** Encoder matrices of a tied model are used transposed by the decoder. */
    private boolean isShared(String network) {
        return network.equals("encoder") && isTied;
    }

    /** Refreshing a transposed copy costs a pass over the weights, turning activations one over rows. */
    private boolean keepsTransposed(Parameter weight) {
        boolean needsGradient = mode == Mode.TRAINING && last != input;
        long weights = (long) weight.rows() * weight.columns();
        return needsGradient && weights <= 2L * rows * (weight.rows() + weight.columns());
    }

    private void linear(String path, TransposableWeights weights, boolean isTied, int outputs) {
        Slab output = Slab.create(rows, outputs, mode == Mode.TRAINING);
        Parameter bias = parameters.layout().parameter(path + ".bias");
        operations.add(new LinearOperation(kernels.matrix(), last, output, weights, isTied, parameters, bias));
        layers.add(new BoundLayer(path, weights, isTied, last, output, output));
        slabs.add(output);
        last = output;
    }

    private void follow(Operation operation) {
        operations.add(operation);
        if (operation.output() != last) {
            slabs.add(operation.output());
        }
        last = operation.output();
        if (!layers.isEmpty()) {
            BoundLayer layer = layers.get(layers.size() - 1);
            layers.set(
                    layers.size() - 1,
                    new BoundLayer(layer.path(), layer.weights(), layer.isTied(), layer.input(), layer.output(), last));
        }
    }

    /** Takes weights that were changed from outside into the copies that operations keep. */
    void refresh() {
        for (BoundLayer layer : layers) {
            layer.weights().refresh(0, layer.weights().storedRows());
        }
        for (Operation operation : operations) {
            operation.refresh();
        }
    }

    List<Operation> operations() {
        return List.copyOf(operations);
    }

    List<BoundLayer> layers() {
        return List.copyOf(layers);
    }

    Slab input() {
        return input;
    }

    Slab output() {
        return last;
    }

    long sizeBytes() {
        return slabs.stream().mapToLong(Slab::sizeBytes).sum();
    }

    /** Returns the scratch floats a worker needs to turn gradients of {@code block} rows, or 0. */
    int turnedSize(int block) {
        int size = 0;
        for (BoundLayer layer : layers) {
            if (mode == Mode.TRAINING
                    && layer.input() != input
                    && !layer.weights().keepsTransposed()) {
                int widths = layer.output().stride() + layer.weights().storedRows();
                size = Math.max(size, widths * LinearOperation.turnedWidth(block));
            }
        }
        return size;
    }
}
