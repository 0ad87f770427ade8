package dev.hourglass.cli;

import dev.hourglass.model.ConvConfig;
import dev.hourglass.model.Initializer;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Layer;
import dev.hourglass.model.LayerText;
import dev.hourglass.model.Likelihood;
import dev.hourglass.model.Network;
import dev.hourglass.tensor.Shape;
import dev.hourglass.train.Objective;
import java.util.List;

/** Turns the settings of a convolutional model into its description: stages, or layers one by one. */
final class ConvSettings {
    private static final List<Integer> DEFAULT_STAGES = List.of(16, 32);

    private final Settings settings;

    ConvSettings(Settings settings) {
        this.settings = settings;
    }

    ConvConfig config(Shape shape, Objective objective, Likelihood likelihood) {
        ConvConfig config = settings.has(Setting.ENCODER)
                ? layerByLayer(shape, objective, likelihood)
                : strided(shape, objective, likelihood);
        return config.withInitializer(Initializer.from(settings.text(Setting.INIT, Initializer.GLOROT.id())));
    }

    private ConvConfig strided(Shape shape, Objective objective, Likelihood likelihood) {
        int size = settings.count(Setting.LATENT, ModelSettings.MAX_DEFAULT_LATENT_SIZE);
        List<Integer> stages = settings.has(Setting.STAGES) ? settings.counts(Setting.STAGES) : DEFAULT_STAGES;
        int dimension = settings.count(Setting.CODE_DIMENSION, ModelSettings.DEFAULT_CODE_DIMENSION);
        return ConvConfig.strided(
                shape, stages, latent(objective, Shape.of(dimension, Math.max(1, size / dimension)), size), likelihood);
    }

    private ConvConfig layerByLayer(Shape shape, Objective objective, Likelihood likelihood) {
        if (!settings.has(Setting.DECODER)) {
            throw new IllegalArgumentException(settings.origin(Setting.ENCODER)
                    + " lists layers, so the decoder's layers must be listed too; add decoder, or use stages");
        }
        List<Layer> encoder = LayerText.parse(settings.texts(Setting.ENCODER), shape);
        Shape end = new Network(shape, encoder).outputShape();
        boolean isHalved = objective.latentKind().equals("gaussian");
        if (isHalved && end.dimension(0) % 2 != 0) {
            throw new IllegalArgumentException("the encoder must end in means, then logarithms of variances, so in an"
                    + " even number, but ends in " + end + "; double its last layer");
        }
        Shape code = isHalved ? half(end) : end;
        return new ConvConfig(
                shape,
                encoder,
                code,
                LayerText.parse(settings.texts(Setting.DECODER), code),
                latent(objective, code, code.size()),
                likelihood,
                Initializer.GLOROT);
    }

    private static Shape half(Shape shape) {
        return shape.rank() == 3
                ? Shape.of(shape.dimension(0) / 2, shape.dimension(1), shape.dimension(2))
                : Shape.of(shape.size() / 2);
    }

    private Latent coded(Shape code) {
        List<Layer> hyperEncoder = LayerText.parse(settings.texts(Setting.HYPER_ENCODER), code);
        Shape side = new Network(code, hyperEncoder).outputShape();
        return new Latent.Coded(
                code,
                settings.has(Setting.TRADEOFFS) ? settings.numbers(Setting.TRADEOFFS) : Latent.Coded.DEFAULT_TRADEOFFS,
                hyperEncoder,
                LayerText.parse(settings.texts(Setting.HYPER_DECODER), side));
    }

    /** Vectors of a codebook lie across the first dimension of the code, as a convolution leaves them. */
    private Latent latent(Objective objective, Shape code, int size) {
        return switch (objective.latentKind()) {
            case "gaussian" ->
                settings.has(Setting.UPPER_LATENTS)
                        ? ModelSettings.hierarchical(settings, size)
                        : new Latent.Gaussian(size);
            case "quantized" ->
                new Latent.Quantized(
                        code.size() / code.dimension(0),
                        settings.count(Setting.CODEBOOK, ModelSettings.DEFAULT_CODEBOOK),
                        code.dimension(0));
            case "coded" -> coded(code);
            default -> new Latent.Point(size);
        };
    }
}
