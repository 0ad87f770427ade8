package dev.hourglass.testkit;

import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.DenseConfig.DenseLayer;
import dev.hourglass.model.Initializer;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes random descriptions of models: any sizes (few are multiples of 16), every activation and initialiser, tied or
 * not, batch normalisation, dropout, decoders that mirror the encoder or do not.
 */
public final class RandomModels {
    private static final Initializer[] FOR_DENSE = {
        Initializer.GLOROT, Initializer.HE, Initializer.ORTHOGONAL, Initializer.UNIFORM
    };

    private static final int MOST_FEATURES = 70;
    private static final int MOST_HIDDEN = 48;
    private static final int MOST_CODES = 20;

    private RandomModels() {}

    /** Returns the model of a seed, of at most 3 hidden layers a side. */
    public static DenseConfig dense(long seed) {
        SeededRandom random = new SeededRandom(seed).fork("model");
        return dense(random, any(random, ActivationFunction.values()));
    }

    /** Returns the model of a seed, ending in a sigmoid. */
    public static DenseConfig denseToSigmoid(long seed) {
        return dense(new SeededRandom(seed).fork("model"), ActivationFunction.SIGMOID);
    }

    private static DenseConfig dense(SeededRandom random, ActivationFunction last) {
        int features = 3 + random.nextInt(MOST_FEATURES - 2);
        List<DenseLayer> encoder = hidden(random);
        encoder.add(layer(random, 1 + random.nextInt(MOST_CODES)));
        boolean isTied = random.nextInt(4) == 0;
        List<DenseLayer> decoder = isTied || random.nextInt(2) == 0 ? mirrored(random, encoder) : hidden(random);
        decoder.add(new DenseLayer(features, last));
        double dropout = random.nextInt(3) == 0 ? 0.1 + 0.4 * random.nextDouble() : 0;
        boolean hasBatchNorm = random.nextInt(3) == 0;
        Initializer initializer = any(random, FOR_DENSE);
        return new DenseConfig(Shape.of(features), encoder, decoder, isTied, hasBatchNorm, dropout, initializer);
    }

    private static List<DenseLayer> hidden(SeededRandom random) {
        List<DenseLayer> layers = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            layers.add(layer(random, 2 + random.nextInt(MOST_HIDDEN - 1)));
        }
        return layers;
    }

    private static List<DenseLayer> mirrored(SeededRandom random, List<DenseLayer> encoder) {
        List<DenseLayer> layers = new ArrayList<>();
        for (int i = encoder.size() - 2; i >= 0; i--) {
            layers.add(layer(random, encoder.get(i).size()));
        }
        return layers;
    }

    private static DenseLayer layer(SeededRandom random, int size) {
        return new DenseLayer(size, any(random, ActivationFunction.values()));
    }

    private static <T> T any(SeededRandom random, T[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
