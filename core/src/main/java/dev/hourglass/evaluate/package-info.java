/** Measures a trained model on data, always beside a baseline. */
@NullMarked
package dev.hourglass.evaluate;

import org.jspecify.annotations.NullMarked;
