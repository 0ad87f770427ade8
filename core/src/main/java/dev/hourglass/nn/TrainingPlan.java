package dev.hourglass.nn;

import dev.hourglass.tensor.Tensor;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Runs training steps of one chain at one batch size. Allocates when built, never in a step. Not thread-safe; its own
 * team runs the work.
 *
 * <p>A step runs rows forward, through the loss and back ({@link Pass}); then weight gradients are computed in strips
 * that go straight into the optimiser. Where the norm of all gradients is wanted, they are stored first.
 */
public final class TrainingPlan {
    private static final float[] NO_TARGETS = new float[0];

    private final Pass pass;
    private final Program program;
    private final GradientStrips strips;
    private final StepTally tally;
    private final Parameters gradients;
    private final Parameters parameters;
    private final Team team;
    private final Worker[] workers;
    private final Team.Job stepJob = this::runStep;
    private int rows;
    private boolean isProbed;

    /**
     * Says what is trained, and on what.
     *
     * @param chain what runs
     * @param loss the loss of a row of its outputs
     * @param targetColumns values of a target that comes beside the sample; 0 where the sample itself is the target
     * @param transform what happens to samples on their way in
     * @param isTrained which weights, by path, are trained; only those of the chain's networks are asked for
     */
    public record Task(
            Chain chain, LossBinding loss, int targetColumns, RowTransform transform, Predicate<String> isTrained) {
        /** Returns the task of giving back samples by all weights of a chain. */
        public static Task reconstruct(Chain chain, LossBinding loss) {
            return new Task(chain, loss, 0, RowTransform.NONE, name -> true);
        }

        /** Returns a task that changes samples otherwise. */
        public Task withTransform(RowTransform changed) {
            return new Task(chain, loss, targetColumns, changed, isTrained);
        }

        /** Returns whether weights of this path belong to the chain and are trained. */
        boolean trains(String name) {
            return isTrained.test(name)
                    && chain.links().stream()
                            .flatMap(link -> link.paths().stream())
                            .anyMatch(path -> name.startsWith(path + "."));
        }
    }

    /**
     * The size of a plan.
     *
     * @param batchSize the most rows a step takes, at least 1
     * @param threads workers, at least 1
     * @param seed for dropout and noise
     */
    public record Settings(int batchSize, int threads, long seed) {
        public Settings {
            if (batchSize < 1) {
                throw new IllegalArgumentException("batch must be at least 1, but was " + batchSize);
            }
        }
    }

    /**
     * Builds a plan.
     *
     * @param task what is trained
     * @param parameters the weights; every step changes them
     * @param penalty what weights add to the loss, and limits of gradients
     * @param update the optimiser
     * @param settings batch size, threads, seed
     * @param kernels what computes
     */
    public TrainingPlan(
            Task task,
            Parameters parameters,
            Penalty penalty,
            WeightUpdate update,
            Settings settings,
            Kernels kernels) {
        this.parameters = parameters;
        this.gradients = new Parameters(parameters.layout());
        this.program = Program.of(
                task.chain(),
                new Program.Binding(
                        kernels,
                        parameters,
                        (settings.batchSize() + 15) & -16,
                        Program.Mode.TRAINING,
                        settings.threads(),
                        settings.seed(),
                        gradients.values(),
                        task::trains),
                task.loss().isFromLogits());
        this.pass =
                new Pass(program, task.loss(), task.targetColumns(), task.transform(), settings.seed(), true, kernels);
        this.strips = new GradientStrips(
                kernels, GradientSources.of(program), parameters, gradients.values(), penalty, update, task::trains);
        this.tally = new StepTally(program, penalty.hasPenalty());
        this.team = new Team(settings.threads());
        this.workers = new Worker[settings.threads()];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = pass.worker(i, strips.stripSize());
        }
    }

    /**
     * Takes one step of samples that are their own targets.
     *
     * @param samples the data, row-major [N, D]
     * @param permutation indices of rows
     * @param from the first entry of the permutation to take
     * @param count rows to take, at most the batch size
     * @param step the step's number, which everything random depends on
     * @param probe whether gradients are stored so that {@link #gradientNorm} can tell of them
     * @return the mean loss, with what codes and weights add
     */
    public double step(float[] samples, int[] permutation, int from, int count, long step, boolean probe) {
        return step(samples, NO_TARGETS, permutation, from, count, step, probe);
    }

    /**
     * Takes one step.
     *
     * @param samples the data, row-major [N, D]
     * @param targets what outputs are compared with, row-major [N, T]
     * @param permutation indices of rows
     * @param from the first entry of the permutation to take
     * @param count rows to take, at most the batch size
     * @param step the step's number, which everything random depends on
     * @param probe whether gradients are stored so that {@link #gradientNorm} can tell of them
     * @return the mean loss, with what codes and weights add
     */
    public double step(
            float[] samples, float[] targets, int[] permutation, int from, int count, long step, boolean probe) {
        rows = count;
        isProbed = probe;
        pass.load(samples, targets, permutation, from, count, step);
        strips.begin();
        team.run(stepJob);
        double sum = pass.sum();
        tally.add(rows, sum - pass.costs(), strips.penalty());
        return sum / rows + strips.penalty();
    }

    private void runStep(int index) {
        Worker worker = workers[index];
        pass.run(worker, team);
        team.barrier();
        strips.update(rows, isProbed, worker, team);
    }

    /**
     * Returns what the loss was made of in the steps since the last call, a mean over samples each, by name in a fixed
     * order: {@code reconstruction}, then of what the chain has {@code divergence} (in nats, whatever its weight),
     * {@code commitment}, {@code prior_distance}, {@code code_distance}, {@code code_penalty}, {@code weight_penalty},
     * as they count in the loss; of a codebook, {@code perplexity} and {@code unused_entries}. Empty where the loss has
     * one term only.
     */
    public Map<String, Double> takeTerms() {
        return tally.take();
    }

    /** Says that choices among units stay those of the last step, as a probe of the slope wants it, or no more. */
    void holdChoices(boolean isHeld) {
        program.steps().forEach(step -> step.operation().holdChoices(isHeld));
    }

    /** Returns what operations added to the loss of the last step, a sample: divergence, penalties on codes. */
    public double codeCost() {
        return pass.costs() / rows;
    }

    /** Returns the norm of the gradients of arrays whose path starts so, from the last probed step. */
    public double gradientNorm(String path) {
        return strips.norm(path);
    }

    /** Returns a copy of the gradient of one array, from the last probed step. */
    public Tensor gradient(Parameter parameter) {
        return gradients.tensor(parameter);
    }

    /** Returns the paths of layers with weights, in order. */
    public List<String> layerPaths() {
        return program.places().stream().map(Program.Place::path).toList();
    }

    /** Measures the outputs of a layer with weights, after activation, in the last step. */
    public LayerStatistics statistics(int layer) {
        Program.Place place = program.places().get(layer);
        return LayerStatistics.of(place.activated(), rows * place.factor());
    }

    /** Takes weights that were changed from outside into the plan's own copies. */
    public void refresh() {
        program.refresh();
    }

    /**
     * Takes some weights that were changed from outside into the plan's own copies.
     *
     * @param changed says of a path whether the weights there may have changed
     */
    public void refresh(Predicate<String> changed) {
        program.refresh(changed);
    }

    /** Returns the memory of activations, gradients, weights, copies and scratch, in bytes. */
    public long sizeBytes() {
        long scratch = Arrays.stream(workers).mapToLong(Worker::sizeBytes).sum();
        return program.sizeBytes() + strips.sizeBytes() + scratch + 8L * parameters.values().length;
    }
}
