/**
 * Trained models and their one file.
 *
 * <pre>{@code
 * TrainingResult + DataSchema + Normalization -> TrainedModel <-> ModelFile (model.safetensors)
 * }</pre>
 */
@NullMarked
package dev.hourglass.artifact;

import org.jspecify.annotations.NullMarked;
