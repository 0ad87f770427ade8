package dev.hourglass.bench;

import dev.hourglass.model.ConvConfig;
import dev.hourglass.model.Initializer;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Layer;
import dev.hourglass.model.LayerText;
import dev.hourglass.model.Likelihood;
import dev.hourglass.model.Network;
import dev.hourglass.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The work that every engine of a comparison does, and its text in the protocol.
 *
 * @param name names it in the protocol
 * @param isTraining whether steps are taken; else samples are reconstructed
 * @param batchSize samples of one call
 * @param objective {@code mse}, {@code bce} or {@code elbo}, which stands for a normal code and a Bernoulli likelihood
 * @param inputShape the shape of one sample
 * @param encoder texts of the layers up to the code, as {@link LayerText} reads them
 * @param decoder texts of the layers from the code
 */
record CaseDefinition(
        String name,
        boolean isTraining,
        int batchSize,
        String objective,
        Shape inputShape,
        List<String> encoder,
        List<String> decoder) {
    private static final int WORDS = 9;
    private static final String BETWEEN_LAYERS = ";";

    CaseDefinition {
        encoder = List.copyOf(encoder);
        decoder = List.copyOf(decoder);
    }

    /** Describes training steps. */
    static CaseDefinition training(
            String name,
            int batchSize,
            String objective,
            Shape inputShape,
            List<String> encoder,
            List<String> decoder) {
        return new CaseDefinition(name, true, batchSize, objective, inputShape, encoder, decoder);
    }

    /** Describes reconstructions by 784-100-784. */
    static CaseDefinition inference(String name, int batchSize) {
        List<String> encoder = List.of("linear:100", "relu");
        List<String> decoder = List.of("linear:784", "sigmoid");
        return new CaseDefinition(name, false, batchSize, "mse", Shape.of(784), encoder, decoder);
    }

    /** Returns the request that makes an engine know this case. */
    String request(String weightFile) {
        return String.join(
                " ",
                "define",
                name,
                isTraining ? "train" : "infer",
                Integer.toString(batchSize),
                objective,
                inputShape.dimensions().stream().map(String::valueOf).collect(Collectors.joining("x")),
                String.join(BETWEEN_LAYERS, encoder),
                String.join(BETWEEN_LAYERS, decoder),
                weightFile);
    }

    /** Reads a request back; its last word, the weight file, is left to the caller. */
    static CaseDefinition parse(List<String> words) {
        if (words.size() != WORDS) {
            throw new IllegalArgumentException(
                    "a definition must have " + WORDS + " words, but had " + words.size() + ": " + words);
        }
        return new CaseDefinition(
                words.get(1),
                words.get(2).equals("train"),
                Integer.parseInt(words.get(3)),
                words.get(4),
                Shape.of(Arrays.stream(words.get(5).split("x", -1))
                        .mapToInt(Integer::parseInt)
                        .toArray()),
                List.of(words.get(6).split(BETWEEN_LAYERS, -1)),
                List.of(words.get(7).split(BETWEEN_LAYERS, -1)));
    }

    /** Returns the same work under another name, for an engine to do a second time from the start. */
    CaseDefinition named(String other) {
        return new CaseDefinition(other, isTraining, batchSize, objective, inputShape, encoder, decoder);
    }

    /** Returns whether codes are drawn while training, by each engine its own. */
    boolean isVariational() {
        return objective.equals("elbo");
    }

    /** Returns whether samples are images. */
    boolean isOfImages() {
        return inputShape.rank() == 3;
    }

    /** Returns the model. */
    ConvConfig model() {
        if (!isVariational()) {
            return ConvConfig.of(inputShape, encoder, decoder);
        }
        List<Layer> down = LayerText.parse(encoder, inputShape);
        Latent latent =
                new Latent.Gaussian(new Network(inputShape, down).outputShape().size() / 2);
        Shape code = Shape.of(latent.decoderInputs());
        List<Layer> up = LayerText.parse(decoder, code);
        return new ConvConfig(inputShape, down, code, up, latent, new Likelihood.Bernoulli(), Initializer.GLOROT);
    }
}
