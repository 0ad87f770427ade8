package dev.hourglass.cli;

import dev.hourglass.data.Augmentation;
import dev.hourglass.data.Corruption;
import dev.hourglass.nn.CodePenalty;
import dev.hourglass.nn.Divergence;
import dev.hourglass.nn.Penalty;
import dev.hourglass.train.Distortion;
import dev.hourglass.train.Freezing;
import dev.hourglass.train.InputConfig;
import dev.hourglass.train.Objective;
import dev.hourglass.train.OptimizerConfig;
import dev.hourglass.train.OptimizerConfig.Adadelta;
import dev.hourglass.train.OptimizerConfig.Adam;
import dev.hourglass.train.OptimizerConfig.AdamW;
import dev.hourglass.train.OptimizerConfig.RmsProp;
import dev.hourglass.train.OptimizerConfig.Sgd;
import dev.hourglass.train.PretrainingConfig;
import dev.hourglass.train.PretrainingConfig.Kind;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.ScheduleConfig;
import dev.hourglass.train.StoppingConfig;
import dev.hourglass.train.TrainerConfig;
import java.nio.file.Path;
import java.util.Optional;

/** Turns the settings of training into its configuration. */
final class TrainingSettings {
    private static final String NO_PRETRAINING = "none";

    private final Settings settings;
    private final Objective objective;

    TrainingSettings(Settings settings) {
        this.settings = settings;
        this.objective = readObjective();
    }

    Objective objective() {
        return objective;
    }

    long seed() {
        return settings.whole(Setting.SEED, RunOptions.DEFAULT_SEED);
    }

    TrainerConfig config() {
        TrainerConfig defaults = TrainerConfig.defaults(objective, TrainerConfig.DEFAULT_EPOCHS);
        return defaults.withInput(input(defaults.input()))
                .withOptimizer(optimizer(defaults.optimizer()))
                .withLearningRate(settings.number(Setting.LEARNING_RATE, defaults.learningRate()))
                .withSchedule(schedule(defaults.schedule()))
                .withPenalty(penalty(defaults.penalty()))
                .withCodePenalty(codePenalty())
                .withStopping(stopping(defaults.stopping()))
                .withBatchSize(settings.count(Setting.BATCH, defaults.batchSize()))
                .withFreezing(new Freezing(settings.texts(Setting.FREEZE)));
    }

    /** Returns how layers are trained one by one first, if they are. */
    Optional<PretrainingConfig> pretraining() {
        String name = settings.text(Setting.PRETRAINING, NO_PRETRAINING);
        if (name.equals(NO_PRETRAINING)) {
            return Optional.empty();
        }
        Kind kind = Choice.of(Kind.class, name, settings.origin(Setting.PRETRAINING));
        PretrainingConfig defaults = PretrainingConfig.defaults(kind);
        PretrainingConfig config = defaults.withEpochs(settings.count(Setting.PRETRAINING_EPOCHS, defaults.epochs()))
                .withLearningRate(settings.number(Setting.PRETRAINING_RATE, defaults.learningRate()))
                .withBatchSize(settings.count(Setting.PRETRAINING_BATCH, defaults.batchSize()));
        return Optional.of(
                kind == Kind.DENOISING && settings.has(Setting.MASKING)
                        ? config.withMasking(settings.numbers(Setting.MASKING))
                        : config);
    }

    /** Returns how the run is carried out; threads stay out of what is kept of it, they decide nothing. */
    RunOptions options(Path checkpoint) {
        RunOptions defaults = RunOptions.defaults(seed());
        int threads = settings.has(Setting.THREADS)
                ? settings.count(Setting.THREADS, defaults.threads())
                : defaults.threads();
        return defaults.withThreads(threads)
                .withLossCheck(!settings.flag(Setting.NO_LOSS_CHECK, false))
                .withCheckpoint(
                        checkpoint,
                        settings.count(
                                Setting.CHECKPOINT_EVERY, defaults.checkpoint().everyEpochs()));
    }

    private Objective readObjective() {
        return adjusted(Objective.from(settings.text(Setting.OBJECTIVE, new Objective.MeanSquaredError().id())));
    }

    private Objective adjusted(Objective named) {
        if (named instanceof Objective.Huber huber) {
            return new Objective.Huber(settings.number(Setting.HUBER_DELTA, huber.delta()));
        }
        if (named instanceof Objective.Elbo elbo) {
            return new Objective.Elbo(divergence(elbo.divergence()));
        }
        if (named instanceof Objective.ImportanceWeighted weighted) {
            return new Objective.ImportanceWeighted(settings.count(Setting.IMPORTANCE_SAMPLES, weighted.samples()));
        }
        if (named instanceof Objective.Adversarial adversarial) {
            return new Objective.Adversarial(
                    adversarial.game(),
                    reconstruction(adversarial.reconstruction()),
                    settings.has(Setting.CRITIC) ? settings.counts(Setting.CRITIC) : adversarial.critic());
        }
        if (named instanceof Objective.ContrastiveDivergence divergence) {
            return new Objective.ContrastiveDivergence(
                    settings.count(Setting.GIBBS_STEPS, divergence.steps()), divergence.isPersistent());
        }
        if (named instanceof Objective.RateDistortion rate) {
            return new Objective.RateDistortion(
                    Distortion.from(
                            settings.text(Setting.DISTORTION, rate.distortion().id())),
                    settings.whole(Setting.SETTLING, rate.settling()));
        }
        if (named instanceof Objective.Wasserstein wasserstein) {
            return new Objective.Wasserstein(
                    reconstruction(wasserstein.reconstruction()),
                    settings.number(Setting.PRIOR_WEIGHT, wasserstein.weight()));
        }
        if (named instanceof Objective.CodeMatching matching) {
            return new Objective.CodeMatching(
                    reconstruction(matching.reconstruction()), settings.number(Setting.ALPHA, matching.alpha()));
        }
        if (named instanceof Objective.VectorQuantized vector) {
            return new Objective.VectorQuantized(
                    reconstruction(vector.reconstruction()),
                    settings.number(Setting.COMMITMENT, vector.commitment()),
                    settings.number(Setting.CODEBOOK_DECAY, vector.decay()));
        }
        return named;
    }

    /** Returns the distance inside an objective of several parts. */
    private Objective reconstruction(Objective fallback) {
        return adjusted(Objective.from(settings.text(Setting.RECONSTRUCTION, fallback.id())));
    }

    private Divergence divergence(Divergence fallback) {
        return new Divergence(
                settings.number(Setting.BETA, fallback.beta()),
                settings.whole(Setting.KL_WARM_UP, fallback.rampSteps()),
                settings.number(Setting.FREE_NATS, fallback.freeNats()),
                settings.number(Setting.CAPACITY, fallback.capacity()));
    }

    private InputConfig input(InputConfig fallback) {
        InputConfig varied = settings.has(Setting.AUGMENTATION)
                ? fallback.withAugmentation(Augmentation.from(String.join(",", settings.texts(Setting.AUGMENTATION))))
                : fallback;
        return settings.text(Setting.CORRUPTION)
                .map(text -> varied.withCorruption(Corruption.from(text)))
                .orElse(varied);
    }

    private CodePenalty codePenalty() {
        CodePenalty named = CodePenalty.from(settings.text(Setting.CODE_PENALTY, CodePenalty.NONE.id()));
        if (named instanceof CodePenalty.Magnitude magnitude) {
            return new CodePenalty.Magnitude(settings.number(Setting.CODE_WEIGHT, magnitude.weight()));
        }
        if (named instanceof CodePenalty.Contractive contractive) {
            return new CodePenalty.Contractive(settings.number(Setting.CODE_WEIGHT, contractive.weight()));
        }
        if (named instanceof CodePenalty.Sparsity sparsity) {
            return new CodePenalty.Sparsity(
                    settings.number(Setting.CODE_WEIGHT, sparsity.weight()),
                    settings.number(Setting.CODE_TARGET, sparsity.target()));
        }
        return named;
    }

    private OptimizerConfig optimizer(OptimizerConfig fallback) {
        OptimizerConfig named = OptimizerConfig.from(settings.text(Setting.OPTIMIZER, fallback.id()));
        if (named instanceof Sgd sgd) {
            return new Sgd(
                    settings.number(Setting.MOMENTUM, sgd.momentum()),
                    settings.flag(Setting.NESTEROV, sgd.isNesterov()));
        }
        if (named instanceof RmsProp rmsProp) {
            return new RmsProp(
                    settings.number(Setting.DECAY, rmsProp.decay()),
                    settings.number(Setting.EPSILON, rmsProp.epsilon()));
        }
        if (named instanceof Adadelta adadelta) {
            return new Adadelta(
                    settings.number(Setting.DECAY, adadelta.decay()),
                    settings.number(Setting.EPSILON, adadelta.epsilon()));
        }
        if (named instanceof AdamW adamW) {
            return new AdamW(adam(adamW.adam()), settings.number(Setting.WEIGHT_DECAY, adamW.weightDecay()));
        }
        if (named instanceof Adam adam) {
            return adam(adam);
        }
        throw new AssertionError(named);
    }

    private Adam adam(Adam fallback) {
        return new Adam(
                settings.number(Setting.BETA1, fallback.beta1()),
                settings.number(Setting.BETA2, fallback.beta2()),
                settings.number(Setting.EPSILON, fallback.epsilon()));
    }

    private ScheduleConfig schedule(ScheduleConfig fallback) {
        ScheduleConfig schedule = adjusted(ScheduleConfig.from(settings.text(Setting.SCHEDULE, fallback.id())));
        return settings.has(Setting.WARM_UP)
                ? new ScheduleConfig.WarmUp(settings.whole(Setting.WARM_UP, 0), schedule)
                : schedule;
    }

    private ScheduleConfig adjusted(ScheduleConfig named) {
        if (named instanceof ScheduleConfig.Step step) {
            return new ScheduleConfig.Step(
                    settings.count(Setting.SCHEDULE_EVERY, step.everyEpochs()),
                    settings.number(Setting.SCHEDULE_FACTOR, step.factor()));
        }
        if (named instanceof ScheduleConfig.Exponential exponential) {
            return new ScheduleConfig.Exponential(
                    settings.number(Setting.SCHEDULE_FACTOR, exponential.decayPerEpoch()));
        }
        if (named instanceof ScheduleConfig.Cosine cosine) {
            return new ScheduleConfig.Cosine(settings.number(Setting.SCHEDULE_MIN, cosine.minShare()));
        }
        if (named instanceof ScheduleConfig.ReduceOnPlateau plateau) {
            return new ScheduleConfig.ReduceOnPlateau(
                    settings.number(Setting.SCHEDULE_FACTOR, plateau.factor()),
                    settings.count(Setting.SCHEDULE_PATIENCE, plateau.patience()),
                    settings.number(Setting.SCHEDULE_MIN, plateau.minRate()));
        }
        return named;
    }

    private Penalty penalty(Penalty fallback) {
        return new Penalty(
                settings.number(Setting.L1, fallback.l1()),
                settings.number(Setting.L2, fallback.l2()),
                settings.number(Setting.CLIP_NORM, fallback.clipNorm()),
                settings.number(Setting.CLIP_VALUE, fallback.clipValue()));
    }

    private StoppingConfig stopping(StoppingConfig fallback) {
        int patience = settings.count(Setting.PATIENCE, fallback.patience());
        double target = settings.has(Setting.TARGET_LOSS)
                ? settings.number(Setting.TARGET_LOSS, fallback.targetLoss())
                : fallback.targetLoss();
        return new StoppingConfig(
                settings.count(Setting.EPOCHS, fallback.epochs()),
                patience,
                settings.number(Setting.MIN_DELTA, fallback.minDelta()),
                target,
                settings.flag(Setting.RESTORE_BEST, patience > 0 || fallback.restoresBest()));
    }
}
