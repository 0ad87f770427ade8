package dev.hourglass.data;

import dev.hourglass.tensor.Shape;

/**
 * Describes samples that are plain numbers without names, as in NPY files.
 *
 * @param sampleShape the shape of one sample
 */
public record VectorSchema(Shape sampleShape) implements DataSchema {}
