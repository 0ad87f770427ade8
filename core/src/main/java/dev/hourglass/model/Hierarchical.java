package dev.hourglass.model;

import dev.hourglass.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several normal variables in a chain, each told by its neighbour. The code is the mean of the first one.
 *
 * <pre>{@code
 * x -> encoder -> q(z_1 | x),  q(z_2 | z_1), ..., q(z_L | z_{L-1})
 * x <- decoder <- z_1,  p(z_1 | z_2), ..., p(z_{L-1} | z_L),  p(z_L) standard normal
 * }</pre>
 *
 * All have diagonal covariance. A network between two levels is fully connected and ends in means, then logarithms of
 * variances. Source: Kingma, Abbeel and Ho 2019, "Bit-Swap", https://arxiv.org/abs/1905.06845, section 2.3.
 *
 * @param sizes values of z_1, z_2 and so on; 2 to 16 levels of at least 1 each
 * @param hidden sizes of hidden layers between two levels, possibly none
 * @param activation of hidden layers
 */
public record Hierarchical(List<Integer> sizes, List<Integer> hidden, ActivationFunction activation) implements Latent {
    private static final int MOST_LEVELS = 16;

    public Hierarchical {
        sizes = List.copyOf(sizes);
        hidden = List.copyOf(hidden);
        if (sizes.size() < 2 || sizes.size() > MOST_LEVELS) {
            throw new IllegalArgumentException("a hierarchical latent variable must have 2 to " + MOST_LEVELS
                    + " levels, but had " + sizes.size());
        }
        if (sizes.stream().anyMatch(size -> size < 1) || hidden.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                    "levels and layers between them must have at least 1 value each, but had " + sizes + " and "
                            + hidden);
        }
    }

    @Override
    public String id() {
        return "hierarchical";
    }

    @Override
    public int size() {
        return sizes.get(0);
    }

    @Override
    public int encoderOutputs() {
        return Math.multiplyExact(2, size());
    }

    @Override
    public int decoderInputs() {
        return size();
    }

    @Override
    public boolean isNormal() {
        return true;
    }

    /** Returns L, the number of levels. */
    public int levels() {
        return sizes.size();
    }

    /** Returns the number of values of a level, counted from 1. */
    public int size(int level) {
        return sizes.get(level - 1);
    }

    /** Returns where the weights of {@link #posterior} are. */
    public static String posteriorPath(int level) {
        return "posterior_" + level;
    }

    /** Returns where the weights of {@link #prior} are. */
    public static String priorPath(int level) {
        return "prior_" + level;
    }

    /** Returns the network from the level below to the posterior of a level, in [2, L]. */
    public Network posterior(int level) {
        return between(size(level - 1), size(level));
    }

    /** Returns the network from the level above to the prior of a level, in [1, L - 1]. */
    public Network prior(int level) {
        return between(size(level + 1), size(level));
    }

    private Network between(int from, int to) {
        List<Layer> layers = new ArrayList<>();
        int inputs = from;
        for (int outputs : hidden) {
            layers.add(new Linear(inputs, outputs));
            if (activation != ActivationFunction.LINEAR) {
                layers.add(new Activation(activation));
            }
            inputs = outputs;
        }
        layers.add(new Linear(inputs, Math.multiplyExact(2, to)));
        return new Network(Shape.of(from), layers);
    }

    /** Returns the networks between levels by the path of their weights, in the order of storage. */
    public Map<String, Network> networks() {
        Map<String, Network> networks = new LinkedHashMap<>();
        for (int level = 1; level < levels(); level++) {
            networks.put(posteriorPath(level + 1), posterior(level + 1));
            networks.put(priorPath(level), prior(level));
        }
        return networks;
    }
}
