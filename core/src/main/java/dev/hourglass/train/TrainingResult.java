package dev.hourglass.train;

import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.Parameters;

/**
 * What training leaves behind.
 *
 * @param model the model's description
 * @param parameters its weights; not to be written to
 * @param config how it was trained
 * @param history the course of it
 * @param seed the seed it came from
 */
public record TrainingResult(
        ModelConfig model, Parameters parameters, TrainerConfig config, History history, long seed) {}
