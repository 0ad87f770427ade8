/**
 * Makes samples from codes: drawn, between two samples, along one dimension, or by adding and subtracting.
 *
 * <pre>{@code
 * CodeSource (prior, mixture, aggregate) -> Generator -+
 * Interpolation, LatentArithmetic, Traversal, Manifold -+-> codes -> TrainedModel.decode -> samples
 * }</pre>
 */
@NullMarked
package dev.hourglass.generate;

import org.jspecify.annotations.NullMarked;
