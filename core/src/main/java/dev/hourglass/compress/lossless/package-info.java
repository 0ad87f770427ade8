/**
 * Lossless coding of whole numbers with a trained model: images, categories and other samples of few levels.
 *
 * <pre>{@code
 * samples -> encoder -> posterior -> pop codes   --+
 * codes   -> decoder -> LevelCoder: push samples --+-> RansStack -> bytes
 *                       LatentGrid: push codes   --+
 * }</pre>
 *
 * Distributions become whole frequencies by arithmetic that is the same on every machine, so that what one codes
 * another decodes. {@code docs/entropy-coder.md} specifies every byte.
 */
@NullMarked
package dev.hourglass.compress.lossless;

import org.jspecify.annotations.NullMarked;
