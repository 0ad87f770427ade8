/**
 * Finds anomalies: a detector is fitted on normal or mostly normal rows, series or images, and then says of new ones
 * how unlike they are, whether that is worth an alarm, and which columns, moments or pixels are to blame.
 *
 * <pre>{@code
 * Dataset -> DetectorFit -> Detector <-> DetectorFile
 *            | normalization, scorers beside baselines, rehearsal, calibration, threshold
 * new rows -> Detector -> Verdicts (score, probability, alarm) -> Reasons
 *          -> DriftCheck -> DriftReport (columns, codes)
 *          -> DetectorUpdate -> Detector, continued
 * }</pre>
 *
 * Higher scores are more anomalous, everywhere. In shapes, N is rows and D is values of one row.
 */
@NullMarked
package dev.hourglass.anomaly;

import org.jspecify.annotations.NullMarked;
