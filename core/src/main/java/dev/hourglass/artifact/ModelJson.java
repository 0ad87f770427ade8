package dev.hourglass.artifact;

import dev.hourglass.file.JsonView;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.ConvConfig;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.DenseConfig.DenseLayer;
import dev.hourglass.model.Hierarchical;
import dev.hourglass.model.Initializer;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Layer;
import dev.hourglass.model.LayerText;
import dev.hourglass.model.Likelihood;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.model.Network;
import dev.hourglass.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Translates between the description of a model and JSON.
 *
 * <pre>
 * {"family": "dense", "inputShape": [1, 28, 28],
 *  "encoder": [{"size": 400, "activation": "relu"}, {"size": 20, "activation": "linear"}], "decoder": [...],
 *  "latent": {"kind": "gaussian", "size": 20}, "likelihood": {"kind": "bernoulli"},
 *  "isTied": false, "hasBatchNorm": false, "dropout": 0.0, "initializer": "uniform"}
 *
 * {"family": "conv", "inputShape": [1, 28, 28], "encoder": ["conv:16:3", "relu", "max-pool:2"],
 *  "decoderInput": [16, 14, 14], "decoder": [...], "latent": ..., "likelihood": ..., "initializer": ...}
 * </pre>
 */
public final class ModelJson {
    private ModelJson() {}

    /** Returns the description as JSON. */
    public static Map<String, Object> print(ModelConfig config) {
        if (config instanceof DenseConfig dense) {
            return printDense(dense);
        }
        if (config instanceof ConvConfig conv) {
            return printConv(conv);
        }
        throw new AssertionError(config);
    }

    /**
     * Reads a description.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ModelConfig read(JsonView fields) {
        String family = fields.text("family");
        if (family.equals(DenseConfig.FAMILY)) {
            return readDense(fields);
        }
        if (family.equals(ConvConfig.FAMILY)) {
            return readConv(fields);
        }
        throw new IllegalArgumentException("family must be \"dense\" or \"conv\", but was \"" + family + "\"");
    }

    private static Map<String, Object> printDense(DenseConfig dense) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("family", DenseConfig.FAMILY);
        fields.put("inputShape", dense.inputShape().dimensions());
        fields.put("encoder", dense.encoder().stream().map(ModelJson::print).toList());
        fields.put("decoder", dense.decoder().stream().map(ModelJson::print).toList());
        fields.put("latent", print(dense.latent()));
        fields.put("likelihood", print(dense.likelihood()));
        fields.put("isTied", dense.isTied());
        fields.put("hasBatchNorm", dense.hasBatchNorm());
        fields.put("dropout", dense.dropout());
        fields.put("initializer", dense.initializer().id());
        return fields;
    }

    private static DenseConfig readDense(JsonView fields) {
        return new DenseConfig(
                new Shape(fields.integers("inputShape")),
                readLayers(fields.objects("encoder")),
                readLayers(fields.objects("decoder")),
                readLatent(fields.object("latent")),
                readLikelihood(fields.object("likelihood")),
                fields.flag("isTied"),
                fields.flag("hasBatchNorm"),
                fields.number("dropout"),
                Initializer.from(fields.text("initializer")));
    }

    private static Map<String, Object> printConv(ConvConfig conv) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("family", ConvConfig.FAMILY);
        fields.put("inputShape", conv.inputShape().dimensions());
        fields.put("encoder", conv.encoder().stream().map(LayerText::print).toList());
        fields.put("decoderInput", conv.decoderInput().dimensions());
        fields.put("decoder", conv.decoder().stream().map(LayerText::print).toList());
        fields.put("latent", print(conv.latent()));
        fields.put("likelihood", print(conv.likelihood()));
        fields.put("initializer", conv.initializer().id());
        return fields;
    }

    private static ConvConfig readConv(JsonView fields) {
        Shape inputShape = new Shape(fields.integers("inputShape"));
        Shape decoderInput = new Shape(fields.integers("decoderInput"));
        return new ConvConfig(
                inputShape,
                LayerText.parse(fields.texts("encoder"), inputShape),
                decoderInput,
                LayerText.parse(fields.texts("decoder"), decoderInput),
                readLatent(fields.object("latent")),
                readLikelihood(fields.object("likelihood")),
                Initializer.from(fields.text("initializer")));
    }

    private static Map<String, Object> print(DenseLayer layer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("size", layer.size());
        fields.put("activation", layer.activation().id());
        return fields;
    }

    private static List<DenseLayer> readLayers(List<JsonView> layers) {
        return layers.stream()
                .map(layer -> new DenseLayer(layer.integer("size"), ActivationFunction.from(layer.text("activation"))))
                .toList();
    }

    static Map<String, Object> print(Latent latent) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", latent.id());
        fields.put("size", latent.size());
        if (latent instanceof Hierarchical hierarchical) {
            fields.put("sizes", hierarchical.sizes());
            fields.put("hidden", hierarchical.hidden());
            fields.put("activation", hierarchical.activation().id());
        } else if (latent instanceof Latent.Quantized quantized) {
            fields.put("entries", quantized.entries());
            fields.put("dimension", quantized.dimension());
        } else if (latent instanceof Latent.Coded coded) {
            fields.put("shape", coded.shape().dimensions());
            fields.put("tradeoffs", coded.tradeoffs());
            fields.put(
                    "hyperEncoder",
                    coded.hyperEncoder().stream().map(LayerText::print).toList());
            fields.put(
                    "hyperDecoder",
                    coded.hyperDecoder().stream().map(LayerText::print).toList());
        }
        return fields;
    }

    static Latent readLatent(JsonView fields) {
        int size = fields.integer("size");
        String kind = fields.text("kind");
        return switch (kind) {
            case "point" -> new Latent.Point(size);
            case "gaussian" -> new Latent.Gaussian(size);
            case "hierarchical" ->
                new Hierarchical(
                        fields.integers("sizes"),
                        fields.integers("hidden"),
                        ActivationFunction.from(fields.text("activation")));
            case "quantized" -> new Latent.Quantized(size, fields.integer("entries"), fields.integer("dimension"));
            case "coded" -> readCoded(fields);
            default ->
                throw new IllegalArgumentException(
                        "latent kind must be one of " + String.join(", ", Latent.ids()) + ", but was \"" + kind + "\"");
        };
    }

    private static Latent readCoded(JsonView fields) {
        Shape shape = new Shape(fields.integers("shape"));
        List<Layer> hyperEncoder = LayerText.parse(fields.texts("hyperEncoder"), shape);
        Shape side = hyperEncoder.isEmpty() ? shape : new Network(shape, hyperEncoder).outputShape();
        return new Latent.Coded(
                shape, fields.numbers("tradeoffs"), hyperEncoder, LayerText.parse(fields.texts("hyperDecoder"), side));
    }

    static Map<String, Object> print(Likelihood likelihood) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", likelihood.id());
        if (likelihood instanceof Likelihood.Gaussian gaussian) {
            fields.put("deviation", gaussian.deviation());
        } else if (likelihood instanceof Likelihood.LogisticMixture mixture) {
            fields.put("components", mixture.components());
        } else if (likelihood instanceof Likelihood.Categorical categorical) {
            fields.put("classes", categorical.classes());
        }
        return fields;
    }

    static Likelihood readLikelihood(JsonView fields) {
        String kind = fields.text("kind");
        return switch (kind) {
            case "direct" -> new Likelihood.Direct();
            case "bernoulli" -> new Likelihood.Bernoulli();
            case "gaussian" -> new Likelihood.Gaussian(fields.number("deviation"));
            case "gaussian-variance" -> new Likelihood.GaussianVariance();
            case "logistic-mixture" -> new Likelihood.LogisticMixture(fields.integer("components"));
            case "beta-binomial" -> new Likelihood.BetaBinomial();
            case "categorical" -> new Likelihood.Categorical(fields.integer("classes"));
            default ->
                throw new IllegalArgumentException("likelihood must be direct or one of "
                        + String.join(", ", Likelihood.ids()) + ", but was \"" + kind + "\"");
        };
    }
}
