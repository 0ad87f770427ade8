package dev.hourglass.model;

import dev.hourglass.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Prints layers as text and reads them back; what follows from the shape of the input is left out.
 *
 * <pre>
 * conv:OUT:KERNEL            :stride=N :padding=N|TOP,BOTTOM,LEFT,RIGHT|valid :dilation=N   default stride 1, same size
 * deconv:OUT:KERNEL          :stride=N :padding=... :dilation=N :output-padding=N           default stride 1, padding 0
 * max-pool:N, avg-pool:N     :stride=N :ceiling                                             default stride as the window
 * upsample:FACTOR            :bilinear
 * flatten, reshape:CxHxW, linear:OUT, dropout:RATE, spatial-dropout:RATE, top-k:K
 * batch-norm, layer-norm, group-norm:GROUPS, gdn, igdn, softmax
 * residual[LAYER,LAYER,...]                                                                 adds what goes in
 * relu, leaky-relu, elu, gelu, tanh, sigmoid, linear
 * </pre>
 */
public final class LayerText {
    private static final String FORMS = "conv:16:3, deconv:8:2:stride=2, max-pool:2, avg-pool:2, upsample:2, flatten,"
            + " reshape:8x7x7, linear:32, batch-norm, layer-norm, group-norm:4, gdn, igdn, dropout:0.2, spatial-dropout:0.2, softmax, top-k:8,"
            + " residual[conv:16:3,relu,conv:16:3], or an activation such as relu";

    private static final String RESIDUAL = "residual[";

    private LayerText() {}

    /** Prints a layer. */
    public static String print(Layer layer) {
        if (layer instanceof Conv2d conv) {
            boolean isSame =
                    conv.kernel() % 2 == 1 && conv.padding().equals(Padding.same(conv.kernel(), conv.dilation()));
            return "conv:" + conv.outputs() + ":" + conv.kernel() + option("stride", conv.stride(), 1)
                    + (isSame ? "" : print(conv.padding())) + option("dilation", conv.dilation(), 1);
        }
        if (layer instanceof ConvTranspose2d conv) {
            return "deconv:" + conv.outputs() + ":" + conv.kernel() + option("stride", conv.stride(), 1)
                    + (conv.padding().equals(Padding.VALID) ? "" : print(conv.padding()))
                    + option("dilation", conv.dilation(), 1) + option("output-padding", conv.outputPadding(), 0);
        }
        if (layer instanceof Pool pool) {
            return (pool.kind() == Pool.Kind.MAX ? "max-pool:" : "avg-pool:")
                    + pool.kernel()
                    + option("stride", pool.stride(), pool.kernel())
                    + (pool.isCeiling() ? ":ceiling" : "");
        }
        if (layer instanceof Upsample upsample) {
            return "upsample:" + upsample.factor() + (upsample.kind() == Upsample.Kind.BILINEAR ? ":bilinear" : "");
        }
        if (layer instanceof Reshape reshape) {
            return reshape.shape().rank() == 1
                    ? "flatten"
                    : "reshape:"
                            + reshape.shape().dimensions().stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining("x"));
        }
        if (layer instanceof Linear linear) {
            return "linear:" + linear.outputs();
        }
        if (layer instanceof Activation activation) {
            return activation.function().id();
        }
        if (layer instanceof Dropout dropout) {
            return "dropout:" + dropout.rate();
        }
        if (layer instanceof BatchNorm norm && norm.equals(BatchNorm.defaults(norm.features()))) {
            return "batch-norm";
        }
        return printMore(layer);
    }

    private static String printMore(Layer layer) {
        if (layer instanceof LayerNorm norm && norm.equals(LayerNorm.defaults(norm.features()))) {
            return "layer-norm";
        }
        if (layer instanceof GroupNorm norm && norm.equals(GroupNorm.of(norm.groups(), norm.channels()))) {
            return "group-norm:" + norm.groups();
        }
        if (layer instanceof Gdn norm) {
            return norm.isInverse() ? "igdn" : "gdn";
        }
        if (layer instanceof SpatialDropout dropout) {
            return "spatial-dropout:" + dropout.rate();
        }
        if (layer instanceof Softmax) {
            return "softmax";
        }
        if (layer instanceof Residual residual) {
            return residual.body().stream().map(LayerText::print).collect(Collectors.joining(",", RESIDUAL, "]"));
        }
        if (layer instanceof TopK sparse) {
            return "top-k:" + sparse.k();
        }
        throw new IllegalArgumentException("there is no text for " + layer);
    }

    private static String option(String name, int value, int usual) {
        return value == usual ? "" : ":" + name + "=" + value;
    }

    private static String print(Padding padding) {
        if (padding.equals(Padding.VALID)) {
            return ":padding=valid";
        }
        return ":padding="
                + (padding.equals(Padding.all(padding.top()))
                        ? String.valueOf(padding.top())
                        : padding.top() + "," + padding.bottom() + "," + padding.left() + "," + padding.right());
    }

    /**
     * Reads layers, each from the output of the one before.
     *
     * @param texts one layer each; a residual block may come in pieces, as a list cut at its commas leaves it
     * @param input the shape of one sample
     * @return the layers
     * @throws IllegalArgumentException if a text is no layer, or the layer cannot take what comes before it
     */
    public static List<Layer> parse(List<String> texts, Shape input) {
        List<Layer> layers = new ArrayList<>();
        Shape shape = input;
        for (String text : LayerLists.join(texts)) {
            Layer layer = parse(text, shape);
            shape = layer.outputShape(shape);
            layers.add(layer);
        }
        return layers;
    }

    /** Reads one layer that takes samples of this shape. */
    public static Layer parse(String text, Shape input) {
        if (text.startsWith(RESIDUAL) && text.endsWith("]")) {
            List<String> body = LayerLists.split(text.substring(RESIDUAL.length(), text.length() - 1));
            return new Residual(parse(body, input));
        }
        LayerWords words = new LayerWords(text, FORMS);
        int channels = input.rank() == 3 ? input.dimension(0) : input.size();
        Layer layer = switch (words.name()) {
            case "conv" -> conv(words, channels);
            case "deconv" -> deconv(words, channels);
            case "max-pool" -> pool(words, Pool.Kind.MAX);
            case "avg-pool" -> pool(words, Pool.Kind.AVERAGE);
            case "upsample" ->
                new Upsample(words.flag("bilinear") ? Upsample.Kind.BILINEAR : Upsample.Kind.NEAREST, words.whole(1));
            case "flatten" -> new Reshape(Shape.of(input.size()));
            case "reshape" -> new Reshape(words.shape(1));
            case "batch-norm" -> BatchNorm.defaults(channels);
            case "layer-norm" -> LayerNorm.defaults(input.size());
            case "group-norm" -> GroupNorm.of(words.whole(1), channels);
            case "gdn", "igdn" -> new Gdn(channels, words.name().equals("igdn"));
            case "softmax" -> new Softmax();
            case "spatial-dropout" -> new SpatialDropout(words.number(1));
            case "dropout" -> new Dropout(words.number(1));
            case "top-k" -> new TopK(words.whole(1));
            default -> linearOrActivation(words, input);
        };
        words.requireAllRead();
        return layer;
    }

    private static Layer linearOrActivation(LayerWords words, Shape input) {
        if (words.name().equals("linear") && words.count() > 1) {
            return new Linear(input.size(), words.whole(1));
        }
        for (ActivationFunction function : ActivationFunction.values()) {
            if (function.id().equals(words.name().toLowerCase(Locale.ROOT))) {
                return new Activation(function);
            }
        }
        throw words.wrong();
    }

    private static Layer conv(LayerWords words, int channels) {
        int kernel = words.whole(2);
        int dilation = words.option("dilation", 1);
        return new Conv2d(
                channels,
                words.whole(1),
                kernel,
                words.option("stride", 1),
                words.padding().orElseGet(() -> Padding.same(kernel, dilation)),
                dilation);
    }

    private static Layer deconv(LayerWords words, int channels) {
        return new ConvTranspose2d(
                channels,
                words.whole(1),
                words.whole(2),
                words.option("stride", 1),
                words.padding().orElse(Padding.VALID),
                words.option("dilation", 1),
                words.option("output-padding", 0));
    }

    private static Layer pool(LayerWords words, Pool.Kind kind) {
        int kernel = words.whole(1);
        return new Pool(kind, kernel, words.option("stride", kernel), words.flag("ceiling"));
    }
}
