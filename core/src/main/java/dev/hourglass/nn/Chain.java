package dev.hourglass.nn;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Linear;
import dev.hourglass.model.Network;
import dev.hourglass.model.TiedLinear;
import dev.hourglass.tensor.Shape;
import java.util.List;

/**
 * What a plan runs, one link after the other, as data.
 *
 * @param inputShape the shape of one input sample
 * @param links in order, at least one
 */
public record Chain(Shape inputShape, List<Link> links) {
    public Chain {
        links = List.copyOf(links);
        if (links.isEmpty()) {
            throw new IllegalArgumentException("a chain must have at least one link");
        }
    }

    /** Returns samples to codes. */
    public static Chain encode(Autoencoder model) {
        return new Chain(
                model.encoder().inputShape(),
                List.of(new Link.Part("encoder", model.encoder()), new Link.ToCode(model.latent())));
    }

    /** Returns codes to samples. */
    public static Chain decode(Autoencoder model) {
        Shape codes = model.latent() instanceof Latent.Point
                ? model.decoder().inputShape()
                : Shape.of(model.latent().size());
        return new Chain(
                codes,
                List.of(
                        new Link.FromCode(model.latent()),
                        new Link.Part("decoder", model.decoder()),
                        new Link.Mean(model.likelihood(), model.features())));
    }

    /** Returns samples to their reconstructions. */
    public static Chain reconstruct(Autoencoder model) {
        return encode(model).then(decode(model));
    }

    /** The most values of samples of one pass, 4 MB. */
    private static final int VALUES_OF_PASS = 1 << 20;

    /** The path of a classifier's weights. */
    static final String CLASSIFIER = "classifier";

    /** Returns samples to the logits of classes: the encoder and one linear layer on its codes. */
    public static Chain classify(Autoencoder model, int classes) {
        return encode(model).then(new Link.Part(CLASSIFIER, classifier(model, classes)));
    }

    static Network classifier(Autoencoder model, int classes) {
        int codes = model.latent().size();
        return new Network(Shape.of(codes), List.of(new Linear(codes, classes)));
    }

    /** Returns one network alone. */
    public static Chain of(String path, Network network) {
        return new Chain(network.inputShape(), List.of(new Link.Part(path, network)));
    }

    /** Returns this chain, then another. */
    public Chain then(Chain next) {
        return then(next.links.toArray(Link[]::new));
    }

    /** Returns this chain, then more links. */
    public Chain then(Link... more) {
        List<Link> all = new java.util.ArrayList<>(links);
        all.addAll(List.of(more));
        return new Chain(inputShape, all);
    }

    /**
     * Returns how many samples go through at once, a multiple of 16: fewer of large ones, which would fill the memory.
     */
    int rowsOfPass(int usual) {
        int largest = links.stream().mapToInt(Chain::largestEnd).reduce(inputShape.size(), Math::max);
        return Math.max(16, Math.min(usual, VALUES_OF_PASS / largest) & -16);
    }

    private static int largestEnd(Link link) {
        return link instanceof Link.Part part
                ? Math.max(
                        part.network().inputShape().size(),
                        part.network().outputShape().size())
                : 0;
    }

    /** Returns whether a part uses the encoder's weights transposed. */
    boolean isTied() {
        return links.stream()
                .anyMatch(link -> link instanceof Link.Part part
                        && part.network().layers().stream().anyMatch(TiedLinear.class::isInstance));
    }

    /** Returns how many codes are drawn of a sample, at least 1. */
    int draws() {
        return links.stream()
                .mapToInt(link -> link instanceof Link.DrawMany many ? many.samples() : 1)
                .max()
                .orElse(1);
    }
}
