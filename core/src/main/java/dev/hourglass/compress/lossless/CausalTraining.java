package dev.hourglass.compress.lossless;

import dev.hourglass.artifact.Provenance;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.Normalization;
import dev.hourglass.data.VectorSchema;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.DenseConfig.DenseLayer;
import dev.hourglass.model.Initializer;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.train.FineTuning;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.ScheduleConfig;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Trains models for {@link CausalCoder} on images: draws contexts that are not blank, without favour, and learns to
 * tell the symbol after each. Single use; not thread-safe.
 */
public final class CausalTraining {
    private final Config config;
    private final PixelContext context;
    private final Shape input;

    /**
     * How contexts are drawn and learned.
     *
     * @param radius of contexts, in pixels, in [1, 16]
     * @param hidden the sizes of hidden layers, at least one
     * @param contexts the most that are drawn, at least 1; training keeps a float for each level of each
     * @param epochs over them, at least 1
     * @param batchSize contexts a step
     * @param learningRate of Adam at the start; it falls along a cosine to 0
     */
    public record Config(
            int radius, List<Integer> hidden, int contexts, int epochs, int batchSize, double learningRate) {
        public Config {
            hidden = List.copyOf(hidden);
            if (radius < 1 || radius > CausalModels.MAX_RADIUS || hidden.isEmpty() || contexts < 1) {
                throw new IllegalArgumentException("radius must be 1 to " + CausalModels.MAX_RADIUS
                        + ", with at least one hidden layer and one context, but were " + radius + ", " + hidden.size()
                        + " and " + contexts);
            }
        }

        /** Returns a radius of 4, hidden layers of 128 and 64, and 8 epochs of a million contexts. */
        public static Config defaults() {
            return new Config(4, List.of(128, 64), 1_000_000, 8, 512, 2e-3);
        }

        /** Returns a radius of 2 and hidden layers of 64 and 32, which suit differences; the rest as above. */
        public static Config ofDifferences() {
            return new Config(2, List.of(64, 32), 1_000_000, 8, 512, 2e-3);
        }

        /** Returns a copy that draws other numbers of contexts, for other numbers of epochs. */
        public Config withContexts(int changed, int changedEpochs) {
            return new Config(radius, hidden, changed, changedEpochs, batchSize, learningRate);
        }
    }

    /**
     * Prepares training on levels, of images of one channel.
     *
     * @param config how
     * @param height of an image, in pixels
     * @param width of an image, in pixels
     * @param levels of a pixel, in [2, 256]
     */
    public CausalTraining(Config config, int height, int width, int levels) {
        this.config = config;
        this.context = new CausalContext(config.radius(), height, width, levels);
        this.input = Shape.of(context.size());
    }

    /**
     * Prepares training on differences from predictions, which natural images and those of several channels ask for.
     *
     * @param config how
     * @param shape of an image
     */
    public CausalTraining(Config config, ImageShape shape) {
        this.config = config;
        this.context = new DifferenceContext(config.radius(), shape);
        this.input = Shape.of(shape.channels(), DifferenceContext.channelSize(config.radius(), shape.bytesPerValue()));
    }

    /**
     * Trains.
     *
     * @param values levels [rows, height, width]; not modified
     * @param rows how many
     * @param options the seed, threads
     * @param listener hears of the course
     * @return the model
     * @throws IllegalArgumentException if a value is no level
     * @throws MalformedDataException if the images are too plain to learn from
     * @throws IOException if a checkpoint cannot be written
     */
    public TrainedModel train(int[] values, int rows, RunOptions options, TrainingListener listener)
            throws IOException {
        Levels.require(values, rows, context.values(), context.levels());
        Dataset drawn = draw(values, rows, options.seed());
        DenseConfig network = network();
        FineTuning.Result result = new FineTuning(
                        network,
                        WeightInitializer.initialize(
                                ParameterLayout.of(network.build()), network.initializer(), options.seed()))
                .run(
                        drawn,
                        drawn.head(0),
                        FineTuning.defaults(config.epochs())
                                .withBatchSize(config.batchSize())
                                .withLearningRate(config.learningRate())
                                .withSchedule(new ScheduleConfig.Cosine(0)),
                        options,
                        listener);
        return new TrainedModel(
                        network,
                        result.training().parameters(),
                        Normalization.none(context.size()),
                        new TrainedModel.Reading(drawn.schema(), DataOptions.defaults()),
                        provenance(drawn, options.seed()))
                .withClassifier(result.classes(), result.training().parameters());
    }

    private Provenance provenance(Dataset drawn, long seed) {
        return new Provenance(
                Provenance.CURRENT_VERSION,
                drawn.name(),
                drawn.fingerprint(),
                drawn.rows(),
                seed,
                Map.of("task", "causal contexts", "epochs", Integer.toString(config.epochs())),
                Map.of());
    }

    private DenseConfig network() {
        List<DenseLayer> layers = new ArrayList<>();
        for (int size : config.hidden()) {
            layers.add(new DenseLayer(size, ActivationFunction.RELU));
        }
        // Only the encoder is used; the decoder is there because a model file has one.
        return new DenseConfig(
                input,
                layers,
                List.of(new DenseLayer(context.size(), ActivationFunction.LINEAR)),
                false,
                false,
                0,
                Initializer.HE);
    }

    /** Draws contexts by reservoir sampling: each that is not blank is as likely as any other. */
    private Dataset draw(int[] values, int rows, long seed) {
        SeededRandom random = new SeededRandom(seed).fork("contexts");
        int[] places = new int[config.contexts()];
        float[] scratch = new float[context.size()];
        long seen = 0;
        for (int i = 0; i < Math.multiplyExact(rows, context.steps()); i++) {
            int step = i % context.steps();
            if (context.write(values, i / context.steps() * context.values(), step, scratch, 0)) {
                long place = seen < places.length ? seen : (long) (random.nextDouble() * (seen + 1));
                if (place < places.length) {
                    places[(int) place] = i;
                }
                seen++;
            }
        }
        return table(values, Arrays.copyOf(places, (int) Math.min(seen, places.length)));
    }

    private Dataset table(int[] values, int[] places) {
        float[] contexts = new float[Math.multiplyExact(places.length, context.size())];
        List<String> symbols = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            int step = places[i] % context.steps();
            int image = places[i] / context.steps() * context.values();
            context.write(values, image, step, contexts, i * context.size());
            symbols.add(Integer.toString(context.symbol(values, image, step)));
        }
        if (symbols.stream().distinct().count() < 2) {
            throw new MalformedDataException(
                    "the images", "must have something to learn, but are blank or follow from their first pixels");
        }
        return Dataset.of("contexts", new VectorSchema(input), contexts, symbols);
    }
}
