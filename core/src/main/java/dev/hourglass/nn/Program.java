package dev.hourglass.nn;

import dev.hourglass.model.Activation;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.BatchNorm;
import dev.hourglass.model.Conv2d;
import dev.hourglass.model.ConvTranspose2d;
import dev.hourglass.model.Dropout;
import dev.hourglass.model.Gdn;
import dev.hourglass.model.GroupNorm;
import dev.hourglass.model.Hierarchical;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Layer;
import dev.hourglass.model.LayerNorm;
import dev.hourglass.model.Likelihood;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Builds operations from the links of a chain: the one place that knows which operation a link or a layer becomes. Each
 * starts from the output of the one before.
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
     * What a program is bound to.
     *
     * @param kernels what computes
     * @param parameters the weights
     * @param rows the most samples, a multiple of 16
     * @param mode what it is for
     * @param workers how many share the rows
     * @param seed for dropout and noise
     * @param gradients receives gradients of batch normalisation in training, laid out like the weights
     * @param isTrained which weights, by path, are trained; batch normalisation that is not uses its running averages
     */
    @SuppressWarnings("ArrayRecordComponent") // shared storage, compared by nobody
    record Binding(
            Kernels kernels,
            Parameters parameters,
            int rows,
            Mode mode,
            int workers,
            long seed,
            float[] gradients,
            Predicate<String> isTrained) {
        /** Returns a binding for inference, which needs neither seed nor gradients. */
        static Binding inference(Kernels kernels, Parameters parameters, int rows) {
            return new Binding(kernels, parameters, rows, Mode.INFERENCE, 1, 0, new float[0], name -> false);
        }

        boolean isTraining() {
            return mode == Mode.TRAINING;
        }
    }

    /**
     * A layer with weights and where its outputs and gradients are.
     *
     * @param bias what it adds
     * @param weights its matrix; shared for a tied layer
     * @param isTied whether it uses the matrix of another layer, transposed
     * @param isData whether its inputs are data, no layer having come before, whose zeros are worth looking for
     * @param input its inputs
     * @param output its outputs, before activation
     * @param factor rows a sample
     */
    record BoundLayer(
            Parameter bias, WeightMatrix weights, boolean isTied, boolean isData, Slab input, Slab output, int factor) {
        /** Returns the scratch a worker needs for lists of steps. */
        int stepsSize() {
            return isData ? SparseProduct.scratchSize(Math.max(input.columns(), input.capacity())) : 0;
        }
    }

    /**
     * Where the outputs of a layer with weights are after the layers that follow up to the next one with weights.
     *
     * @param path of the layer
     * @param activated the outputs
     * @param factor rows a sample
     */
    record Place(String path, Slab activated, int factor) {}

    /**
     * An operation and how many rows of its input stand for one sample.
     *
     * @param operation the operation
     * @param factor rows a sample
     */
    record Step(Operation operation, int factor) {}

    /** What divisive normalisation adds to every divisor, at least. */
    private static final float SMALLEST_DIVISOR = 1e-3f;
    /** Larger matrices, in elements, are in no cache when they are transposed. */
    private static final int MOST_TRANSPOSED = 1 << 21;

    private final Binding binding;
    private final Kernels kernels;
    private final Parameters parameters;
    private final boolean isTied;
    private final Slab input;
    private Slab last;
    private int factor = 1;
    private Shape shape;
    private final int pixels;
    private @Nullable DrawManyOperation drawMany;
    private WeightCopy[] copies = new WeightCopy[0];

    private final List<Step> steps = new ArrayList<>();
    private final List<BoundLayer> layers = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final List<Slab> slabs = new ArrayList<>();
    private final List<WeightCopy> bounds = new ArrayList<>();
    private final List<WeightMatrix> matrices = new ArrayList<>();
    private final Map<Integer, WeightMatrix> encoderWeights = new HashMap<>();

    private Program(Binding binding, Chain chain) {
        this.binding = binding;
        this.kernels = binding.kernels();
        this.parameters = binding.parameters();
        this.isTied = chain.isTied();
        this.input = Slab.rows(binding.rows(), chain.inputShape().size(), false);
        this.last = input;
        this.shape = chain.inputShape();
        this.pixels = shape.rank() == 3 ? shape.dimension(1) * shape.dimension(2) : shape.size();
        slabs.add(input);
    }

    /** Builds the operations of a chain; with {@code endsInLogits}, without its last sigmoid. */
    static Program of(Chain chain, Binding binding, boolean endsInLogits) {
        Program program = new Program(binding, chain);
        for (Link link : chain.links()) {
            if (!program.goesOn(link)) {
                program.toRows();
            }
            program.add(link);
        }
        program.toRows();
        if (endsInLogits && !program.removeSigmoid()) {
            throw new IllegalArgumentException(
                    "binary cross-entropy needs a decoder that ends in a sigmoid, but its last"
                            + " layer is another; end it in sigmoid, or use mse");
        }
        if (!binding.isTraining()) {
            program.setLastApart();
        }
        program.slabs.forEach(Slab::allocate);
        program.steps.forEach(step -> step.operation().bind());
        program.copies = program.weightCopies().toArray(WeightCopy[]::new);
        return program;
    }

    /** Gives a function at the end a slab of its own, so that {@link InferencePlan} can have it write elsewhere. */
    private void setLastApart() {
        int end = steps.size() - 1;
        if (end >= 0 && steps.get(end).operation() instanceof ActivationOperation activation) {
            steps.set(end, new Step(activation.apart(), factor));
            last = steps.get(end).operation().output();
            slabs.add(last);
        }
    }

    /** Says whether a link takes images as they are; the others take rows. */
    private boolean goesOn(Link link) {
        return (link instanceof Link.Part part && part.network().inputShape().equals(shape))
                || (link instanceof Link.ToCode to && isPlain(to.latent()))
                || (link instanceof Link.FromCode from && isPlain(from.latent()))
                || link instanceof Link.Code;
    }

    /** Says whether codes are what the encoder gives and the decoder takes. */
    private static boolean isPlain(Latent latent) {
        return latent instanceof Latent.Point || latent instanceof Latent.Coded;
    }

    private boolean removeSigmoid() {
        int end = steps.size() - 1;
        while (steps.get(end).operation().isLayoutOnly()) {
            end--;
        }
        boolean isSigmoid =
                steps.get(end).operation() instanceof ActivationOperation activation && activation.isSigmoid();
        if (isSigmoid) {
            steps.remove(end);
        }
        return isSigmoid;
    }

    private void add(Link link) {
        if (link instanceof Link.Part part) {
            add(part.path(), part.network());
        } else if (link instanceof Link.ToCode code) {
            toCode(code.latent());
        } else if (link instanceof Link.FromCode code) {
            fromCode(code.latent());
        } else if (link instanceof Link.Mean mean) {
            mean(mean.likelihood(), mean.features());
        } else if (link instanceof Link.Corrupt corrupt) {
            follow(new CorruptOperation(
                    kernels.noise(), corrupt.corruption(), shape, last, binding.seed() + steps.size()));
        } else if (link instanceof Link.MatchPrior match) {
            follow(new PriorMatchOperation(kernels.noise(), last, match.weight(), binding.seed() + steps.size()));
        } else if (link instanceof Link.MatchCode match) {
            follow(new MatchCodeOperation(input, last, match.weight()));
        } else if (link instanceof Link.Penalize penalize) {
            penalize(penalize.penalty());
        } else if (link instanceof Link.Contract contract) {
            Parameter weights = parameters.layout().parameter("encoder.0.weight");
            follow(new ContractOperation(kernels.reduction(), parameters, weights, last, contract));
        } else if (link instanceof Link.Perturb) {
            follow(new PerturbOperation(kernels.noise(), last, binding.seed() + steps.size()));
            factor *= 2;
        } else if (link instanceof Link.Pair pair) {
            pair(pair.weight());
        } else if (link instanceof Link.Draw draw) {
            follow(new DrawOperation(
                    kernels.noise(), last, draw.latent().size(), draw.divergence(), binding.seed() + steps.size()));
        } else if (link instanceof Link.DrawLevels draw) {
            drawLevels(draw, 1);
        } else if (link instanceof Link.Quantize quantize) {
            follow(new QuantizeOperation(codebook(quantize.latent()), last, quantize, binding.seed() + steps.size()));
        } else if (link instanceof Link.Code code) {
            code(code);
        } else if (link instanceof Link.DrawMany draw) {
            DrawManyOperation many = new DrawManyOperation(
                    kernels.noise(), last, draw.latent().size(), draw.samples(), binding.seed() + steps.size());
            follow(many);
            drawMany = many;
            factor *= draw.samples();
        } else {
            throw new AssertionError(link);
        }
    }

    /** With a hyperprior, side information goes a way of its own and comes back as distributions. */
    private void code(Link.Code code) {
        Latent.Coded latent = code.latent();
        shape = latent.shape();
        toImages(shape);
        RowTradeoffs tradeoffs = new RowTradeoffs(code, binding.rows() * factor, pixels, binding.seed());
        Slab numbers = last;
        GainOperation gain = new GainOperation(new Gains(parameters, latent), tradeoffs, last, code.settling(), factor);
        put(gain);
        round(1f);
        GainOperation inverse = gain.inverse(last);
        put(inverse);
        int rows = binding.rows() * factor;
        RateMeter meter = new RateMeter(tradeoffs, rows);
        if (latent.hasHyperprior()) {
            Slab kept = last;
            put(new MagnitudesOperation(numbers, inverse.steps()));
            add("hyper_encoder", latent.hyperEncoding());
            toImages(shape);
            round(CodedDistribution.SIDE_STEP);
            RoundingSteps side = RoundingSteps.all(CodedDistribution.SIDE_STEP, shape.dimension(0), rows);
            put(new FactorizedRateOperation(parameters, side, new RateMeter(tradeoffs, rows), last, factor));
            add("hyper_decoder", latent.hyperDecoding());
            toImages(shape);
            put(new ConditionalRateOperation(inverse.steps(), meter, kept, last));
        } else {
            put(new FactorizedRateOperation(parameters, inverse.steps(), meter, last, factor));
        }
        if (code.seen() == Link.Code.Seen.LEVELS) {
            put(new LevelsOperation(numbers, inverse.steps(), last));
        }
        shape = latent.shape();
    }

    /**
     * Draws a level from the end of the network below, and those above it on a way of their own, at whose end the next
     * level tells what this one was to be.
     */
    private void drawLevels(Link.DrawLevels draw, int level) {
        boolean isTop = level == draw.latent().levels();
        follow(new LevelDrawOperation(kernels.noise(), last, levelCosts(draw), isTop, binding.seed() + steps.size()));
        if (isTop) {
            return;
        }
        Slab drawn = last;
        put(new ForkOperation(drawn, drawn.hasGradients()));
        add(Hierarchical.posteriorPath(level + 1), draw.latent().posterior(level + 1));
        drawLevels(draw, level + 1);
        add(Hierarchical.priorPath(level), draw.latent().prior(level));
        put(new LevelPriorOperation(drawn, last, levelCosts(draw)));
    }

    private LevelCosts levelCosts(Link.DrawLevels draw) {
        return new LevelCosts(draw.divergence(), binding.rows() * factor);
    }

    private void round(float step) {
        put(new RoundOperation(kernels.noise(), step, last, binding.seed() + steps.size()));
    }

    /** Adds what is no layer's: the place of the layer before stays. */
    private void put(Operation operation) {
        steps.add(new Step(operation, factor));
        last = operation.output();
        slabs.add(last);
    }

    /** The place of the encoder's outputs stays where rows are in pairs. */
    private void pair(double weight) {
        Operation operation = new PairOperation(last, weight);
        steps.add(new Step(operation, factor));
        last = operation.output();
        slabs.add(last);
        factor /= 2;
    }

    private void penalize(CodePenalty penalty) {
        if (penalty instanceof CodePenalty.Magnitude magnitude) {
            follow(new MagnitudeOperation(last, magnitude.weight()));
        } else if (penalty instanceof CodePenalty.Sparsity sparsity) {
            follow(new SparsityOperation(last, sparsity));
        } else {
            throw new AssertionError(penalty);
        }
    }

    private void add(String path, Network network) {
        List<Layer> list = network.layers();
        shape = network.inputShape();
        for (int i = 0; i < list.size(); ) {
            LayerGroup group = LayerGroup.at(list, i, shape, binding.isTraining(), last);
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

    private void convolveAndPool(String path, Layer convolution, Layer pool) {
        toImages(shape);
        shape = pool.outputShape(convolution.outputShape(shape));
        begin(path, new ConvPoolOperation(kernels, parameters, path, (Conv2d) convolution, last, images(), factor));
    }

    private void decode(String path, int index, ConvTranspose2d up, Conv2d next) {
        toImages(shape);
        Slab from = last;
        shape = up.outputShape(shape);
        ConvOperation first = convolution(path + "." + index, up.convolution(), true);
        last = first.output();
        slabs.add(last);
        places.add(new Place(path + "." + index, last, factor));
        ActivationOperation rectifier = new ActivationOperation(kernels.activation(), ActivationFunction.RELU, last);
        shape = next.outputShape(shape);
        ConvOperation second = convolution(path + "." + (index + 2), next, false);
        int reach = next.kernel() * next.dilation()
                - next.dilation()
                - next.padding().top();
        begin(
                path + "." + (index + 2),
                new DecodeOperation(
                        kernels.activation(),
                        first,
                        rectifier,
                        second,
                        from,
                        up.convolution().stride(),
                        reach));
    }

    private void toCode(Latent latent) {
        if (latent.isNormal()) {
            follow(new HeadOperation(last, binding.rows() * factor, latent.size()));
        } else if (latent instanceof Latent.Quantized quantized) {
            follow(new NearestOperation(codebook(quantized), quantized, last));
        } else if (!isPlain(latent)) {
            throw new AssertionError(latent);
        }
    }

    private void fromCode(Latent latent) {
        if (latent instanceof Latent.Quantized quantized) {
            follow(new LookUpOperation(codebook(quantized), quantized, last));
        }
    }

    private Codebook codebook(Latent.Quantized latent) {
        return new Codebook(kernels.matrix(), parameters, latent);
    }

    private void mean(Likelihood likelihood, int features) {
        if (likelihood instanceof Likelihood.Bernoulli) {
            follow(new ActivationOperation(kernels.activation(), ActivationFunction.SIGMOID, last));
        } else if (likelihood.planes() > 1) {
            follow(new MeanOperation(likelihood, last, features));
        }
    }

    private void add(String network, int index, Layer layer) {
        Shape from = shape;
        shape = layer.outputShape(shape);
        String path = network + "." + index;
        if (layer instanceof Conv2d conv) {
            convolve(path, conv, false, from);
        } else if (layer instanceof ConvTranspose2d conv) {
            convolve(path, conv.convolution(), true, from);
        } else if (layer instanceof Pool pool) {
            toImages(from);
            follow(new PoolOperation(kernels.image(), pool, last, images()));
        } else if (layer instanceof Upsample upsample) {
            toImages(from);
            follow(new UpsampleOperation(kernels.image(), upsample, last, images()));
        } else if (layer instanceof Reshape) {
            toRows();
        } else if (layer instanceof Residual residual) {
            residual(path, residual, from);
        } else {
            addToAny(network, index, layer, from);
        }
    }

    private void convolve(String path, Conv2d spec, boolean isTransposed, Shape from) {
        toImages(from);
        begin(path, convolution(path, spec, isTransposed));
    }

    /** Returns a convolution from the last place to one of the shape so far. */
    private ConvOperation convolution(String path, Conv2d spec, boolean isTransposed) {
        return new ConvOperation(kernels, parameters, path, spec, isTransposed, last, images(), factor);
    }

    /** Returns a place for images of the shape so far. */
    private Slab images() {
        return Slab.images(binding.rows() * factor, shape, binding.isTraining());
    }

    private void toImages(Shape from) {
        if (!last.isImage()) {
            Slab images = Slab.images(binding.rows() * factor, from, last.hasGradients());
            follow(new LayoutOperation(kernels.matrix(), last, images));
        }
    }

    private void toRows() {
        if (last.isImage()) {
            Slab rows = Slab.rows(binding.rows() * factor, last.columns(), last.hasGradients());
            follow(new LayoutOperation(kernels.matrix(), last, rows));
        }
    }

    private void addToAny(String network, int index, Layer layer, Shape from) {
        String path = network + "." + index;
        if (layer instanceof Linear || layer instanceof TiedLinear) {
            toRows();
        }
        if (layer instanceof Linear) {
            Parameter weight = parameters.layout().parameter(path + ".weight");
            WeightMatrix bound = matrix(weight, isShared(network) || keepsTransposed(weight));
            if (network.equals("encoder")) {
                encoderWeights.put(index, bound);
            }
            linear(path, bound, false, weight.columns());
        } else if (layer instanceof TiedLinear tied) {
            WeightMatrix shared =
                    encoderWeights.computeIfAbsent(tied.encoderLayer(), this::encoderWeightsOfAnotherProgram);
            linear(path, shared, true, tied.outputs());
        } else if (layer instanceof BatchNorm norm) {
            batchNorm(path, norm, from);
        } else if (layer instanceof LayerNorm norm) {
            toRows();
            requireGradients();
            follow(new LayerNormOperation(norm, parameters, path, last, factor));
        } else if (layer instanceof GroupNorm norm) {
            toImages(from);
            requireGradients();
            follow(new GroupNormOperation(norm, parameters, path, last, factor));
        } else if (layer instanceof Gdn norm) {
            toImages(from);
            normalize(path, norm);
        } else if (layer instanceof Softmax) {
            toRows();
            follow(new SoftmaxOperation(last));
        } else if (layer instanceof Activation activation) {
            leaveInputAlone();
            leaveActivationAlone();
            follow(new ActivationOperation(kernels.activation(), activation.function(), last));
        } else if (layer instanceof TopK sparse) {
            toRows();
            follow(new TopKOperation(last, sparse.k()));
        } else if (layer instanceof Dropout dropout) {
            if (binding.isTraining()) {
                follow(new DropoutOperation(last, dropout.rate(), binding.seed() + steps.size()));
            }
        } else if (layer instanceof SpatialDropout dropout) {
            toImages(from);
            if (binding.isTraining()) {
                follow(new SpatialDropoutOperation(last, dropout.rate(), binding.seed() + steps.size()));
            }
        } else {
            throw new AssertionError(layer);
        }
    }

    private void batchNorm(String path, BatchNorm norm, Shape from) {
        if (from.rank() == 3) {
            toImages(from);
        } else {
            toRows();
        }
        BatchNormWeights weights = new BatchNormWeights(parameters, path);
        if (binding.isTraining() && binding.isTrained().test(path + ".scale")) {
            requireGradients();
            follow(
                    last.isImage()
                            ? new ImageBatchNormOperation(kernels.reduction(), norm, weights, last, binding.gradients())
                            : new BatchNormOperation(kernels.reduction(), norm, weights, last, binding.gradients()));
        } else {
            leaveInputAlone();
            leaveActivationAlone();
            follow(
                    last.isImage()
                            ? new ImageRunningNormOperation(kernels.reduction(), norm, weights, last)
                            : new RunningNormOperation(kernels.reduction(), norm, weights, last));
        }
    }

    private void normalize(String path, Gdn norm) {
        requireGradients();
        Slab kept = last;
        follow(new AbsoluteOperation(kept));
        Slab divisors = kept.sibling(binding.isTraining());
        bounds.add(new LowerBound(parameters, parameters.layout().parameter(path + ".weight"), 0f));
        bounds.add(new LowerBound(parameters, parameters.layout().parameter(path + ".bias"), SMALLEST_DIVISOR));
        begin(path, new ConvOperation(kernels, parameters, path, norm.divisor(), false, last, divisors, factor));
        follow(new NormalizeOperation(kept, divisors, norm.isInverse()));
    }

    /** What has weights of its own needs gradients of its outputs, which it shares with its inputs. */
    private void requireGradients() {
        if (binding.isTraining() && !last.hasGradients()) {
            follow(new ForkOperation(last, true));
        }
    }

    /** The body works on a copy, so that what it starts from is still there when both are added. */
    private void residual(String path, Residual residual, Shape from) {
        Slab kept = last;
        follow(new ForkOperation(last, binding.isTraining()));
        add(path + ".body", new Network(from, residual.body()));
        if (kept.isImage()) {
            toImages(shape);
        } else {
            toRows();
        }
        follow(new JoinOperation(kept, last));
    }

    /** The slope of a function in place is told by its outputs, so the next one must leave them. */
    private void leaveActivationAlone() {
        boolean follows = !steps.isEmpty() && steps.get(steps.size() - 1).operation() instanceof ActivationOperation;
        if (binding.isTraining() && follows) {
            follow(new CopyOperation(last));
        }
    }

    /** The loss compares with the program's input, so what works in place must not work there. */
    private void leaveInputAlone() {
        if (last == input) {
            follow(new CopyOperation(last));
        }
    }

    private WeightMatrix matrix(Parameter weight, boolean keepsTransposed) {
        boolean isTrained = binding.isTraining() && binding.isTrained().test(weight.name());
        int readers = isTrained ? WeightMatrix.readers(binding.workers(), parameters.layout()) : 1;
        WeightMatrix weights = new WeightMatrix(kernels.matrix(), parameters, weight, keepsTransposed, readers);
        if (weights.hasCopies()) {
            matrices.add(weights);
        }
        return weights;
    }

    /** A decoder that runs alone still needs the encoder's matrix. */
    private WeightMatrix encoderWeightsOfAnotherProgram(int layer) {
        return matrix(parameters.layout().parameter("encoder." + layer + ".weight"), true);
    }

    /** Encoder matrices of a tied model are used transposed by the decoder. */
    private boolean isShared(String network) {
        return network.equals("encoder") && isTied;
    }

    /**
     * Refreshing a transposed copy costs a pass over the weights, turning activations one over rows; and what is larger
     * than a cache comes from memory.
     */
    private boolean keepsTransposed(Parameter weight) {
        boolean needsGradient = binding.isTraining() && last.hasGradients();
        long weights = (long) weight.rows() * weight.columns();
        return needsGradient
                && weights <= MOST_TRANSPOSED
                && weights <= 2L * binding.rows() * factor * (weight.rows() + weight.columns());
    }

    private void linear(String path, WeightMatrix weights, boolean isTied, int outputs) {
        Slab output = Slab.rows(binding.rows() * factor, outputs, binding.isTraining());
        Parameter bias = parameters.layout().parameter(path + ".bias");
        boolean isData = places.isEmpty() && !isTied && SparseProduct.isWorthwhile(outputs);
        layers.add(new BoundLayer(bias, weights, isTied, isData, last, output, factor));
        begin(path, new LinearOperation(kernels.matrix(), last, output, weights, isTied, isData, parameters, bias));
    }

    /** Adds the operation of a layer with weights. */
    private void begin(String path, Operation operation) {
        steps.add(new Step(operation, factor));
        last = operation.output();
        slabs.add(last);
        places.add(new Place(path, last, factor));
    }

    private void follow(Operation operation) {
        steps.add(new Step(operation, factor));
        if (operation.output() != last) {
            slabs.add(operation.output());
        }
        last = operation.output();
        if (!places.isEmpty()) {
            Place place = places.get(places.size() - 1);
            places.set(places.size() - 1, new Place(place.path(), last, place.factor()));
        }
    }

    /** Takes weights that were changed from outside into the copies that operations keep. */
    void refresh() {
        refresh(name -> true);
    }

    /** Takes weights of these paths that were changed from outside into the copies that operations keep. */
    void refresh(Predicate<String> changed) {
        for (int i = 0; i < copies.length; i++) {
            if (changed.test(copies[i].parameter().name())) {
                copies[i].refreshAll();
            }
        }
        for (int i = 0; i < steps.size(); i++) {
            steps.get(i).operation().refresh();
        }
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    List<BoundLayer> layers() {
        return List.copyOf(layers);
    }

    List<Place> places() {
        return List.copyOf(places);
    }

    List<WeightCopy> weightCopies() {
        List<WeightCopy> copies = new ArrayList<>(bounds); // first, so that copies are made of bounded weights
        copies.addAll(matrices);
        steps.forEach(step -> copies.addAll(step.operation().weightCopies()));
        return copies;
    }

    List<PartGradients> partGradients() {
        return steps.stream()
                .flatMap(step -> step.operation().partGradients().stream())
                .toList();
    }

    List<ColumnDecay> columnDecays() {
        return steps.stream()
                .flatMap(step -> step.operation().columnDecays().stream())
                .toList();
    }

    /** Returns the scratch floats that an operation needs at most. */
    int scratchSize() {
        return steps.stream()
                .mapToInt(step -> step.operation().scratchSize())
                .max()
                .orElse(0);
    }

    /** Returns whether it holds images, so that ranges of rows must end at multiples of 16. */
    boolean hasImages() {
        return slabs.stream().anyMatch(Slab::isImage);
    }

    /** Returns the largest number of rows that stand for one sample. */
    int largestFactor() {
        return steps.stream().mapToInt(Step::factor).reduce(factor, Math::max);
    }

    /** Returns what weighs the draws of a sample, where there are several. */
    @Nullable
    DrawManyOperation drawMany() {
        return drawMany;
    }

    Slab input() {
        return input;
    }

    Slab output() {
        return last;
    }

    /** Returns the memory of activations and their gradients, those of parts of weights included, each array once. */
    long sizeBytes() {
        Set<float[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Slab slab : slabs) {
            arrays.add(slab.values());
            arrays.add(slab.gradients());
        }
        partGradients().forEach(part -> arrays.add(part.parts()));
        return 4L * arrays.stream().mapToLong(array -> array.length).sum();
    }

    /** Returns the scratch a worker needs for lists of steps, or 0 where no layer takes data. */
    int stepsSize() {
        return layers.stream().mapToInt(BoundLayer::stepsSize).max().orElse(0);
    }

    /** Returns the scratch floats a worker needs to turn gradients of {@code block} samples, or 0. */
    int turnedSize(int block) {
        int size = 0;
        for (BoundLayer layer : layers) {
            if (layer.input().hasGradients() && !layer.weights().keepsTransposed()) {
                size = Math.max(
                        size, LinearOperation.turnedSize(layer.weights(), layer.output(), block * layer.factor()));
            }
        }
        return size;
    }
}
