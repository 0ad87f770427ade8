package dev.hourglass.train;

import dev.hourglass.data.Corruption;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.VectorSchema;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.DenseConfig.DenseLayer;
import dev.hourglass.model.Initializer;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.model.Linear;
import dev.hourglass.model.Network;
import dev.hourglass.model.TiedLinear;
import dev.hourglass.nn.Inference;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.Penalty;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trains the layers of a dense autoencoder one by one, from the bottom: each as an autoencoder of one tied layer on the
 * codes of those below. What it learned becomes the layer of the encoder and, transposed, its mirror image in the
 * decoder. The same model, configuration, seed and data give the same bits on any machine and number of threads. Not
 * thread-safe; single use.
 */
public final class Pretraining {
    private static final Penalty WEIGHT_COST = new Penalty(0, 2e-4, 0, 0);
    private static final double MOMENTUM = 0.9;
    /** Linear codes run away at the rate of binary ones. */
    private static final double LINEAR_SHARE = 0.01;

    private final DenseConfig model;
    private final PretrainingConfig config;
    private final RunOptions options;
    private final Kernels kernels;

    /**
     * Prepares the training.
     *
     * @param model what the weights are for
     * @param config how layers are trained
     * @param options the seed and the number of threads
     * @throws IllegalArgumentException if layers of the model cannot be trained so
     */
    public Pretraining(DenseConfig model, PretrainingConfig config, RunOptions options) {
        this(model, config, options, Kernels.best());
    }

    /** Prepares the training with chosen kernels. */
    public Pretraining(DenseConfig model, PretrainingConfig config, RunOptions options, Kernels kernels) {
        this.model = model;
        this.config = config;
        this.options = options;
        this.kernels = kernels;
        requireMirror();
        for (int i = 0; i < model.encoder().size() && config.kind() == PretrainingConfig.Kind.RBM; i++) {
            requireUnits("encoder layer " + i, encoderLayer(i));
            requireUnits("decoder layer " + (model.encoder().size() - 1 - i), mirror(i));
        }
    }

    private void requireMirror() {
        boolean isMirrored = model.latent() instanceof Latent.Point
                && model.likelihood() instanceof Likelihood.Direct
                && !model.hasBatchNorm()
                && model.encoder().size() == model.decoder().size();
        for (int i = 0; isMirrored && i < model.encoder().size(); i++) {
            isMirrored = mirror(i).size() == inputs(i);
        }
        if (!isMirrored) {
            throw new IllegalArgumentException("pretraining needs a decoder that mirrors the encoder, a plain code and"
                    + " no batch normalisation; leave decoder, latent-kind and batch-norm out");
        }
    }

    private static void requireUnits(String where, DenseLayer layer) {
        if (!ContrastiveSession.isUnit(layer.activation())) {
            throw new IllegalArgumentException("pretraining by rbm needs sigmoid or linear layers, but " + where
                    + " ends in " + layer.activation().id() + "; use denoising");
        }
    }

    private DenseLayer encoderLayer(int layer) {
        return model.encoder().get(layer);
    }

    /** Returns the layer of the decoder that gives back what a layer of the encoder takes. */
    private DenseLayer mirror(int layer) {
        return model.decoder().get(model.encoder().size() - 1 - layer);
    }

    private int inputs(int layer) {
        return layer == 0 ? model.inputShape().size() : encoderLayer(layer - 1).size();
    }

    /**
     * Trains every layer.
     *
     * @param train normalised samples, at least 1
     * @param validation normalised samples to measure; may have no rows
     * @param listener hears of each epoch of each layer by {@link TrainingListener#pretrained}
     * @return weights to start from, laid out for the model
     * @throws IOException never, but trainers may write files
     */
    public Parameters run(Dataset train, Dataset validation, TrainingListener listener) throws IOException {
        Autoencoder whole = model.build();
        Parameters weights =
                WeightInitializer.initialize(ParameterLayout.of(whole), model.initializer(), options.seed());
        List<String> encoders = places("encoder.", whole.encoder());
        List<String> decoders = places("decoder.", whole.decoder());
        Dataset samples = train;
        Dataset held = validation;
        int layers = model.encoder().size();
        for (int i = 0; i < layers; i++) {
            DenseConfig machine = machine(i);
            Parameters learned = trainer(machine, i)
                    .train(samples, held, new LayerListener(i + 1, layers, listener))
                    .parameters();
            copy(learned, "encoder.0.weight", weights, encoders.get(i) + ".weight");
            copy(learned, "encoder.0.bias", weights, encoders.get(i) + ".bias");
            String decoder = decoders.get(layers - 1 - i);
            copy(learned, "decoder.0.bias", weights, decoder + ".bias");
            if (!model.isTied()) {
                transpose(learned, weights, decoder + ".weight");
            }
            if (i < layers - 1) {
                samples = encode(machine, learned, samples);
                held = encode(machine, learned, held);
            }
        }
        return weights;
    }

    /** Returns the paths of layers with weights. */
    private static List<String> places(String prefix, Network network) {
        return IntStream.range(0, network.layers().size())
                .filter(i -> network.layers().get(i) instanceof Linear
                        || network.layers().get(i) instanceof TiedLinear)
                .mapToObj(i -> prefix + i)
                .toList();
    }

    /** Returns one layer as an autoencoder of its own. */
    private DenseConfig machine(int layer) {
        return new DenseConfig(
                Shape.of(inputs(layer)),
                List.of(encoderLayer(layer)),
                List.of(mirror(layer)),
                true,
                false,
                0,
                Initializer.GLOROT);
    }

    private Trainer trainer(DenseConfig machine, int layer) {
        RunOptions own = RunOptions.defaults(SeededRandom.mix(options.seed() + layer + 1))
                .withThreads(options.threads())
                .withLossCheck(false);
        if (config.kind() == PretrainingConfig.Kind.RBM) {
            boolean isLinear = encoderLayer(layer).activation() == ActivationFunction.LINEAR;
            TrainerConfig training = training(new Objective.ContrastiveDivergence(1, false))
                    .withOptimizer(new OptimizerConfig.Sgd(MOMENTUM, false))
                    .withLearningRate(config.learningRate() * (isLinear ? LINEAR_SHARE : 1))
                    .withPenalty(WEIGHT_COST);
            return new Trainer(machine, training, own, kernels);
        }
        boolean isUnit = mirror(layer).activation() == ActivationFunction.SIGMOID;
        Objective loss = isUnit ? new Objective.BinaryCrossEntropy() : new Objective.MeanSquaredError();
        // The model sees a masked sample, the loss the whole one.
        InputConfig masked = InputConfig.NONE.withCorruption(new Corruption.Masking(config.masking(layer)));
        return new Trainer(machine, training(loss).withInput(masked), own, kernels);
    }

    private TrainerConfig training(Objective objective) {
        return TrainerConfig.defaults(objective, config.epochs())
                .withBatchSize(config.batchSize())
                .withLearningRate(config.learningRate());
    }

    private static void copy(Parameters from, String name, Parameters to, String target) {
        to.set(
                to.layout().parameter(target),
                from.tensor(from.layout().parameter(name)).values());
    }

    private static void transpose(Parameters learned, Parameters to, String target) {
        float[] w =
                learned.tensor(learned.layout().parameter("encoder.0.weight")).values();
        int columns = learned.layout().parameter("encoder.0.weight").columns();
        int rows = w.length / columns;
        float[] turned = new float[w.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned[j * rows + i] = w[i * columns + j];
            }
        }
        to.set(to.layout().parameter(target), turned);
    }

    private Dataset encode(DenseConfig machine, Parameters weights, Dataset data) {
        float[] codes = new float[Math.multiplyExact(data.rows(), machine.latentSize())];
        Inference.create(machine.build(), weights, Inference.Direction.ENCODE, options.threads(), kernels)
                .run(data.values(), 0, codes, data.rows());
        return Dataset.of(data.name(), new VectorSchema(Shape.of(machine.latentSize())), codes, data.labels());
    }

    /** Passes on what one layer's training tells. */
    private record LayerListener(int layer, int layers, TrainingListener listener) implements TrainingListener {
        @Override
        public void epochEnded(EpochRecord epoch) {
            listener.pretrained(layer, layers, epoch);
        }

        @Override
        public void warned(String warning) {
            listener.warned("pretraining of layer " + layer + ": " + warning);
        }
    }
}
