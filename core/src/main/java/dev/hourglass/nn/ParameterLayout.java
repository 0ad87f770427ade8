package dev.hourglass.nn;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.BatchNorm;
import dev.hourglass.model.Conv2d;
import dev.hourglass.model.ConvTranspose2d;
import dev.hourglass.model.Gdn;
import dev.hourglass.model.GroupNorm;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Layer;
import dev.hourglass.model.LayerNorm;
import dev.hourglass.model.Linear;
import dev.hourglass.model.Network;
import dev.hourglass.model.Residual;
import dev.hourglass.model.TiedLinear;
import dev.hourglass.nn.Parameter.Role;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Lanes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lays out every weight of an autoencoder in one array. Immutable and safe for concurrent use. */
public final class ParameterLayout {
    private final Map<String, Parameter> byName = new LinkedHashMap<>();
    private int size = Lanes.FIRST;

    private ParameterLayout() {}

    /** Returns the layout of an autoencoder's weights, network by network, layers in order. */
    public static ParameterLayout of(Autoencoder model) {
        ParameterLayout layout = of(model.networks());
        if (model.latent() instanceof Latent.Quantized latent) {
            Shape entries = Shape.of(latent.entries(), latent.dimension());
            layout.add(Codebook.WEIGHT, entries, Role.CODEBOOK);
            layout.add(Codebook.COUNT, Shape.of(latent.entries()), Role.CODEBOOK_AVERAGE);
            layout.add(Codebook.SUM, entries, Role.CODEBOOK_AVERAGE);
        }
        if (model.latent() instanceof Latent.Coded latent) {
            int channels = latent.shape().dimension(0);
            layout.add(Gains.PATH, Shape.of(latent.tradeoffs().size(), channels), Role.BIAS);
            int priors = latent.hasHyperprior()
                    ? latent.hyperEncoding().outputShape().dimension(0)
                    : channels;
            layout.add(FactorizedPrior.PATH, Shape.of(priors, FactorizedPrior.VALUES), Role.BIAS);
        }
        return layout;
    }

    /** Returns the layout of an autoencoder's weights, then those of a classifier on its codes. */
    public static ParameterLayout of(Autoencoder model, int classes) {
        ParameterLayout layout = of(model);
        layout.add(Chain.CLASSIFIER, Chain.classifier(model, classes).layers());
        return layout;
    }

    /** Returns the layout of the weights of networks, in order, each under its path. */
    public static ParameterLayout of(Map<String, Network> networks) {
        ParameterLayout layout = new ParameterLayout();
        networks.forEach((path, network) -> layout.add(path, network.layers()));
        return layout;
    }

    /** Returns the layout of one array that an algorithm carries from step to step. */
    public static ParameterLayout ofState(String name, Shape shape) {
        ParameterLayout layout = new ParameterLayout();
        layout.add(name, shape, Role.STATE);
        return layout;
    }

    private void add(String network, List<Layer> layers) {
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            String path = network + "." + i;
            if (layer instanceof Linear linear) {
                add(path + ".weight", Shape.of(linear.inputs(), linear.outputs()), Role.WEIGHT);
                add(path + ".bias", Shape.of(linear.outputs()), Role.BIAS);
            } else if (layer instanceof TiedLinear tied) {
                add(path + ".bias", Shape.of(tied.outputs()), Role.BIAS);
            } else if (layer instanceof Conv2d conv) {
                addConvolution(path, conv, conv.outputs());
            } else if (layer instanceof ConvTranspose2d conv) {
                addConvolution(path, conv.convolution(), conv.outputs());
            } else if (layer instanceof BatchNorm norm) {
                Shape features = Shape.of(norm.features());
                addScaleAndShift(path, norm.features());
                add(path + ".running_mean", features, Role.RUNNING_MEAN);
                add(path + ".running_variance", features, Role.RUNNING_VARIANCE);
            } else if (layer instanceof LayerNorm norm) {
                addScaleAndShift(path, norm.features());
            } else if (layer instanceof GroupNorm norm) {
                addScaleAndShift(path, norm.channels());
            } else if (layer instanceof Gdn norm) {
                Shape matrix = Shape.of(1, 1, norm.channels(), norm.channels());
                add(path + ".weight", matrix, Role.NORMALIZER);
                add(path + ".bias", Shape.of(norm.channels()), Role.SCALE);
            } else if (layer instanceof Residual residual) {
                add(path + ".body", residual.body());
            }
        }
    }

    private void addScaleAndShift(String path, int features) {
        add(path + ".scale", Shape.of(features), Role.SCALE);
        add(path + ".shift", Shape.of(features), Role.BIAS);
    }

    private void addConvolution(String path, Conv2d conv, int outputs) {
        Shape shape = Shape.of(conv.kernel(), conv.kernel(), conv.inputs(), conv.outputs());
        add(path + ".weight", shape, Role.WEIGHT);
        add(path + ".bias", Shape.of(outputs), Role.BIAS);
    }

    private void add(String name, Shape shape, Role role) {
        int columns = shape.dimension(shape.rank() - 1);
        int rows = shape.size() / columns;
        Parameter parameter = new Parameter(name, shape, role, rows, columns, Lanes.pad(columns), size);
        byName.put(name, parameter);
        size = Math.addExact(size, parameter.storedSize());
    }

    /** Returns the weights in order. */
    public List<Parameter> parameters() {
        return new ArrayList<>(byName.values());
    }

    /**
     * Returns the weight of this path.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Parameter parameter(String name) {
        Parameter parameter = byName.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("no weights are named \"" + name + "\"; there are " + byName.keySet());
        }
        return parameter;
    }

    /** Returns the elements of storage, padding included. */
    public int storedSize() {
        return size;
    }

    /** Returns the number of trained weights, padding left out. */
    public long trainedCount() {
        return byName.values().stream()
                .filter(parameter -> parameter.role().isTrained())
                .mapToLong(parameter -> parameter.shape().size())
                .sum();
    }
}
