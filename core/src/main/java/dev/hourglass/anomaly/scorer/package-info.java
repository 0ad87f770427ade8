/**
 * Fits and keeps what scores rows: ensembles of autoencoders, and the baselines that stand beside them.
 *
 * <pre>{@code
 * normalized rows -> Scorer (autoencoder, pca, isolation-forest, one-class-svm) -> score, contribution of each value
 * }</pre>
 *
 * In shapes, N is rows and D is values of one row.
 */
@NullMarked
package dev.hourglass.anomaly.scorer;

import org.jspecify.annotations.NullMarked;
