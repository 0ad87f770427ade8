/**
 * The numeric loops, and nothing but loops.
 *
 * <p>Every kernel exists twice, as plain Java ({@code plain}) and on the Vector API ({@code vector}), and both give the
 * same bits for every vector width. The rules that make it so:
 *
 * <ul>
 *   <li>a multiply-add is always one {@code fma};
 *   <li>each element of a product is one chain over k, ascending;
 *   <li>a sum over a row runs in {@value dev.hourglass.tensor.kernel.Lanes#COUNT} lanes (element i in lane i mod 16)
 *       that a fixed tree adds up;
 *   <li>a sum over rows is one chain per column, rows ascending;
 *   <li>exp, tanh and the like are the polynomials of {@link dev.hourglass.tensor.kernel.FloatMath}.
 * </ul>
 *
 * <p>{@link dev.hourglass.tensor.kernel.ScaledSimilarity} exists once: a few loops along rows in float64, which the
 * compiler makes vector code of, and which are a small part of a step.
 *
 * <p>Rows are padded to a multiple of 16 floats. Kernels that say "padded" may touch the padding, which holds zeros and
 * stays zero where the function maps 0 to 0.
 */
@NullMarked
package dev.hourglass.tensor.kernel;

import org.jspecify.annotations.NullMarked;
