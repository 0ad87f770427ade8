package dev.hourglass.testkit;

import dev.hourglass.model.Activation;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.BatchNorm;
import dev.hourglass.model.Dropout;
import dev.hourglass.model.Layer;
import dev.hourglass.model.Linear;
import dev.hourglass.model.Network;
import dev.hourglass.model.TiedLinear;
import dev.hourglass.nn.Penalty;
import dev.hourglass.train.Objective;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains an autoencoder in float64, plainly: what the fast path must come to but for rounding. Shares no code with
 * {@code nn}. Not thread-safe.
 */
public final class ReferenceNetwork {
    private final ReferenceWeights weights;
    private final ReferenceLoss loss;
    private final Penalty penalty;
    private final long seed;
    private final List<ReferenceLayer> layers = new ArrayList<>();
    private double distanceToKink;

    /**
     * Binds a model to weights.
     *
     * @param model the layers
     * @param weights its weights; gradients are written to it
     * @param objective the loss
     * @param penalty what weights add; limits of gradients are not applied here
     * @param seed for dropout
     */
    public ReferenceNetwork(
            Autoencoder model, ReferenceWeights weights, Objective objective, Penalty penalty, long seed) {
        this.weights = weights;
        this.loss = new ReferenceLoss(objective);
        this.penalty = penalty;
        this.seed = seed;
        add("encoder", model.encoder());
        add("decoder", model.decoder());
        if (loss.isFromLogits()) {
            removeSigmoid(model.decoder().layers());
        }
    }

    private void add(String network, Network layersOfNetwork) {
        for (int i = 0; i < layersOfNetwork.layers().size(); i++) {
            layers.add(layer(network + "." + i, layersOfNetwork.layers().get(i)));
        }
    }

    private ReferenceLayer layer(String path, Layer layer) {
        if (layer instanceof Linear linear) {
            return new ReferenceLinear(
                    weights, path + ".weight", path + ".bias", linear.inputs(), linear.outputs(), false);
        }
        if (layer instanceof TiedLinear tied) {
            String shared = "encoder." + tied.encoderLayer() + ".weight";
            return new ReferenceLinear(weights, shared, path + ".bias", tied.inputs(), tied.outputs(), true);
        }
        if (layer instanceof BatchNorm norm) {
            return new ReferenceBatchNorm(weights, path, norm);
        }
        if (layer instanceof Activation activation) {
            return new ReferenceActivation(activation.function());
        }
        if (layer instanceof Dropout dropout) {
            return new ReferenceDropout(dropout.rate(), seed + layers.size());
        }
        throw new AssertionError(layer);
    }

    private void removeSigmoid(List<Layer> decoder) {
        if (!decoder.get(decoder.size() - 1).equals(new Activation(ActivationFunction.SIGMOID))) {
            throw new IllegalArgumentException("binary cross-entropy needs a model that ends in a sigmoid");
        }
        layers.remove(layers.size() - 1);
    }

    /**
     * Computes the loss of a batch and the gradients of all weights.
     *
     * @param x samples [N, D]
     * @param step the number of the step, for dropout
     * @return the mean loss of a value, with what weights add
     */
    public double step(double[][] x, long step) {
        weights.clearGradients();
        distanceToKink = Double.POSITIVE_INFINITY;
        double[][] y = forward(x, step);
        double count = (double) x.length * x[0].length;
        double[][] slope = new double[x.length][x[0].length];
        double sum = 0;
        for (int n = 0; n < x.length; n++) {
            for (int j = 0; j < x[n].length; j++) {
                sum += loss.value(y[n][j], x[n][j]);
                slope[n][j] = loss.slope(y[n][j], x[n][j]) / count;
                distanceToKink = Math.min(distanceToKink, loss.distanceToKink(y[n][j], x[n][j]));
            }
        }
        for (int i = layers.size() - 1; i >= 0; i--) {
            slope = layers.get(i).backward(slope);
        }
        return sum / count + ReferenceLoss.penalize(weights, penalty);
    }

    /**
     * Computes outputs as in training: statistics of this batch, dropout of step 0; logits for binary cross-entropy.
     *
     * @param x samples [N, D]
     * @return outputs [N, D]
     */
    public double[][] outputs(double[][] x) {
        return forward(x, 0);
    }

    private double[][] forward(double[][] x, long step) {
        double[][] y = x;
        for (ReferenceLayer layer : layers) {
            layer.step(step);
            y = layer.forward(y);
            distanceToKink = Math.min(distanceToKink, layer.distanceToKink());
        }
        return y;
    }

    /** Returns how far the last step stayed from all places where a derivative jumps. */
    public double distanceToKink() {
        return distanceToKink;
    }

    /** Returns the weights and, after a step, their gradients. */
    public ReferenceWeights weights() {
        return weights;
    }
}
