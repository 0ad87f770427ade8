/**
 * Measures how well scores tell anomalous rows from normal ones; higher scores are more anomalous.
 *
 * <pre>{@code
 * scores, labels -> RankingMetrics (no threshold needed) -> best threshold
 * scores, labels, threshold -> AlarmCounts -> precision, recall, F1, false-alarm rate
 * }</pre>
 *
 * An alarm is a score above the threshold, never one equal to it. In shapes, N is rows.
 */
@NullMarked
package dev.hourglass.evaluate.detection;

import org.jspecify.annotations.NullMarked;
