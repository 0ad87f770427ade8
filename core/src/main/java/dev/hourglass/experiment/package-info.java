/**
 * The whole way in one call: normalise, train, keep, measure.
 *
 * <pre>{@code
 * Split -> Experiment (ModelConfig, TrainerConfig) -> Outcome: TrainedModel + History + Evaluation
 * }</pre>
 */
@NullMarked
package dev.hourglass.experiment;

import org.jspecify.annotations.NullMarked;
