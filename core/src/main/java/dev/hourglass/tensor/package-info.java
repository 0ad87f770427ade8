/**
 * Shapes and dense arrays of float32.
 *
 * <p>Letters used in shapes throughout: N batch, C channels, H height, W width, D features, L latent size, T time.
 */
@NullMarked
package dev.hourglass.tensor;

import org.jspecify.annotations.NullMarked;
