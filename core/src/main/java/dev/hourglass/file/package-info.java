/**
 * Files as such: written whole or not at all, and the safetensors container.
 *
 * <p>Nothing here knows what a model is; {@code artifact} says what goes into the files.
 */
@NullMarked
package dev.hourglass.file;

import org.jspecify.annotations.NullMarked;
