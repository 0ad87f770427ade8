package dev.hourglass.model;

import dev.hourglass.tensor.Shape;

/** Describes a model of one family; the description is what a model file keeps. */
public sealed interface ModelConfig permits DenseConfig, ConvConfig {
    /** Returns the family's name in files, for example {@code dense}. */
    String family();

    /** Returns the shape of one sample. */
    Shape inputShape();

    /** Returns the distribution that weights start from. */
    Initializer initializer();

    /** Builds the networks. */
    Autoencoder build();
}
