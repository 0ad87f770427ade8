package dev.hourglass.cli;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.data.DataSchema;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.data.Normalization;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.ConvConfig;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.DenseConfig.DenseLayer;
import dev.hourglass.model.Hierarchical;
import dev.hourglass.model.Initializer;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.Shape;
import dev.hourglass.train.Objective;
import dev.hourglass.train.Transfer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Turns the settings of the model into its description. */
final class ModelSettings {
    static final int MAX_DEFAULT_LATENT_SIZE = 32;
    /** A code this many times smaller than a sample, where no size is asked for. */
    private static final int DEFAULT_SQUEEZE = 4;

    static final int DEFAULT_CODE_DIMENSION = 8;

    static final int DEFAULT_CODEBOOK = 256;

    private static final int DEFAULT_BETWEEN_LATENTS = 100;

    private final Settings settings;
    private final ActivationFunction activation;

    ModelSettings(Settings settings) {
        this.settings = settings;
        this.activation = activation(settings);
    }

    /**
     * What the model is for, as far as it decides defaults.
     *
     * @param schema what samples mean
     * @param normalization what the model sees of them
     * @param objective what is minimised
     */
    record Purpose(DataSchema schema, Normalization.Kind normalization, Objective objective) {
        /** Returns whether the model is a restricted Boltzmann machine. */
        boolean isMachine() {
            return objective instanceof Objective.ContrastiveDivergence;
        }

        /** Returns whether the values to restore are in [0, 1]. */
        boolean isUnitRange() {
            return objective.needsUnitRange()
                    || normalization == Normalization.Kind.MIN_MAX
                    || (schema instanceof ImageSchema && normalization == Normalization.Kind.NONE);
        }
    }

    /** Returns the saved model whose weights training starts from, if one is asked for. */
    Optional<Parameters> initial() throws IOException {
        return weights(Setting.INIT_FROM);
    }

    /** Returns the saved models whose encoder or decoder training starts from, if any are asked for. */
    Optional<Transfer> transfer() throws IOException {
        Transfer transfer = new Transfer(weights(Setting.INITIAL_ENCODER), weights(Setting.INITIAL_DECODER));
        if (transfer.encoder().isEmpty() && transfer.decoder().isEmpty()) {
            return Optional.empty();
        }
        if (settings.has(Setting.INIT_FROM)) {
            throw new IllegalArgumentException(
                    "weights come from init-from or from initial-encoder and initial-decoder,"
                            + " but both were given; leave one out");
        }
        return Optional.of(transfer);
    }

    private Optional<Parameters> weights(Setting setting) throws IOException {
        Optional<String> file = settings.text(setting);
        return file.isPresent()
                ? Optional.of(ModelFile.read(Path.of(file.get())).model().parameters())
                : Optional.empty();
    }

    /** Returns the description. */
    ModelConfig config(Purpose purpose) {
        Likelihood likelihood = likelihood(purpose);
        String family = settings.text(Setting.FAMILY, DenseConfig.FAMILY);
        return switch (family) {
            case DenseConfig.FAMILY -> dense(purpose, likelihood);
            case ConvConfig.FAMILY ->
                new ConvSettings(settings).config(purpose.schema().sampleShape(), purpose.objective(), likelihood);
            default ->
                throw new IllegalArgumentException(
                        settings.origin(Setting.FAMILY) + " must be dense or conv, but was \"" + family + "\"");
        };
    }

    private DenseConfig dense(Purpose purpose, Likelihood likelihood) {
        Shape shape = purpose.schema().sampleShape();
        boolean isDirect = likelihood instanceof Likelihood.Direct;
        ActivationFunction usual =
                purpose.isUnitRange() && isDirect ? ActivationFunction.SIGMOID : ActivationFunction.LINEAR;
        ActivationFunction output = ActivationFunction.from(settings.text(Setting.OUTPUT_ACTIVATION, usual.id()));
        List<DenseLayer> encoder = settings.has(Setting.ENCODER) ? layers(Setting.ENCODER) : encoder(purpose);
        List<DenseLayer> decoder = settings.has(Setting.DECODER)
                ? layers(Setting.DECODER)
                : mirror(encoder, new DenseLayer(shape.size(), output));
        return new DenseConfig(
                shape,
                encoder,
                decoder,
                latent(purpose, encoder.get(encoder.size() - 1).size()),
                likelihood,
                settings.flag(Setting.TIED, purpose.isMachine()),
                settings.flag(Setting.BATCH_NORM, false),
                settings.number(Setting.DROPOUT, 0),
                Initializer.from(settings.text(Setting.INIT, Initializer.GLOROT.id())));
    }

    private Latent latent(Purpose purpose, int size) {
        String usual = settings.has(Setting.UPPER_LATENTS)
                ? "hierarchical"
                : purpose.objective().latentKind();
        String kind = settings.text(Setting.LATENT_KIND, usual);
        return switch (kind) {
            case "point" -> new Latent.Point(size);
            case "gaussian" -> new Latent.Gaussian(size);
            case "hierarchical" -> hierarchical(settings, size);
            case "quantized" -> quantized(size);
            default ->
                throw new IllegalArgumentException(settings.origin(Setting.LATENT_KIND) + " must be one of "
                        + String.join(", ", Latent.ids()) + ", but was \"" + kind + "\"");
        };
    }

    private static ActivationFunction activation(Settings settings) {
        return ActivationFunction.from(settings.text(Setting.ACTIVATION, ActivationFunction.RELU.id()));
    }

    /** Puts levels above a code. */
    static Latent hierarchical(Settings settings, int size) {
        if (!settings.has(Setting.UPPER_LATENTS)) {
            throw new IllegalArgumentException(settings.origin(Setting.UPPER_LATENTS)
                    + " must be given for a hierarchical latent variable; name the sizes of the levels above the code");
        }
        List<Integer> sizes = new ArrayList<>(List.of(size));
        sizes.addAll(settings.counts(Setting.UPPER_LATENTS));
        List<Integer> between = settings.has(Setting.BETWEEN_LATENTS)
                ? settings.counts(Setting.BETWEEN_LATENTS)
                : List.of(DEFAULT_BETWEEN_LATENTS);
        return new Hierarchical(sizes, between, activation(settings));
    }

    private Latent quantized(int size) {
        int dimension = settings.count(Setting.CODE_DIMENSION, Math.min(size, DEFAULT_CODE_DIMENSION));
        if (size % dimension != 0) {
            throw new IllegalArgumentException(settings.origin(Setting.CODE_DIMENSION) + " must divide the " + size
                    + " values of the code, but was " + dimension + "; use " + nearestDivisor(size, dimension));
        }
        return new Latent.Quantized(size / dimension, settings.count(Setting.CODEBOOK, DEFAULT_CODEBOOK), dimension);
    }

    private static int nearestDivisor(int size, int wanted) {
        return IntStream.rangeClosed(1, size)
                .filter(divisor -> size % divisor == 0)
                .boxed()
                .min(Comparator.comparingInt(divisor -> Math.abs(divisor - wanted)))
                .orElse(size);
    }

    private Likelihood likelihood(Purpose purpose) {
        String usual = "direct";
        if (purpose.objective().needsLikelihood()) {
            usual = purpose.isUnitRange() ? "bernoulli" : "gaussian";
        }
        String name = settings.text(Setting.LIKELIHOOD, usual);
        return switch (name) {
            case "direct" -> new Likelihood.Direct();
            case "bernoulli" -> new Likelihood.Bernoulli();
            case "gaussian" -> new Likelihood.Gaussian(settings.number(Setting.DEVIATION, 1));
            case "gaussian-variance" -> new Likelihood.GaussianVariance();
            case "logistic-mixture" -> new Likelihood.LogisticMixture(settings.count(Setting.COMPONENTS, 5));
            case "beta-binomial" -> new Likelihood.BetaBinomial();
            case "categorical" -> new Likelihood.Categorical(settings.count(Setting.CLASSES, 256));
            default ->
                throw new IllegalArgumentException(settings.origin(Setting.LIKELIHOOD) + " must be one of "
                        + String.join(", ", Likelihood.ids()) + ", but was \"" + name + "\"");
        };
    }

    private List<DenseLayer> encoder(Purpose purpose) {
        Shape shape = purpose.schema().sampleShape();
        List<DenseLayer> layers = new ArrayList<>();
        for (int size : settings.counts(Setting.HIDDEN)) {
            layers.add(new DenseLayer(size, activation));
        }
        int squeezed = Math.max(1, Math.min(MAX_DEFAULT_LATENT_SIZE, shape.size() / DEFAULT_SQUEEZE));
        int latentSize = purpose.objective() instanceof Objective.CodeMatching ? shape.size() : squeezed;
        ActivationFunction usual = purpose.isMachine() ? ActivationFunction.SIGMOID : ActivationFunction.LINEAR;
        ActivationFunction code = ActivationFunction.from(settings.text(Setting.CODE_ACTIVATION, usual.id()));
        layers.add(new DenseLayer(settings.count(Setting.LATENT, latentSize), code));
        return layers;
    }

    private static List<DenseLayer> mirror(List<DenseLayer> encoder, DenseLayer output) {
        List<DenseLayer> decoder = new ArrayList<>();
        for (int i = encoder.size() - 2; i >= 0; i--) {
            decoder.add(encoder.get(i));
        }
        decoder.add(output);
        return decoder;
    }

    /** Reads layers such as {@code 256:relu}; a size alone takes the activation of hidden layers. */
    private List<DenseLayer> layers(Setting setting) {
        List<DenseLayer> layers = new ArrayList<>();
        for (String text : settings.texts(setting)) {
            int colon = text.indexOf(':');
            String size = colon < 0 ? text : text.substring(0, colon);
            if (!size.matches("\\d{1,9}")) {
                throw new IllegalArgumentException(
                        settings.origin(setting) + " must be layers such as 256:relu, but one was \"" + text + "\"");
            }
            ActivationFunction function = colon < 0 ? activation : ActivationFunction.from(text.substring(colon + 1));
            layers.add(new DenseLayer(Integer.parseInt(size), function));
        }
        return layers;
    }
}
