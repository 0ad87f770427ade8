package dev.hourglass.artifact;

import dev.hourglass.data.DataOptions;
import dev.hourglass.data.DataSchema;
import dev.hourglass.data.Normalization;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.Inference;
import dev.hourglass.nn.Inference.Direction;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.Tensor;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.Lanes;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A model ready for use: it takes samples as they come from the reader, in their own units, and gives them back so.
 *
 * <p>Immutable and safe for concurrent use; concurrent calls work side by side. The same sample gives the same bits
 * alone or in a batch, on every machine and with any number of threads.
 */
public final class TrainedModel {
    private final ModelConfig config;
    private final Parameters parameters;
    private final Normalization normalization;
    private final Reading reading;
    private final Provenance provenance;
    private final Use use;
    private final Autoencoder model;
    private final Queue<Inference> classifiers = new ConcurrentLinkedQueue<>();
    private final Map<Direction, Queue<Inference>> idle = new EnumMap<>(Direction.class);

    /**
     * What samples mean and how files of them are read.
     *
     * @param schema what the numbers of one sample mean
     * @param options how files are read
     */
    public record Reading(DataSchema schema, DataOptions options) {}

    /**
     * Builds a model.
     *
     * @param config its description
     * @param parameters its weights; not to be written to any more
     * @param normalization between samples as they come and what the network takes
     * @param reading what samples mean and how they are read
     * @param provenance where it comes from
     */
    public TrainedModel(
            ModelConfig config,
            Parameters parameters,
            Normalization normalization,
            Reading reading,
            Provenance provenance) {
        this(config, parameters, normalization, reading, provenance, new Use(List.of(), 1));
    }

    /** What the weights beside the autoencoder's are for, and on how many threads all run. */
    private record Use(List<String> classes, int threads) {}

    private TrainedModel(
            ModelConfig config,
            Parameters parameters,
            Normalization normalization,
            Reading reading,
            Provenance provenance,
            Use use) {
        this.config = config;
        this.parameters = parameters;
        this.normalization = normalization;
        this.reading = reading;
        this.provenance = provenance;
        this.use = use;
        this.model = config.build();
        for (Direction direction : Direction.values()) {
            idle.put(direction, new ConcurrentLinkedQueue<>());
        }
    }

    /** Returns the same model running large calls on this many threads. */
    public TrainedModel withThreads(int count) {
        return new TrainedModel(config, parameters, normalization, reading, provenance, new Use(use.classes(), count));
    }

    /** Returns the same model with another account of where it comes from. */
    public TrainedModel withProvenance(Provenance changed) {
        return new TrainedModel(config, parameters, normalization, reading, changed, use);
    }

    /**
     * Returns the same model with a classifier on its codes.
     *
     * @param classes their names, in the order of the classifier's outputs
     * @param weights those of the autoencoder and of the classifier; not to be written to any more
     * @throws IllegalArgumentException if the weights are not laid out so
     */
    public TrainedModel withClassifier(List<String> classes, Parameters weights) {
        ParameterLayout layout = ParameterLayout.of(model, classes.size());
        if (!weights.layout().parameters().equals(layout.parameters())) {
            throw new IllegalArgumentException("weights must be those of the model and of a classifier of "
                    + classes.size() + " classes, but are others");
        }
        return new TrainedModel(
                config, weights, normalization, reading, provenance, new Use(List.copyOf(classes), use.threads()));
    }

    /** Returns the number of threads that large calls run on. */
    public int threads() {
        return use.threads();
    }

    /** Returns a copy of the autoencoder's weights, without those of a classifier. */
    public Parameters autoencoderParameters() {
        Parameters alone = new Parameters(ParameterLayout.of(model));
        for (Parameter parameter : alone.layout().parameters()) {
            alone.set(
                    parameter,
                    parameters
                            .tensor(parameters.layout().parameter(parameter.name()))
                            .values());
        }
        return alone;
    }

    /** Returns the names of the classes it tells apart; empty for an autoencoder alone. */
    public List<String> classes() {
        return use.classes();
    }

    /** Returns the description. */
    public ModelConfig config() {
        return config;
    }

    /** Returns the networks. */
    public Autoencoder autoencoder() {
        return model;
    }

    /** Returns the weights; not to be written to. */
    public Parameters parameters() {
        return parameters;
    }

    /** Returns the normalization between samples and network. */
    public Normalization normalization() {
        return normalization;
    }

    /** Returns what samples mean. */
    public DataSchema schema() {
        return reading.schema();
    }

    /** Returns how files of samples are read. */
    public DataOptions dataOptions() {
        return reading.options();
    }

    /** Returns where the model comes from. */
    public Provenance provenance() {
        return provenance;
    }

    /** Returns D, the number of values of one sample. */
    public int features() {
        return model.features();
    }

    /** Returns L, the number of values of one code. */
    public int latentSize() {
        return model.latent().size();
    }

    /**
     * Encodes samples.
     *
     * @param samples [N, ...sample shape], in their own units; not modified
     * @return codes [N, L]
     * @throws WrongModelException if samples have another number of values
     */
    public Tensor encode(Tensor samples) {
        requireRowSize(samples, features(), "samples");
        float[] codes = encode(samples.values(), samples.rows());
        return Tensor.of(Shape.of(samples.rows(), latentSize()), codes);
    }

    /**
     * Decodes codes.
     *
     * @param codes [N, L]; not modified
     * @return reconstructions [N, ...sample shape], in the units of the samples
     * @throws WrongModelException if codes have another number of values
     */
    public Tensor decode(Tensor codes) {
        requireRowSize(codes, latentSize(), "codes");
        float[] samples = decode(codes.values(), codes.rows());
        return Tensor.of(reading.schema().sampleShape().batch(codes.rows()), samples);
    }

    /**
     * Encodes and decodes samples.
     *
     * @param samples [N, ...sample shape], in their own units; not modified
     * @return reconstructions of the same shape and units
     * @throws WrongModelException if samples have another number of values
     */
    public Tensor reconstruct(Tensor samples) {
        requireRowSize(samples, features(), "samples");
        float[] normalized = normalized(samples.values(), samples.rows());
        float[] outputs = reconstructNormalized(normalized, samples.rows());
        normalization.invert(outputs, 0, samples.rows());
        return Tensor.of(samples.shape(), outputs);
    }

    /**
     * Encodes the first rows of a buffer.
     *
     * @param samples [.., D], in their own units; not modified
     * @param rows N
     * @return codes [N, L]
     */
    public float[] encode(float[] samples, int rows) {
        return run(Direction.ENCODE, normalized(samples, rows), rows);
    }

    /**
     * Decodes the first rows of a buffer.
     *
     * @param codes [.., L]; not modified
     * @param rows N
     * @return reconstructions [N, D], in the units of the samples
     */
    public float[] decode(float[] codes, int rows) {
        float[] outputs = run(Direction.DECODE, codes, rows);
        normalization.invert(outputs, 0, rows);
        return outputs;
    }

    /**
     * Reconstructs what the network itself takes and gives.
     *
     * @param normalized [.., D], after normalization; not modified
     * @param rows N
     * @return reconstructions [N, D], before normalization is undone
     */
    public float[] reconstructNormalized(float[] normalized, int rows) {
        return run(Direction.RECONSTRUCT, normalized, rows);
    }

    /**
     * Returns the distributions of codes of the first rows of a buffer.
     *
     * @param samples [.., D], in their own units; not modified
     * @param rows N
     * @return one normal distribution a sample
     * @throws WrongModelException if the latent variable is not normal
     */
    public Posterior posterior(float[] samples, int rows) {
        if (!model.latent().isNormal()) {
            throw new WrongModelException(
                    "distributions of codes need a model with a gaussian or hierarchical latent variable, but"
                            + " that of this one is " + model.latent().id());
        }
        Inference encoder =
                Inference.create(Chain.of("encoder", model.encoder()), parameters, use.threads(), Kernels.best());
        float[] outputs = new float[Math.multiplyExact(rows, encoder.outputs())];
        encoder.run(normalized(samples, rows), 0, outputs, rows);
        return new Posterior(outputs, rows, latentSize());
    }

    /**
     * Classifies the first rows of a buffer.
     *
     * @param samples [.., D], in their own units; not modified
     * @param rows N
     * @return probabilities [N, classes]
     * @throws WrongModelException if the model has no classifier
     */
    public float[] classify(float[] samples, int rows) {
        int count = classes().size();
        if (count == 0) {
            throw new WrongModelException(
                    "the model must have a classifier, but is an autoencoder alone; make one with \"hourglass finetune\"");
        }
        Inference inference = classifiers.poll();
        if (inference == null) {
            inference = Inference.create(Chain.classify(model, count), parameters, use.threads(), Kernels.best());
        }
        float[] logits = new float[Math.multiplyExact(rows, count)];
        inference.run(normalized(samples, rows), 0, logits, rows);
        classifiers.add(inference);
        // The gradient of the loss against no target is the softmax itself.
        float[] lanes = new float[Lanes.SCRATCH];
        float[] none = new float[count];
        for (int i = 0; i < rows; i++) {
            Kernels.best().loss().softmaxCrossEntropy(logits, i * count, none, 0, logits, i * count, count, 1f, lanes);
        }
        return logits;
    }

    private float[] normalized(float[] samples, int rows) {
        float[] copy = java.util.Arrays.copyOf(samples, rows * features());
        normalization.apply(copy, 0, rows);
        return copy;
    }

    private float[] run(Direction direction, float[] inputs, int rows) {
        Queue<Inference> pool = java.util.Objects.requireNonNull(idle.get(direction));
        Inference inference = pool.poll();
        if (inference == null) {
            inference = Inference.create(model, parameters, direction, use.threads(), Kernels.best());
        }
        float[] outputs = new float[Math.multiplyExact(rows, inference.outputs())];
        inference.run(inputs, 0, outputs, rows);
        pool.add(inference);
        return outputs;
    }

    private static void requireRowSize(Tensor tensor, int expected, String what) {
        if (tensor.rowSize() != expected) {
            throw new WrongModelException("the model takes " + what + " of " + expected + " values, but got "
                    + tensor.rowSize() + "; use the model that was trained on this data");
        }
    }
}
