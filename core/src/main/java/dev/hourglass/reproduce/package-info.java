/**
 * Re-runs published results and sets what is obtained beside what was published.
 *
 * <pre>{@code
 * Recipes -> Recipe + Reproduction (options, data) -> Finding: published beside obtained
 * }</pre>
 *
 * <p>A new row is one class that implements {@link dev.hourglass.reproduce.Recipe} and one line in
 * {@link dev.hourglass.reproduce.Recipes}.
 */
@NullMarked
package dev.hourglass.reproduce;

import org.jspecify.annotations.NullMarked;
