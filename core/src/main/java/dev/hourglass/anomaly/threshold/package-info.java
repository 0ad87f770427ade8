/**
 * Turns scores into alarms: rules that choose a threshold from held-out scores, and what a score means as a
 * probability.
 *
 * <pre>{@code
 * held-out scores -> ThresholdRule (quantile, contamination, pot, cost, f-beta) -> Threshold -> alarm or not
 *                 -> Calibration -> probability that a normal row scores lower
 *                 -> ThresholdTable: alarms per 1,000 rows and per day
 * a stream        -> AdaptiveThreshold -> alarm or not
 * }</pre>
 *
 * Held-out means: of rows that the scorer was not fitted on. An alarm is a score above the threshold, never one equal
 * to it. In shapes, N is rows.
 */
@NullMarked
package dev.hourglass.anomaly.threshold;

import org.jspecify.annotations.NullMarked;
