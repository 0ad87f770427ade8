package dev.hourglass.experiment;

import dev.hourglass.artifact.Provenance;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.DataSchema;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.FeatureNames;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.data.Normalization;
import dev.hourglass.data.Split;
import dev.hourglass.evaluate.Evaluation;
import dev.hourglass.evaluate.Evaluator;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.CodePenalty;
import dev.hourglass.nn.Parameters;
import dev.hourglass.train.Objective;
import dev.hourglass.train.Pretraining;
import dev.hourglass.train.PretrainingConfig;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.Trainer;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import dev.hourglass.train.TrainingResult;
import dev.hourglass.train.Transfer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Trains a model on the training part of a split and measures it on the test part (or, without one, the validation
 * part, or, without that, the training part). Immutable and safe for concurrent use.
 *
 * @param split the parts, in their own units
 * @param reading how files like the data are read, kept with the model
 * @param normalization fitted on the training part only, kept with the model
 * @param model the model
 * @param training how it is trained
 * @param pretraining how its layers are trained one by one before, if they are
 */
public record Experiment(
        Split split,
        DataOptions reading,
        Normalization.Kind normalization,
        ModelConfig model,
        TrainerConfig training,
        Optional<PretrainingConfig> pretraining) {
    public Experiment {
        if (pretraining.isPresent() && !(model instanceof DenseConfig)) {
            throw new IllegalArgumentException(
                    "pretraining needs a dense model, but the model is " + model.family() + "; leave pretraining out");
        }
    }

    /** Makes an experiment without pretraining. */
    public Experiment(
            Split split,
            DataOptions reading,
            Normalization.Kind normalization,
            ModelConfig model,
            TrainerConfig training) {
        this(split, reading, normalization, model, training, Optional.empty());
    }

    /** Returns a copy whose layers are trained one by one first. */
    public Experiment withPretraining(PretrainingConfig changed) {
        return new Experiment(split, reading, normalization, model, training, Optional.of(changed));
    }

    /**
     * What an experiment leaves behind.
     *
     * @param model the trained model, its metrics in its provenance
     * @param training weights and history
     * @param evaluation the figures on the measured part
     * @param measured the measured part
     */
    public record Outcome(TrainedModel model, TrainingResult training, Evaluation evaluation, Dataset measured) {}

    /** Returns an experiment on data read with default options. */
    public static Experiment of(
            Split split, Normalization.Kind normalization, ModelConfig model, TrainerConfig training) {
        return new Experiment(split, DataOptions.defaults(), normalization, model, training);
    }

    /** Runs the experiment from random weights. */
    public Outcome run(RunOptions options, TrainingListener listener) throws IOException {
        return run(options, listener, Start.random());
    }

    /**
     * Where weights come from.
     *
     * @param initial weights of a saved model
     * @param transfer weights of the encoder or the decoder of saved models
     * @param checkpoint the state of an interrupted run
     */
    public record Start(Optional<Parameters> initial, Optional<Transfer> transfer, Optional<Path> checkpoint) {
        /** Random weights of the seed. */
        public static Start random() {
            return new Start(Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** The weights of a saved model of the same layers. */
        public static Start from(Parameters initial) {
            return new Start(Optional.of(initial), Optional.empty(), Optional.empty());
        }

        /** The weights of the encoder or the decoder of saved models, the others random. */
        public static Start from(Transfer transfer) {
            return new Start(Optional.empty(), Optional.of(transfer), Optional.empty());
        }

        /** Returns whether saved models give weights. */
        boolean hasSaved() {
            return initial.isPresent() || transfer.isPresent();
        }

        /** The state of an interrupted run of the same experiment. */
        public static Start resuming(Path checkpoint) {
            return new Start(Optional.empty(), Optional.empty(), Optional.of(checkpoint));
        }
    }

    /**
     * Runs the experiment.
     *
     * @param options seed, threads, checkpoints
     * @param listener hears of the course
     * @param start where weights come from
     * @return the outcome
     * @throws IOException if a checkpoint cannot be read or written
     */
    public Outcome run(RunOptions options, TrainingListener listener, Start start) throws IOException {
        Dataset train = split.train();
        Normalization fitted = Normalization.fit(
                normalization, reading.csv().missing().policy().fill(), train);
        warnOfConstants(fitted, listener);
        Trainer trainer = new Trainer(model, training, options);
        Dataset normalizedTrain = fitted.apply(train);
        Dataset normalizedValidation =
                split.validation().rows() > 0 ? fitted.apply(split.validation()) : split.validation();
        initial(start, normalizedTrain, normalizedValidation, options, listener).ifPresent(trainer::startingFrom);
        TrainingResult result = start.checkpoint().isPresent()
                ? trainer.resume(start.checkpoint().get(), normalizedTrain, normalizedValidation, listener)
                : trainer.train(normalizedTrain, normalizedValidation, listener);
        TrainedModel trained = new TrainedModel(
                        model,
                        result.parameters(),
                        fitted,
                        new TrainedModel.Reading(train.schema(), reading),
                        provenance(result))
                .withThreads(options.threads());
        Dataset measured = measuredPart();
        Evaluation evaluation = Evaluator.evaluate(trained, measured, train);
        Provenance measuredProvenance = trained.provenance().withMetrics(metrics(evaluation));
        return new Outcome(trained.withProvenance(measuredProvenance), result, evaluation, measured);
    }

    /** Returns the weights to start from; a resumed run has its own. */
    private Optional<Parameters> initial(
            Start start, Dataset train, Dataset validation, RunOptions options, TrainingListener listener)
            throws IOException {
        if (pretraining.isEmpty() || start.checkpoint().isPresent()) {
            return start.transfer().isPresent()
                    ? Optional.of(start.transfer().get().into(model, options.seed()))
                    : start.initial();
        }
        if (start.hasSaved()) {
            throw new IllegalArgumentException(
                    "weights come from a saved model or from pretraining, but both were given; leave one out");
        }
        return Optional.of(
                new Pretraining((DenseConfig) model, pretraining.get(), options).run(train, validation, listener));
    }

    /** Borders of images are constant as a matter of course; columns of tables are worth a word. */
    private void warnOfConstants(Normalization fitted, TrainingListener listener) {
        DataSchema schema = split.train().schema();
        if (!(schema instanceof ImageSchema) && !fitted.constantFeatures().isEmpty()) {
            listener.warned("these are constant in the training part and tell nothing: "
                    + fitted.constantFeatures().stream()
                            .map(feature -> FeatureNames.of(schema, feature))
                            .collect(Collectors.joining(", ")));
        }
    }

    private Dataset measuredPart() {
        if (split.test().rows() > 0) {
            return split.test();
        }
        return split.validation().rows() > 0 ? split.validation() : split.train();
    }

    private Provenance provenance(TrainingResult result) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("objective", training.objective().id());
        if (training.objective() instanceof Objective.RateDistortion rate) {
            settings.put("distortion", rate.distortion().id());
        }
        training.input().corruption().ifPresent(damage -> settings.put("corruption", damage.text()));
        if (!training.input().augmentation().isNone()) {
            settings.put("augmentation", training.input().augmentation().text());
        }
        if (!training.codePenalty().equals(CodePenalty.NONE)) {
            settings.put("codePenalty", training.codePenalty().id());
        }
        settings.put("optimizer", training.optimizer().id());
        settings.put("learningRate", Double.toString(training.learningRate()));
        pretraining.ifPresent(before -> settings.put(
                "pretraining",
                before.kind().name().toLowerCase(Locale.ROOT) + ", " + before.epochs() + " epochs a layer"));
        settings.put("schedule", training.schedule().id());
        settings.put("batchSize", Integer.toString(training.batchSize()));
        settings.put("epochs", Integer.toString(result.history().epochs().size()));
        settings.put("bestEpoch", Integer.toString(result.history().bestEpoch()));
        settings.put("stopReason", result.history().stopReason());
        return new Provenance(
                Provenance.CURRENT_VERSION,
                split.train().name(),
                split.train().fingerprint(),
                split.train().rows(),
                result.seed(),
                settings,
                Map.of());
    }

    private static Map<String, Double> metrics(Evaluation evaluation) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (Evaluation.Metric metric : evaluation.metrics()) {
            metrics.put(metric.name(), metric.value());
            metrics.put("PCA " + metric.name(), metric.baseline());
        }
        metrics.putAll(evaluation.use().metrics());
        return metrics;
    }
}
