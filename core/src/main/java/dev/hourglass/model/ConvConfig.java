package dev.hourglass.model;

import dev.hourglass.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Describes an autoencoder layer by layer, usually of images.
 *
 * @param inputShape the shape of one sample, [C, H, W] for images
 * @param encoder the encoder's layers; they end in what the latent variable takes
 * @param decoderInput the shape in which the decoder takes codes
 * @param decoder the decoder's layers, from what the latent variable gives to the parameters of the likelihood
 * @param latent what stands at the waist
 * @param likelihood what the decoder's outputs mean
 * @param initializer the distribution that weights start from
 */
public record ConvConfig(
        Shape inputShape,
        List<Layer> encoder,
        Shape decoderInput,
        List<Layer> decoder,
        Latent latent,
        Likelihood likelihood,
        Initializer initializer)
        implements ModelConfig {
    /** The family's name in files. */
    public static final String FAMILY = "conv";

    private static final int LARGEST_SIDE = 256;
    private static final Layer RELU = new Activation(ActivationFunction.RELU);

    public ConvConfig {
        encoder = List.copyOf(encoder);
        decoder = List.copyOf(decoder);
        if (inputShape.rank() == 3 && Math.max(inputShape.dimension(1), inputShape.dimension(2)) > LARGEST_SIDE) {
            throw new IllegalArgumentException("images must be at most " + LARGEST_SIDE + " pixels a side, but were "
                    + inputShape + "; shrink them with image-size");
        }
        autoencoder(inputShape, encoder, decoderInput, decoder, latent, likelihood);
    }

    /**
     * Describes an autoencoder by the texts of its layers, with a plain code and values as outputs. The decoder takes
     * codes in the shape the encoder leaves.
     *
     * @param inputShape the shape of one sample
     * @param encoder texts such as {@code conv:16:3}; see {@link LayerText}
     * @param decoder texts from the code back to the sample
     * @return the description
     */
    public static ConvConfig of(Shape inputShape, List<String> encoder, List<String> decoder) {
        List<Layer> down = LayerText.parse(encoder, inputShape);
        Shape code = new Network(inputShape, down).outputShape();
        return new ConvConfig(
                inputShape,
                down,
                code,
                LayerText.parse(decoder, code),
                new Latent.Point(code.size()),
                new Likelihood.Direct(),
                Initializer.GLOROT);
    }

    /**
     * Returns an autoencoder of strided convolutions with a plain code; its outputs end in a sigmoid.
     *
     * @param inputShape [C, H, W]
     * @param channels of the stages, at least one
     * @param latentSize L
     * @return the description
     */
    public static ConvConfig defaults(Shape inputShape, List<Integer> channels, int latentSize) {
        return strided(inputShape, channels, new Latent.Point(latentSize), new Likelihood.Direct());
    }

    /**
     * Returns an autoencoder of strided convolutions: each stage of 3 x 3 taps halves the image and ends in ReLU, a
     * linear layer leads to the latent variable, and the decoder mirrors it. Values as outputs end in a sigmoid.
     *
     * @param inputShape [C, H, W]
     * @param channels of the stages, at least one
     * @param latent what stands at the waist
     * @param likelihood what the outputs mean
     * @return the description
     */
    public static ConvConfig strided(Shape inputShape, List<Integer> channels, Latent latent, Likelihood likelihood) {
        ImageLayers.requireImage("a convolutional autoencoder", inputShape);
        List<Layer> encoder = new ArrayList<>();
        List<Shape> shapes = new ArrayList<>();
        Shape shape = inputShape;
        for (int outputs : channels) {
            Layer conv = new Conv2d(shape.dimension(0), outputs, 3, 2, Padding.all(1), 1);
            shapes.add(shape);
            encoder.add(conv);
            encoder.add(RELU);
            shape = conv.outputShape(shape);
        }
        List<Layer> decoder = new ArrayList<>();
        decoder.add(new Linear(latent.decoderInputs(), shape.size()));
        decoder.add(RELU);
        decoder.add(new Reshape(shape));
        for (int i = shapes.size() - 1; i >= 0; i--) {
            decoder.add(mirror((Conv2d) encoder.get(2 * i), shapes.get(i), i == 0 ? likelihood.planes() : 1));
            if (i > 0) {
                decoder.add(RELU);
            } else if (likelihood instanceof Likelihood.Direct) {
                decoder.add(new Activation(ActivationFunction.SIGMOID));
            }
        }
        encoder.add(new Linear(shape.size(), latent.encoderOutputs()));
        Shape decoderInput = Shape.of(latent.decoderInputs());
        return new ConvConfig(inputShape, encoder, decoderInput, decoder, latent, likelihood, Initializer.GLOROT);
    }

    /** An odd size needs no output padding to come back from a stride of 2, an even one a pixel. */
    private static Layer mirror(Conv2d conv, Shape input, int planes) {
        if (input.dimension(1) % 2 != input.dimension(2) % 2) {
            throw new IllegalArgumentException("a stride of 2 can be turned back where height and width are both even"
                    + " or both odd, but a stage takes " + input + "; use image-size to make them alike");
        }
        return new ConvTranspose2d(
                /* inputs= */ conv.outputs(),
                /* outputs= */ planes * conv.inputs(),
                3,
                2,
                Padding.all(1),
                1,
                (input.dimension(1) + 1) % 2);
    }

    /**
     * Returns the convolutional autoencoder of the Keras tutorial for 28 x 28 images, with a code of [8, 4, 4]. Source:
     * Chollet 2016, https://blog.keras.io/building-autoencoders-in-keras.html.
     */
    public static ConvConfig kerasClassic() {
        return of(
                Shape.of(1, 28, 28),
                List.of(
                        "conv:16:3",
                        "relu",
                        "max-pool:2",
                        "conv:8:3",
                        "relu",
                        "max-pool:2",
                        "conv:8:3",
                        "relu",
                        "max-pool:2:ceiling"),
                List.of(
                        "conv:8:3",
                        "relu",
                        "upsample:2",
                        "conv:8:3",
                        "relu",
                        "upsample:2",
                        "conv:16:3:padding=valid",
                        "relu",
                        "upsample:2",
                        "conv:1:3",
                        "sigmoid"));
    }

    /**
     * Returns a codec of pictures: overlapping blocks that start as the cosine transform, corrected by what is around
     * them, and a hyperprior. Source: Minnen et al. 2018, https://arxiv.org/abs/1809.02736 (hyperprior).
     *
     * @param picture [1 or 3, H, W], H and W multiples of 16
     * @return the description
     */
    public static ConvConfig pictureCodec(Shape picture) {
        int maps = 64 * picture.dimension(0);
        String block = "residual[conv:64:3,leaky-relu,conv:" + maps + ":3]";
        ConvConfig plain = of(
                picture,
                List.of("conv:" + maps + ":16:stride=8:padding=4", block),
                List.of(block, block, "deconv:" + picture.dimension(0) + ":16:stride=8:padding=4"));
        Shape code = plain.decoderInput;
        List<Layer> hyperEncoder = LayerText.parse(
                List.of("conv:64:1", "leaky-relu", "conv:64:3", "leaky-relu", "conv:16:5:stride=2"), code);
        List<Layer> hyperDecoder = LayerText.parse(
                List.of(
                        "deconv:128:5:stride=2:padding=2:output-padding=1",
                        "leaky-relu",
                        "conv:128:3",
                        "leaky-relu",
                        "conv:" + 2 * maps + ":1"),
                new Network(code, hyperEncoder).outputShape());
        return plain.withLatent(new Latent.Coded(code, Latent.Coded.DEFAULT_TRADEOFFS, hyperEncoder, hyperDecoder))
                .withInitializer(Initializer.COSINE);
    }

    /** Returns a copy with another variable at the waist. */
    public ConvConfig withLatent(Latent changed) {
        return new ConvConfig(inputShape, encoder, decoderInput, decoder, changed, likelihood, initializer);
    }

    /** Returns a copy whose outputs mean something else. */
    public ConvConfig withLikelihood(Likelihood changed) {
        return new ConvConfig(inputShape, encoder, decoderInput, decoder, latent, changed, initializer);
    }

    /** Returns a copy with another initialiser. */
    public ConvConfig withInitializer(Initializer changed) {
        return new ConvConfig(inputShape, encoder, decoderInput, decoder, latent, likelihood, changed);
    }

    @Override
    public String family() {
        return FAMILY;
    }

    @Override
    public Autoencoder build() {
        return autoencoder(inputShape, encoder, decoderInput, decoder, latent, likelihood);
    }

    private static Autoencoder autoencoder(
            Shape inputShape,
            List<Layer> encoder,
            Shape decoderInput,
            List<Layer> decoder,
            Latent latent,
            Likelihood likelihood) {
        return new Autoencoder(
                new Network(inputShape, encoder), latent, new Network(decoderInput, decoder), likelihood);
    }
}
