/**
 * Training: what is minimised, how steps are taken, when to stop, what is kept.
 *
 * <pre>
 * Dataset -> Trainer (Objective, OptimizerConfig, ScheduleConfig, StoppingConfig) -> TrainedModel + History
 *               |
 *        TrainingListener: progress, checkpoints, event files
 * </pre>
 */
@NullMarked
package dev.hourglass.train;

import org.jspecify.annotations.NullMarked;
