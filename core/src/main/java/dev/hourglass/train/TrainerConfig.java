package dev.hourglass.train;

import dev.hourglass.nn.CodePenalty;
import dev.hourglass.nn.Penalty;

/**
 * Says how a model is trained; together with the data, the model and the seed it decides every bit of the weights.
 *
 * @param objective what is minimised
 * @param input what happens to samples on their way into a step
 * @param optimizer how gradients become steps
 * @param learningRate the schedule's base rate, above 0
 * @param schedule how the rate changes
 * @param penalty what weights add to the loss, and limits of gradients
 * @param codePenalty what codes add to the loss
 * @param stopping when training ends and which weights are kept
 * @param batchSize samples a step, at least 1; the last step of an epoch takes what is left
 * @param freezing which weights stay as they are
 */
public record TrainerConfig(
        Objective objective,
        InputConfig input,
        OptimizerConfig optimizer,
        double learningRate,
        ScheduleConfig schedule,
        Penalty penalty,
        CodePenalty codePenalty,
        StoppingConfig stopping,
        int batchSize,
        Freezing freezing) {
    /** The most epochs where nothing else is asked for. */
    public static final int DEFAULT_EPOCHS = 50;

    public TrainerConfig {
        if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException("learningRate must be above 0 and finite, but was " + learningRate);
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch must be at least 1, but was " + batchSize);
        }
        if (objective instanceof Objective.Wasserstein && batchSize < 2) {
            throw new IllegalArgumentException(
                    "objective wae compares codes of one batch, so batch must be at least 2, but was " + batchSize);
        }
    }

    /** Returns Adam at a constant rate of 1e-3 in batches of 256, without penalties, for this many epochs. */
    public static TrainerConfig defaults(Objective objective, int epochs) {
        return new TrainerConfig(
                objective,
                InputConfig.NONE,
                OptimizerConfig.Adam.defaults(),
                1e-3,
                new ScheduleConfig.Constant(),
                Penalty.NONE,
                CodePenalty.NONE,
                StoppingConfig.defaults(epochs),
                256,
                Freezing.NONE);
    }

    /** Returns a copy that minimises something else. */
    public TrainerConfig withObjective(Objective changed) {
        return new TrainerConfig(
                changed, input, optimizer, learningRate, schedule, penalty, codePenalty, stopping, batchSize, freezing);
    }

    /** Returns a copy that changes samples otherwise. */
    public TrainerConfig withInput(InputConfig changed) {
        return new TrainerConfig(
                objective,
                changed,
                optimizer,
                learningRate,
                schedule,
                penalty,
                codePenalty,
                stopping,
                batchSize,
                freezing);
    }

    /** Returns a copy with another optimiser. */
    public TrainerConfig withOptimizer(OptimizerConfig changed) {
        return new TrainerConfig(
                objective, input, changed, learningRate, schedule, penalty, codePenalty, stopping, batchSize, freezing);
    }

    /** Returns a copy with another base rate. */
    public TrainerConfig withLearningRate(double changed) {
        return new TrainerConfig(
                objective, input, optimizer, changed, schedule, penalty, codePenalty, stopping, batchSize, freezing);
    }

    /** Returns a copy with another schedule. */
    public TrainerConfig withSchedule(ScheduleConfig changed) {
        return new TrainerConfig(
                objective,
                input,
                optimizer,
                learningRate,
                changed,
                penalty,
                codePenalty,
                stopping,
                batchSize,
                freezing);
    }

    /** Returns a copy with other penalties and limits. */
    public TrainerConfig withPenalty(Penalty changed) {
        return new TrainerConfig(
                objective,
                input,
                optimizer,
                learningRate,
                schedule,
                changed,
                codePenalty,
                stopping,
                batchSize,
                freezing);
    }

    /** Returns a copy with another penalty on codes. */
    public TrainerConfig withCodePenalty(CodePenalty changed) {
        return new TrainerConfig(
                objective, input, optimizer, learningRate, schedule, penalty, changed, stopping, batchSize, freezing);
    }

    /** Returns a copy with another end. */
    public TrainerConfig withStopping(StoppingConfig changed) {
        return new TrainerConfig(
                objective,
                input,
                optimizer,
                learningRate,
                schedule,
                penalty,
                codePenalty,
                changed,
                batchSize,
                freezing);
    }

    /** Returns a copy with another batch size. */
    public TrainerConfig withBatchSize(int changed) {
        return new TrainerConfig(
                objective, input, optimizer, learningRate, schedule, penalty, codePenalty, stopping, changed, freezing);
    }

    /** Returns a copy that leaves other weights as they are. */
    public TrainerConfig withFreezing(Freezing changed) {
        return new TrainerConfig(
                objective,
                input,
                optimizer,
                learningRate,
                schedule,
                penalty,
                codePenalty,
                stopping,
                batchSize,
                changed);
    }
}
