package dev.hourglass.bench;

import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.DenseConfig.DenseLayer;
import dev.hourglass.model.Initializer;
import dev.hourglass.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The work that every engine of a comparison does, and its text in the protocol.
 *
 * @param name names it in the protocol
 * @param isTraining whether steps are taken; else samples are reconstructed
 * @param batchSize samples of one call
 * @param objective {@code mse} or {@code bce}
 * @param sizes features of the input and of each layer
 * @param activations the function each layer ends in
 */
record CaseDefinition(
        String name,
        boolean isTraining,
        int batchSize,
        String objective,
        List<Integer> sizes,
        List<ActivationFunction> activations) {
    private static final int WORDS = 8;

    CaseDefinition {
        sizes = List.copyOf(sizes);
        activations = List.copyOf(activations);
        if (activations.size() < 2 || sizes.size() != activations.size() + 1) {
            throw new IllegalArgumentException("a case needs at least 2 layers and one size more than layers, but had "
                    + activations.size() + " layers and " + sizes.size() + " sizes");
        }
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
                sizes.stream().map(String::valueOf).collect(Collectors.joining(",")),
                activations.stream().map(ActivationFunction::id).collect(Collectors.joining(",")),
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
                split(words.get(5)).stream().map(Integer::valueOf).toList(),
                split(words.get(6)).stream().map(ActivationFunction::from).toList());
    }

    /** Returns the same work under another name, for an engine to do a second time from the start. */
    CaseDefinition named(String other) {
        return new CaseDefinition(other, isTraining, batchSize, objective, sizes, activations);
    }

    /** Returns the model: the first half of the layers encodes. */
    DenseConfig model() {
        List<DenseLayer> layers = new ArrayList<>();
        for (int i = 0; i < activations.size(); i++) {
            layers.add(new DenseLayer(sizes.get(i + 1), activations.get(i)));
        }
        int half = layers.size() / 2;
        return new DenseConfig(
                Shape.of(sizes.get(0)),
                layers.subList(0, half),
                layers.subList(half, layers.size()),
                false,
                false,
                0,
                Initializer.GLOROT);
    }

    private static List<String> split(String text) {
        return List.of(text.split(",", -1));
    }
}
