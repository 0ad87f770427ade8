/**
 * The entropy coder: symbols with known distributions become bits, as few as the distributions allow.
 *
 * <pre>{@code
 * counts / probabilities -> FrequencyTable --+
 * symbols seen so far    -> AdaptiveTable  --+-> SymbolCoder <-> RansStack <-> bytes
 * decisions seen so far  -> BitCounters -> BitMixer -> BinaryCoding <-> bytes
 * numbers seen so far    -> ContextNumbers, AdaptiveNumbers -> BinaryCoding <-> bytes
 * numbers seen so far    -> LeastSquares -> where the next lies
 * }</pre>
 *
 * Integers only, but for LeastSquares, GatedMixer and LogisticCurve, whose float64 operations have one order: the same
 * symbols give the same bytes, and the same bytes the same symbols, on every machine. {@code docs/entropy-coder.md}
 * specifies every byte.
 */
@NullMarked
package dev.hourglass.compress.entropy;

import org.jspecify.annotations.NullMarked;
