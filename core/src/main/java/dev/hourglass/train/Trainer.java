package dev.hourglass.train;

import dev.hourglass.data.Dataset;
import dev.hourglass.error.TrainingDivergedException;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.EpochRecord.LayerRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains one model once. Not thread-safe; single use.
 *
 * <p>The same model, configuration, seed and data give the same weights, bit for bit, on any machine and number of
 * threads, and whether the run was interrupted and resumed or not.
 */
public final class Trainer {
    private static final int LOSS_CHECK_ROWS = 16;
    private static final long REPORT_NANOS = 200_000_000L;
    /** By then the compiler has seen to all that is hot. */
    private static final long WARM_UP_NANOS = 5_000_000_000L;

    private final ModelConfig modelConfig;
    private final TrainerConfig config;
    private final RunOptions options;
    private final Kernels kernels;
    private final Session session;
    private final HealthCheck health = new HealthCheck();
    private final List<EpochRecord> epochs = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Parameters best;
    private long reported;
    private boolean isSpeedChecked;

    /** Prepares training from initial weights of the seed. */
    public Trainer(ModelConfig model, TrainerConfig config, RunOptions options) {
        this(model, config, options, Kernels.best());
    }

    /** Prepares training with chosen kernels. */
    public Trainer(ModelConfig modelConfig, TrainerConfig config, RunOptions options, Kernels kernels) {
        this(modelConfig, config, options, kernels, Session.create(modelConfig, config, options, kernels));
    }

    /** Prepares training by an algorithm of its own. */
    Trainer(ModelConfig modelConfig, TrainerConfig config, RunOptions options, Kernels kernels, Session session) {
        this.modelConfig = modelConfig;
        this.config = config;
        this.options = options;
        this.kernels = kernels;
        this.session = session;
        this.best = session.parameters().copy();
    }

    /**
     * Starts from the weights of a saved model instead of random ones; call before training.
     *
     * @param initial weights of the same layout; not modified
     * @return this trainer
     * @throws IllegalArgumentException if the layouts differ
     */
    public Trainer startingFrom(Parameters initial) {
        session.startFrom(initial);
        best.copyFrom(initial);
        return this;
    }

    /** Returns the memory the run takes beside its data, in bytes. */
    public long sizeBytes() {
        return session.sizeBytes() + 4L * best.values().length;
    }

    /**
     * Trains.
     *
     * @param train normalised samples, at least 1
     * @param validation normalised samples that decide when to stop; may have no rows
     * @param listener hears of the course
     * @return the trained weights and the course
     * @throws TrainingDivergedException if the loss stops being finite
     * @throws IOException if a checkpoint cannot be written
     */
    public TrainingResult train(Dataset train, Dataset validation, TrainingListener listener) throws IOException {
        return run(train, validation, listener, Optional.empty());
    }

    /**
     * Continues the run whose state a checkpoint holds; the result is that of a run that was never interrupted.
     *
     * @param checkpoint a file that a run with the same model, configuration, seed and data wrote
     * @param train as for {@link #train}
     * @param validation as for {@link #train}
     * @param listener hears of the epochs that are left
     * @return the trained weights and the whole course
     * @throws IOException if a checkpoint cannot be read or written
     */
    public TrainingResult resume(Path checkpoint, Dataset train, Dataset validation, TrainingListener listener)
            throws IOException {
        return run(train, validation, listener, Optional.of(checkpoint));
    }

    private TrainingResult run(Dataset train, Dataset validation, TrainingListener listener, Optional<Path> resumed)
            throws IOException {
        checkShape(train);
        Examples examples = session.examples(train);
        Examples held = session.examples(validation);
        long started = System.nanoTime();
        int stepsPerEpoch = (train.rows() + config.batchSize() - 1) / config.batchSize();
        int maxEpochs = config.stopping().epochs();
        LearningRateSchedule schedule = new LearningRateSchedule(
                config.schedule(), config.learningRate(), (long) stepsPerEpoch * maxEpochs, stepsPerEpoch);
        EarlyStopping stopping = new EarlyStopping(config.stopping());
        String run = describe(train, validation);
        String reason = "";
        if (resumed.isPresent()) {
            reason = restore(Checkpoint.read(resumed.get(), run, best.layout(), session.state()), schedule, stopping);
        }
        listener.reserved(sizeBytes(), 4L * (train.values().length + validation.values().length));
        listener.started(maxEpochs, stepsPerEpoch, epochs.size() + 1);
        checkLoss(examples, listener);
        while (reason.isEmpty()) {
            EpochRecord epoch = runEpoch(examples, held, schedule, listener);
            epochs.add(epoch);
            double monitored = validation.rows() > 0 ? epoch.validationLoss() : epoch.loss();
            EarlyStopping.Decision decision = stopping.epochEnded(monitored);
            if (decision.isBest() || !config.stopping().restoresBest()) {
                best.copyFrom(session.parameters());
            }
            schedule.epochEnded(monitored);
            reason = decision.reason();
            List<String> found = health.examine(epoch);
            warnings.addAll(found);
            save(run, schedule, stopping, reason);
            listener.epochEnded(epoch);
            found.forEach(listener::warned);
            checkSpeed(started, listener);
        }
        int kept = config.stopping().restoresBest() ? stopping.bestEpoch() : epochs.size();
        History history = new History(epochs, kept, reason, warnings, (System.nanoTime() - started) / 1e9);
        listener.finished(history);
        return new TrainingResult(modelConfig, best, config, history, options.seed());
    }

    /** A batch of a few is enough to see a wrong gradient, and too few for batch normalisation to mean anything. */
    private void checkLoss(Examples train, TrainingListener listener) {
        int rows = Math.min(LOSS_CHECK_ROWS, train.rows());
        if (options.checksLoss() && epochs.isEmpty() && rows >= LOSS_CHECK_ROWS / 2) {
            List<String> found = session.lossWarnings(train, rows);
            warnings.addAll(found);
            found.forEach(listener::warned);
        }
    }

    /** Speed is the machine's matter and not part of the history, so the listener alone hears of it; once a run. */
    private void checkSpeed(long started, TrainingListener listener) {
        if (!isSpeedChecked && System.nanoTime() - started > WARM_UP_NANOS && kernels.isVector()) {
            isSpeedChecked = true;
            new SpeedCheck(kernels, modelConfig.build(), session.loss())
                    .examine()
                    .ifPresent(listener::warned);
        }
    }

    private void checkShape(Dataset train) {
        if (train.rows() < 1) {
            throw new IllegalArgumentException(
                    "training needs at least 1 sample, but \"" + train.name() + "\" has none");
        }
        if (train.features() != session.model().features()) {
            throw new IllegalArgumentException("the model takes samples of "
                    + session.model().features() + " values, but \"" + train.name() + "\" has " + train.features());
        }
        session.check(train);
    }

    private EpochRecord runEpoch(
            Examples train, Examples validation, LearningRateSchedule schedule, TrainingListener listener) {
        int number = epochs.size() + 1;
        int[] order = new SeededRandom(options.seed())
                .fork("order of epoch " + number)
                .permutation(train.rows());
        long started = System.nanoTime();
        double sum = 0;
        double rate = 0;
        List<LayerRecord> layers = List.of();
        int done = 0;
        for (int from = 0; from < train.rows(); from += config.batchSize()) {
            int count = Math.min(config.batchSize(), train.rows() - from);
            rate = schedule.rate(session.steps());
            double loss = session.step(rate, train, order, from, count, from == 0);
            if (!Double.isFinite(loss)) {
                throw diverged(loss, session.brokenLayer());
            }
            sum += loss * count;
            done++;
            if (from == 0) {
                layers = session.layerRecords();
            }
            report(listener, number, done, sum / (from + count), from + count, started);
        }
        checkWeights();
        double seconds = (System.nanoTime() - started) / 1e9;
        double validationLoss = validation.rows() > 0 ? session.measure(validation) : Double.NaN;
        return new EpochRecord(
                number,
                session.steps(),
                sum / train.rows(),
                validationLoss,
                rate,
                train.rows() / seconds,
                layers,
                session.terms(train, validation));
    }

    private void report(TrainingListener listener, int epoch, int done, double loss, int samples, long started) {
        long now = System.nanoTime();
        if (now - reported > REPORT_NANOS) {
            reported = now;
            listener.progressed(epoch, done, loss, samples / ((now - started) / 1e9));
        }
    }

    private TrainingDivergedException diverged(double loss, String layer) {
        return new TrainingDivergedException(
                session.steps(),
                loss,
                layer,
                "lower the learning rate (" + config.learningRate()
                        + "), clip gradients by norm, or normalise the data");
    }

    /** What the last step of an epoch did shows in no loss yet, so this looks at the weights. */
    private void checkWeights() {
        for (Parameter parameter : session.parameters().layout().parameters()) {
            for (float value : session.parameters().tensor(parameter).values()) {
                if (!Float.isFinite(value)) {
                    String name = parameter.name();
                    throw diverged(Double.NaN, name.substring(0, name.lastIndexOf('.')));
                }
            }
        }
    }

    private void save(String run, LearningRateSchedule schedule, EarlyStopping stopping, String reason)
            throws IOException {
        Optional<Path> file = options.checkpoint().path();
        if (file.isPresent()
                && (!reason.isEmpty() || epochs.size() % options.checkpoint().everyEpochs() == 0)) {
            List<Parameters> arrays = new ArrayList<>(List.of(session.parameters(), best));
            arrays.addAll(session.state());
            new Checkpoint(session.steps(), schedule.state(), stopping.state(), reason, epochs, warnings, arrays)
                    .write(file.get(), run);
        }
    }

    /** Takes over a run's state and returns why it had ended, or an empty text where it goes on. */
    private String restore(Checkpoint checkpoint, LearningRateSchedule schedule, EarlyStopping stopping) {
        schedule.restore(checkpoint.schedule);
        stopping.restore(checkpoint.stopping);
        epochs.addAll(checkpoint.epochs);
        warnings.addAll(checkpoint.warnings);
        checkpoint.epochs.forEach(health::examine); // so that it does not repeat what it said
        best.copyFrom(checkpoint.arrays.get(1));
        session.restore(
                checkpoint.step, checkpoint.arrays.get(0), checkpoint.arrays.subList(2, checkpoint.arrays.size()));
        return checkpoint.reason;
    }

    /** Names all that decides the weights: two runs with equal descriptions are the same run. */
    private String describe(Dataset train, Dataset validation) {
        return String.join(
                "\n",
                modelConfig.toString(),
                config.toString(),
                "seed " + options.seed(),
                "train " + train.fingerprint(),
                "validation " + (validation.rows() > 0 ? validation.fingerprint() : "none"));
    }
}
