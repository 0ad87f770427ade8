package dev.hourglass.bench;

import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.ConvConfig;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.DenseConfig.DenseLayer;
import dev.hourglass.model.Initializer;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Layer;
import dev.hourglass.model.LayerText;
import dev.hourglass.model.Likelihood;
import dev.hourglass.model.Linear;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.model.Network;
import dev.hourglass.tensor.Shape;
import dev.hourglass.train.Objective;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The work that every engine of a comparison does, and its text in the protocol.
 *
 * @param name names it in the protocol
 * @param isTraining whether steps are taken; else samples are reconstructed
 * @param batchSize samples of one call
 * @param objective what is minimised; drawn codes and likelihoods belong to it
 * @param inputShape the shape of one sample
 * @param encoder texts of the layers up to the code, as {@link LayerText} reads them
 * @param decoder texts of the layers from the code
 */
record CaseDefinition(
        String name,
        boolean isTraining,
        int batchSize,
        CaseObjective objective,
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
        return new CaseDefinition(name, true, batchSize, CaseObjective.parse(objective), inputShape, encoder, decoder);
    }

    /** Describes reconstructions by 784-100-784. */
    static CaseDefinition inference(String name, int batchSize) {
        List<String> encoder = List.of("linear:100", "relu");
        List<String> decoder = List.of("linear:784", "sigmoid");
        return new CaseDefinition(name, false, batchSize, CaseObjective.parse("mse"), Shape.of(784), encoder, decoder);
    }

    /** Returns the request that makes an engine know this case. */
    String request(String weightFile) {
        return String.join(
                " ",
                "define",
                name,
                isTraining ? "train" : "infer",
                Integer.toString(batchSize),
                objective.text(),
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
                CaseObjective.parse(words.get(4)),
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

    /** Returns whether weights can be compared after steps: not where every engine draws what decides them. */
    boolean isChecked() {
        return isTraining && !objective.isAlwaysDrawn();
    }

    /** Returns whether samples are images. */
    boolean isOfImages() {
        return inputShape.rank() == 3;
    }

    /** Returns the model. */
    ModelConfig model() {
        List<Layer> down = LayerText.parse(encoder, inputShape);
        if (objective.objective() instanceof Objective.ContrastiveDivergence) {
            return machine(((Linear) down.get(0)).outputs());
        }
        Shape ends = new Network(inputShape, down).outputShape();
        Latent latent = objective.latent(ends.size());
        Shape code = latent.decoderInputs() == ends.size() ? ends : Shape.of(latent.decoderInputs());
        List<Layer> up = LayerText.parse(decoder, code);
        int planes = new Network(code, up).outputShape().size() / inputShape.size();
        return new ConvConfig(inputShape, down, code, up, latent, objective.likelihood(planes), Initializer.GLOROT);
    }

    /** Returns a restricted Boltzmann machine of binary units. */
    private DenseConfig machine(int hidden) {
        return new DenseConfig(
                inputShape,
                List.of(new DenseLayer(hidden, ActivationFunction.SIGMOID)),
                List.of(new DenseLayer(inputShape.size(), ActivationFunction.SIGMOID)),
                new Latent.Point(hidden),
                new Likelihood.Direct(),
                true,
                false,
                0,
                Initializer.GLOROT);
    }
}
