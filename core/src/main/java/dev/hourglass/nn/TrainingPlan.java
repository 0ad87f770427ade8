package dev.hourglass.nn;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.TiedLinear;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Runs training steps of one autoencoder at one batch size. Allocates when built, never in a step. Not thread-safe; its
 * own team runs the work.
 *
 * <p>A step gathers rows, runs them block by block through all layers, the loss and back, and meets at a barrier only
 * where batch normalisation needs the whole batch; then weight gradients are computed in strips that go straight into
 * the optimiser. Where the norm of all gradients is wanted, they are stored first.
 */
public final class TrainingPlan {
    /** Rows that stay in the second-level cache from layer to layer and back. */
    private static final int BLOCK = 64;

    /** Operations whose rows run together, after the joint preparation of the first one if it has any. */
    private record Phase(List<Operation> operations, boolean isForward, boolean isLast) {}

    private final Kernels kernels;
    private final Team team;
    private final Worker[] workers;
    private final int batchSize;
    private final Program program;
    private final List<Operation> operations;
    private final Phase[] phases;
    private final GradientStrips strips;
    private final Parameters gradients;
    private final Parameters parameters;
    private final RowLoss loss;
    private final boolean needsNorm;
    private final double[] rowLosses;
    private final Team.Job stepJob = this::runStep;

    private float[] data = new float[0];
    private int[] order = new int[0];
    private int first;
    private int rows;
    private boolean isProbed;

    /**
     * Builds a plan.
     *
     * @param model the autoencoder
     * @param parameters its weights; every step changes them
     * @param objective the loss of a row, and whether it starts from logits
     * @param penalty what weights add to the loss, and limits of gradients
     * @param update the optimiser
     * @param settings batch size, threads, seed
     * @param kernels what computes
     */
    public TrainingPlan(
            Autoencoder model,
            Parameters parameters,
            LossBinding objective,
            Penalty penalty,
            WeightUpdate update,
            Settings settings,
            Kernels kernels) {
        this.kernels = kernels;
        this.parameters = parameters;
        this.batchSize = settings.batchSize();
        this.loss = objective.loss();
        this.needsNorm = penalty.clipNorm() > 0;
        int capacity = (batchSize + 7) & -8;
        this.gradients = new Parameters(parameters.layout());
        this.program = new Program(
                kernels,
                parameters,
                capacity,
                model.features(),
                Program.Mode.TRAINING,
                settings.seed(),
                gradients.values(),
                isTied(model));
        program.add("encoder", model.encoder());
        program.add("decoder", model.decoder());
        if (objective.isFromLogits() && !program.endsInLogits()) {
            throw new IllegalArgumentException("binary cross-entropy needs a model that ends in a sigmoid");
        }
        this.operations = program.operations();
        this.phases = phases(operations);
        this.strips = new GradientStrips(kernels, program, parameters, gradients.values(), penalty, update);
        this.rowLosses = new double[capacity];
        this.team = new Team(settings.threads());
        this.workers = new Worker[settings.threads()];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i, strips.stripSize(), program.turnedSize(BLOCK));
        }
    }

    /**
     * A loss for a plan.
     *
     * @param loss the loss of a row
     * @param isFromLogits whether it takes the inputs of the model's last sigmoid
     */
    public record LossBinding(RowLoss loss, boolean isFromLogits) {}

    /**
     * The size of a plan.
     *
     * @param batchSize the most rows a step takes, at least 1
     * @param threads workers, at least 1
     * @param seed for dropout
     */
    public record Settings(int batchSize, int threads, long seed) {
        public Settings {
            if (batchSize < 1) {
                throw new IllegalArgumentException("batch must be at least 1, but was " + batchSize);
            }
        }
    }

    static boolean isTied(Autoencoder model) {
        return model.decoder().layers().stream().anyMatch(TiedLinear.class::isInstance);
    }

    private static Phase[] phases(List<Operation> operations) {
        List<List<Operation>> groups = new ArrayList<>();
        groups.add(new ArrayList<>());
        for (Operation operation : operations) {
            if (operation.isJoint()) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(operation);
        }
        List<Phase> phases = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            phases.add(new Phase(groups.get(i), true, i == groups.size() - 1));
        }
        // Backward, a joint operation comes first in its group again: what follows it ends the group before.
        List<Operation> reversed = new ArrayList<>(operations);
        Collections.reverse(reversed);
        List<Operation> group = new ArrayList<>();
        for (Operation operation : reversed) {
            if (operation.isJoint() && !group.isEmpty()) {
                phases.add(new Phase(group, false, false));
                group = new ArrayList<>();
            }
            group.add(operation);
        }
        phases.add(new Phase(group, false, true));
        return phases.toArray(Phase[]::new);
    }

    /**
     * Takes one step.
     *
     * @param samples the data, row-major [N, D]
     * @param permutation indices of rows
     * @param from the first entry of the permutation to take
     * @param count rows to take, at most the batch size
     * @param step the step's number, which dropout draws from
     * @param probe whether gradients are stored so that {@link #gradientNorm} can tell of them
     * @return the mean loss of a value, with what the weights add
     */
    public double step(float[] samples, int[] permutation, int from, int count, long step, boolean probe) {
        data = samples;
        order = permutation;
        first = from;
        rows = count;
        isProbed = probe;
        for (int i = 0; i < operations.size(); i++) {
            operations.get(i).step(step);
        }
        team.run(stepJob);
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += rowLosses[i];
        }
        return sum / ((double) rows * program.input().columns()) + strips.penalty();
    }

    private void runStep(int index) {
        Worker worker = workers[index];
        for (int i = 0; i < phases.length; i++) {
            if (i > 0 && phases[i].operations().get(0).isJoint()) {
                team.barrier();
                prepare(phases[i], index);
                team.barrier();
            }
            // The last forward group and the first backward group need no barrier between them: rows are independent.
            if (phases[i].isForward()
                    && phases[i].isLast()
                    && !phases[i + 1].operations().get(0).isJoint()) {
                runRows(phases[i], phases[i + 1], worker, i == 0);
                i++;
            } else {
                runRows(phases[i], null, worker, i == 0);
            }
        }
        team.barrier();
        updateWeights(worker);
    }

    private void updateWeights(Worker worker) {
        int size = team.size();
        if (!isProbed && !needsNorm) {
            strips.fused(rows, worker.index, size, worker);
            return;
        }
        strips.store(rows, worker.index, size, worker);
        team.barrier();
        if (worker.index == 0) {
            strips.limitNorm();
        }
        team.barrier();
        strips.apply(worker.index, size, worker);
    }

    private void prepare(Phase phase, int index) {
        Operation joint = phase.operations().get(0);
        int groups = joint.jointColumns() / 16;
        int from = groups * index / team.size() * 16;
        int to = groups * (index + 1) / team.size() * 16;
        if (from == to) {
            return;
        }
        if (phase.isForward()) {
            joint.prepareForward(from, to, rows);
        } else {
            joint.prepareBackward(from, to, rows);
        }
    }

    private void runRows(
            Phase phase, @org.jspecify.annotations.Nullable Phase backward, Worker worker, boolean isFirst) {
        int groups = (rows + 7) / 8;
        int end = groups * (worker.index + 1) / team.size() * 8;
        for (int from = groups * worker.index / team.size() * 8; from < end; from += BLOCK) {
            int to = Math.min(end, from + BLOCK);
            if (isFirst) {
                gather(from, to);
            }
            run(phase, from, to, worker);
            if (phase.isForward() && phase.isLast()) {
                lose(from, to, worker);
            }
            if (backward != null) {
                run(backward, from, to, worker);
            }
        }
    }

    private static void run(Phase phase, int from, int to, Worker worker) {
        List<Operation> operations = phase.operations();
        for (int i = 0; i < operations.size(); i++) {
            if (phase.isForward()) {
                operations.get(i).forward(from, to, worker);
            } else {
                operations.get(i).backward(from, to, worker);
            }
        }
    }

    private void gather(int from, int to) {
        Slab input = program.input();
        for (int i = from; i < Math.min(to, rows); i++) {
            System.arraycopy(
                    data, order[first + i] * input.columns(), input.values(), i * input.stride(), input.columns());
        }
    }

    private void lose(int from, int to, Worker worker) {
        Slab input = program.input();
        Slab output = program.output();
        float scale = (float) (1.0 / ((double) rows * input.columns()));
        for (int i = from; i < Math.min(to, rows); i++) {
            rowLosses[i] = loss.row(
                    kernels.loss(),
                    output.values(),
                    i * output.stride(),
                    input.values(),
                    i * input.stride(),
                    output.gradients(),
                    i * output.stride(),
                    input.columns(),
                    scale,
                    worker.lanes);
        }
    }

    /** Returns the norm of the gradients of arrays whose path starts so, from the last probed step. */
    public double gradientNorm(String path) {
        return strips.norm(path);
    }

    /** Returns a copy of the gradient of one array, from the last probed step. */
    public dev.hourglass.tensor.Tensor gradient(Parameter parameter) {
        return gradients.tensor(parameter);
    }

    /** Returns the paths of layers with weights, in order. */
    public List<String> layerPaths() {
        return program.layers().stream().map(Program.BoundLayer::path).toList();
    }

    /** Measures the outputs of a layer with weights, after activation, in the last step. */
    public LayerStatistics statistics(int layer) {
        Slab slab = program.layers().get(layer).activated();
        return LayerStatistics.of(slab.values(), rows, slab.columns(), slab.stride());
    }

    /** Takes weights that were changed from outside into the plan's own copies. */
    public void refresh() {
        strips.refresh();
    }

    /** Returns the memory of activations, gradients, weights and copies, in bytes. */
    public long sizeBytes() {
        return program.sizeBytes() + strips.sizeBytes() + 8L * parameters.values().length;
    }
}
