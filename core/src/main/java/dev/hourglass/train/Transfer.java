package dev.hourglass.train;

import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.Shape;
import java.util.Optional;

/**
 * Takes the first weights of an encoder or a decoder from saved models; the others are random. What a layer's weights
 * do not tell, such as its activation, may differ.
 *
 * @param encoder the weights of a model whose encoder is taken
 * @param decoder the weights of a model whose decoder is taken; may be another model
 */
public record Transfer(Optional<Parameters> encoder, Optional<Parameters> decoder) {
    /**
     * Returns the first weights of a model.
     *
     * @param model the model
     * @param seed of the random ones
     * @return weights
     * @throws IllegalArgumentException if layers do not match, with the first that does not
     */
    public Parameters into(ModelConfig model, long seed) {
        Parameters weights = WeightInitializer.initialize(ParameterLayout.of(model.build()), model.initializer(), seed);
        encoder.ifPresent(source -> copy("encoder", source, weights));
        decoder.ifPresent(source -> copy("decoder", source, weights));
        return weights;
    }

    private static void copy(String network, Parameters source, Parameters target) {
        for (Parameter wanted : target.layout().parameters()) {
            if (belongs(wanted, network)) {
                requireSame(network, wanted, find(source.layout(), wanted.name()));
                target.set(
                        wanted,
                        source.tensor(source.layout().parameter(wanted.name())).values());
            }
        }
        for (Parameter found : source.layout().parameters()) {
            if (belongs(found, network) && find(target.layout(), found.name()).isEmpty()) {
                throw mismatch(network, found.name(), found.shape().toString(), "none");
            }
        }
    }

    private static boolean belongs(Parameter parameter, String network) {
        return parameter.name().startsWith(network + ".");
    }

    private static Optional<Parameter> find(ParameterLayout layout, String name) {
        return layout.parameters().stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst();
    }

    private static void requireSame(String network, Parameter wanted, Optional<Parameter> found) {
        Optional<Shape> shape = found.map(Parameter::shape);
        if (!shape.equals(Optional.of(wanted.shape()))) {
            throw mismatch(
                    network,
                    wanted.name(),
                    shape.map(Shape::toString).orElse("none"),
                    wanted.shape().toString());
        }
    }

    private static IllegalArgumentException mismatch(String network, String name, String found, String expected) {
        return new IllegalArgumentException("the initial " + network + " must have the layers of the model's, but \""
                + name + "\" has shape " + found + " in the saved model and " + expected + " in this one");
    }
}
