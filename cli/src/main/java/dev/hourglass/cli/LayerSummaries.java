package dev.hourglass.cli;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.model.Activation;
import dev.hourglass.model.Layer;
import dev.hourglass.model.Network;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.report.RunReport.LayerSummary;
import dev.hourglass.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Lists a model's layers for people. */
final class LayerSummaries {
    private LayerSummaries() {}

    /** Returns the layers, encoder first. */
    static List<LayerSummary> of(TrainedModel model) {
        ParameterLayout layout = model.parameters().layout();
        List<LayerSummary> layers = new ArrayList<>();
        model.autoencoder().networks().forEach((path, network) -> add(layers, path, network, layout));
        return layers;
    }

    private static void add(List<LayerSummary> layers, String path, Network network, ParameterLayout layout) {
        Shape shape = network.inputShape();
        for (int i = 0; i < network.layers().size(); i++) {
            Layer layer = network.layers().get(i);
            shape = layer.outputShape(shape);
            String place = path + "." + i;
            layers.add(new LayerSummary(place, kind(layer), shape, trained(layout, place + ".")));
        }
    }

    private static String kind(Layer layer) {
        return layer instanceof Activation activation
                ? activation.function().id()
                : layer.getClass().getSimpleName();
    }

    private static long trained(ParameterLayout layout, String prefix) {
        return layout.parameters().stream()
                .filter(parameter ->
                        parameter.name().startsWith(prefix) && parameter.role().isTrained())
                .map(Parameter::shape)
                .mapToLong(Shape::size)
                .sum();
    }
}
