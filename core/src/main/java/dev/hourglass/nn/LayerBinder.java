package dev.hourglass.nn;

import static dev.hourglass.nn.LinearOperation.Forward.DATA;
import static dev.hourglass.nn.LinearOperation.Forward.OUTPUTS;
import static dev.hourglass.nn.LinearOperation.Forward.ROWS;

import dev.hourglass.model.Activation;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.BatchNorm;
import dev.hourglass.model.Conv2d;
import dev.hourglass.model.ConvTranspose2d;
import dev.hourglass.model.Dropout;
import dev.hourglass.model.Gdn;
import dev.hourglass.model.GroupNorm;
import dev.hourglass.model.Layer;
import dev.hourglass.model.LayerNorm;
import dev.hourglass.model.Linear;
import dev.hourglass.model.Network;
import dev.hourglass.model.Pool;
import dev.hourglass.model.Reshape;
import dev.hourglass.model.Residual;
import dev.hourglass.model.Softmax;
import dev.hourglass.model.SpatialDropout;
import dev.hourglass.model.TiedLinear;
import dev.hourglass.model.TopK;
import dev.hourglass.model.Upsample;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The one place that knows which operations a layer becomes. */
final class LayerBinder {
    /** What divisive normalisation adds to every divisor, at least. */
    private static final float SMALLEST_DIVISOR = 1e-3f;
    /** Larger matrices, in elements, come from memory each time they are read. */
    private static final int MOST_CACHED = 1 << 21;

    private final ProgramBuilder program;
    private final Program.Binding binding;
    private final Kernels kernels;
    private final Parameters parameters;
    private final boolean isTied;
    private final Map<Integer, WeightMatrix> encoderWeights = new HashMap<>();

    LayerBinder(ProgramBuilder program, boolean isTied) {
        this.program = program;
        this.binding = program.binding();
        this.kernels = program.kernels();
        this.parameters = program.parameters();
        this.isTied = isTied;
    }

    /** Adds the operations of a network whose weights are under a path. */
    void add(String path, Network network) {
        List<Layer> list = network.layers();
        program.shape(network.inputShape());
        for (int i = 0; i < list.size(); ) {
            LayerGroup group = LayerGroup.at(list, i, program.shape(), binding.isTraining(), program.last());
            switch (group) {
                case ONE -> add(path, i, list.get(i));
                case RECTIFIER_POOL -> {
                    add(path, i + 1, list.get(i + 1));
                    add(path, i, list.get(i));
                }
                case CONVOLUTION_POOL -> convolveAndPool(path + "." + i, list.get(i), list.get(i + 1));
                case CONVOLUTION_RECTIFIER_POOL -> {
                    convolveAndPool(path + "." + i, list.get(i), list.get(i + 2));
                    add(path, i + 1, list.get(i + 1));
                }
                case DECODER -> decode(path, i, (ConvTranspose2d) list.get(i), (Conv2d) list.get(i + 2));
            }
            i += group.length();
        }
    }

    private void add(String network, int index, Layer layer) {
        Shape from = program.shape();
        program.shape(layer.outputShape(from));
        String path = network + "." + index;
        if (layer instanceof Conv2d conv) {
            convolve(path, conv, false, from);
        } else if (layer instanceof ConvTranspose2d conv) {
            convolve(path, conv.convolution(), true, from);
        } else if (layer instanceof Pool pool) {
            program.toImages(from);
            program.follow(new PoolOperation(kernels.image(), pool, program.last(), program.images()));
        } else if (layer instanceof Upsample upsample) {
            program.toImages(from);
            program.follow(new UpsampleOperation(kernels.image(), upsample, program.last(), program.images()));
        } else if (layer instanceof Reshape) {
            program.toRows();
        } else if (layer instanceof Residual residual) {
            residual(path, residual, from);
        } else if (layer instanceof Linear) {
            linear(network, index);
        } else if (layer instanceof TiedLinear tied) {
            program.toRows();
            WeightMatrix shared =
                    encoderWeights.computeIfAbsent(tied.encoderLayer(), this::encoderWeightsOfAnotherProgram);
            linear(path, shared, true, tied.outputs());
        } else if (layer instanceof Activation activation) {
            program.leaveInputAlone();
            program.leaveActivationAlone();
            program.follow(new ActivationOperation(kernels, activation.function(), program.last()));
        } else if (layer instanceof Softmax) {
            program.toRows();
            program.follow(new SoftmaxOperation(kernels.update(), program.last()));
        } else if (layer instanceof TopK sparse) {
            program.toRows();
            program.follow(new TopKOperation(program.last(), sparse.k()));
        } else if (layer instanceof Dropout || layer instanceof SpatialDropout) {
            drop(layer, from);
        } else {
            normalize(path, layer, from);
        }
    }

    private void convolve(String path, Conv2d spec, boolean isTransposed, Shape from) {
        program.toImages(from);
        program.begin(path, convolution(path, spec, isTransposed));
    }

    /** Returns a convolution from the last place to one of the shape so far. */
    private ConvOperation convolution(String path, Conv2d spec, boolean isTransposed) {
        return new ConvOperation(
                kernels, parameters, path, spec, isTransposed, program.last(), program.images(), program.factor());
    }

    private void convolveAndPool(String path, Layer convolution, Layer pool) {
        program.toImages(program.shape());
        program.shape(pool.outputShape(convolution.outputShape(program.shape())));
        program.begin(
                path,
                new ConvPoolOperation(
                        kernels,
                        parameters,
                        path,
                        (Conv2d) convolution,
                        program.last(),
                        program.images(),
                        program.factor()));
    }

    private void decode(String path, int index, ConvTranspose2d up, Conv2d next) {
        program.toImages(program.shape());
        Slab from = program.last();
        program.shape(up.outputShape(program.shape()));
        ConvOperation first = convolution(path + "." + index, up.convolution(), true);
        program.place(path + "." + index, first.output());
        ActivationOperation rectifier = new ActivationOperation(kernels, ActivationFunction.RELU, program.last());
        program.shape(next.outputShape(program.shape()));
        ConvOperation second = convolution(path + "." + (index + 2), next, false);
        int stride = up.convolution().stride();
        int reach = next.kernel() * next.dilation()
                - next.dilation()
                - next.padding().top();
        program.begin(
                path + "." + (index + 2),
                new DecodeOperation(kernels.activation(), first, rectifier, second, from, stride, reach));
    }

    private void drop(Layer layer, Shape from) {
        if (layer instanceof SpatialDropout) {
            program.toImages(from);
        }
        if (!binding.isTraining()) {
            return;
        }
        if (layer instanceof Dropout dropout) {
            program.follow(new DropoutOperation(program.last(), dropout.rate(), program.seed()));
        } else if (layer instanceof SpatialDropout dropout) {
            program.follow(new SpatialDropoutOperation(program.last(), dropout.rate(), program.seed()));
        }
    }

    private void normalize(String path, Layer layer, Shape from) {
        if (layer instanceof BatchNorm norm) {
            batchNorm(path, norm, from);
        } else if (layer instanceof LayerNorm norm) {
            program.toRows();
            program.requireGradients();
            program.follow(new LayerNormOperation(norm, parameters, path, program.last(), program.factor()));
        } else if (layer instanceof GroupNorm norm) {
            program.toImages(from);
            program.requireGradients();
            program.follow(new GroupNormOperation(norm, parameters, path, program.last(), program.factor()));
        } else if (layer instanceof Gdn norm) {
            program.toImages(from);
            divide(path, norm);
        } else {
            throw new AssertionError(layer);
        }
    }

    private void batchNorm(String path, BatchNorm norm, Shape from) {
        if (from.rank() == 3) {
            program.toImages(from);
        } else {
            program.toRows();
        }
        BatchNormWeights weights = new BatchNormWeights(parameters, path);
        if (binding.isTraining() && binding.isTrained().test(path + ".scale")) {
            program.requireGradients();
            Slab last = program.last();
            program.follow(
                    last.isImage()
                            ? new ImageBatchNormOperation(kernels.reduction(), norm, weights, last, binding.gradients())
                            : new BatchNormOperation(kernels.reduction(), norm, weights, last, binding.gradients()));
        } else {
            program.leaveInputAlone();
            program.leaveActivationAlone();
            Slab last = program.last();
            program.follow(
                    last.isImage()
                            ? new ImageRunningNormOperation(kernels.reduction(), norm, weights, last)
                            : new RunningNormOperation(kernels.reduction(), norm, weights, last));
        }
    }

    private void divide(String path, Gdn norm) {
        program.requireGradients();
        Slab kept = program.last();
        program.follow(new AbsoluteOperation(kept));
        Slab divisors = kept.sibling(binding.isTraining());
        program.add(new LowerBound(parameters, parameters.layout().parameter(path + ".weight"), 0f));
        program.add(new LowerBound(parameters, parameters.layout().parameter(path + ".bias"), SMALLEST_DIVISOR));
        program.begin(
                path,
                new ConvOperation(
                        kernels, parameters, path, norm.divisor(), false, program.last(), divisors, program.factor()));
        program.follow(new NormalizeOperation(kept, divisors, norm.isInverse()));
    }

    /** The body works on a copy, so that what it starts from is still there when both are added. */
    private void residual(String path, Residual residual, Shape from) {
        Slab kept = program.last();
        program.follow(new ForkOperation(kept, binding.isTraining()));
        add(path + ".body", new Network(from, residual.body()));
        if (kept.isImage()) {
            program.toImages(program.shape());
        } else {
            program.toRows();
        }
        program.follow(new JoinOperation(kept, program.last()));
    }

    private void linear(String network, int index) {
        program.toRows();
        String path = network + "." + index;
        boolean isEncoder = network.equals("encoder");
        Parameter weight = parameters.layout().parameter(path + ".weight");
        WeightMatrix bound = matrix(weight, (isEncoder && isTied) || keepsTransposed(weight));
        if (isEncoder) {
            encoderWeights.put(index, bound);
        }
        linear(path, bound, false, weight.columns());
    }

    private void linear(String path, WeightMatrix weights, boolean isTransposed, int outputs) {
        Slab input = program.last();
        Slab output = Slab.rows(program.rows(), outputs, binding.isTraining());
        Parameter bias = parameters.layout().parameter(path + ".bias");
        boolean isData = program.isFirst() && !isTransposed && SparseProduct.isWorthwhile(outputs);
        LinearOperation.Forward way = isTransposed ? ROWS : isData ? DATA : way(weights.parameter());
        program.add(new Program.BoundLayer(bias, weights, isTransposed, isData, input, output, program.factor()));
        program.begin(
                path,
                new LinearOperation(kernels.matrix(), input, output, weights, isTransposed, way, parameters, bias));
    }

    /** Workers share outputs where that makes them read fewer inputs anew than weights. */
    private LinearOperation.Forward way(Parameter weight) {
        boolean isShared = binding.isTraining() && binding.workers() > 1;
        return isShared && isHuge(weight) && weight.columns() > program.rows() ? OUTPUTS : ROWS;
    }

    private WeightMatrix matrix(Parameter weight, boolean keepsTransposed) {
        boolean isTrained = binding.isTraining() && binding.isTrained().test(weight.name());
        int readers = isTrained ? WeightMatrix.readers(binding.workers(), parameters.layout()) : 1;
        WeightMatrix weights = new WeightMatrix(kernels.matrix(), parameters, weight, keepsTransposed, readers);
        if (weights.hasCopies()) {
            program.add(weights);
        }
        return weights;
    }

    /** A decoder that runs alone still needs the encoder's matrix. */
    private WeightMatrix encoderWeightsOfAnotherProgram(int layer) {
        return matrix(parameters.layout().parameter("encoder." + layer + ".weight"), true);
    }

    /**
     * Refreshing a transposed copy costs a pass over the weights, turning activations one over rows; and what is larger
     * than a cache comes from memory.
     */
    private boolean keepsTransposed(Parameter weight) {
        boolean needsGradient = binding.isTraining() && program.last().hasGradients();
        return needsGradient
                && !isHuge(weight)
                && size(weight) <= 2L * program.rows() * (weight.rows() + weight.columns());
    }

    private static boolean isHuge(Parameter weight) {
        return size(weight) > MOST_CACHED;
    }

    private static long size(Parameter weight) {
        return (long) weight.rows() * weight.columns();
    }
}
