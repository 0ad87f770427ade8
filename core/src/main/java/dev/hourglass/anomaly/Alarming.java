package dev.hourglass.anomaly;

import dev.hourglass.anomaly.threshold.Calibration;
import dev.hourglass.anomaly.threshold.Threshold;

/**
 * What scores mean: how rare they are among normal rows, and which are worth an alarm.
 *
 * @param calibration how rare
 * @param threshold which are worth an alarm, and why
 */
public record Alarming(Calibration calibration, Threshold threshold) {}
