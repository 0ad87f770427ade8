package dev.hourglass.nn;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs a batch through a program, its loss and, in training, back: what every worker of a team does with its rows. Rows
 * go block by block through all operations and meet at a barrier only where one of them needs the whole batch.
 */
final class Pass {
    /** Rows that stay in the second-level cache from layer to layer and back. */
    private static final int BLOCK = 64;

    /** Operations whose rows run together, after the joint preparation of the first one if it has any. */
    @SuppressWarnings("ArrayRecordComponent") // a constant of the pass, compared by nobody
    private record Phase(Program.Step[] steps, boolean isForward, boolean isLast) {
        Operation first() {
            return steps[0].operation();
        }
    }

    private final Kernels kernels;
    private final Program program;
    private final LossBinding loss;
    /** One a worker. */
    private final List<RowLoss> rowLossOf = new ArrayList<>();

    private final Slab target;
    private final RowTransform transform;
    private final boolean isPlain;
    private final long seed;
    private final Program.Step[] steps;
    private final Phase[] phases;
    /** The same, of the parts of operations. */
    private final Phase[] sharedPhases;

    private final Operation[] costly;
    private final double[] rowLosses;
    private final @Nullable DrawManyOperation drawMany;
    private final double[] drawLosses;
    private final int block;
    private final int unit;
    private final boolean hasImages;

    private float[] data = new float[0];
    private float[] targets = new float[0];
    private int[] order = new int[0];
    private int first;
    private int rows;
    private long key;

    /**
     * Builds a pass.
     *
     * @param targetColumns values of a target that comes beside the sample, or 0 where the sample itself is the target
     */
    Pass(
            Program program,
            LossBinding loss,
            int targetColumns,
            RowTransform transform,
            long seed,
            boolean hasBackward,
            Kernels kernels) {
        this.kernels = kernels;
        this.program = program;
        this.loss = loss;
        this.transform = transform;
        this.isPlain = transform.equals(RowTransform.NONE);
        this.seed = seed;
        int capacity = program.input().capacity();
        this.target = targetColumns == 0 ? program.input() : Slab.rows(capacity, targetColumns, false);
        this.steps = program.steps().toArray(Program.Step[]::new);
        this.phases = phases(program.steps(), hasBackward);
        this.sharedPhases = phases(parts(program.steps()), hasBackward);
        this.costly = program.steps().stream()
                .map(Program.Step::operation)
                .filter(operation -> operation.costs().length > 0)
                .toArray(Operation[]::new);
        this.rowLosses = new double[capacity];
        this.drawMany = program.drawMany();
        this.drawLosses = new double[drawMany == null ? 0 : capacity * drawMany.draws()];
        this.hasImages = program.hasImages();
        this.unit = hasImages ? 16 : 8;
        this.block = hasImages ? 16 : Math.max(8, BLOCK / program.largestFactor() & -8);
    }

    private static List<Program.Step> parts(List<Program.Step> steps) {
        return steps.stream()
                .flatMap(step -> step.operation().parts().stream().map(part -> new Program.Step(part, step.factor())))
                .toList();
    }

    private static Phase[] phases(List<Program.Step> steps, boolean hasBackward) {
        List<List<Program.Step>> groups = new ArrayList<>();
        groups.add(new ArrayList<>());
        for (Program.Step step : steps) {
            if (step.operation().isJoint() && !groups.get(groups.size() - 1).isEmpty()) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(step);
        }
        List<Phase> phases = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            phases.add(phase(groups.get(i), true, i == groups.size() - 1));
        }
        if (!hasBackward) {
            return phases.toArray(Phase[]::new);
        }
        // Backward, a joint operation comes first in its group again: what follows it ends the group before.
        List<Program.Step> reversed = new ArrayList<>(steps);
        Collections.reverse(reversed);
        List<Program.Step> group = new ArrayList<>();
        for (Program.Step step : reversed) {
            if (step.operation().isJoint() && !group.isEmpty()) {
                phases.add(phase(group, false, false));
                group = new ArrayList<>();
            }
            group.add(step);
        }
        phases.add(phase(group, false, true));
        return phases.toArray(Phase[]::new);
    }

    private static Phase phase(List<Program.Step> steps, boolean isForward, boolean isLast) {
        return new Phase(steps.toArray(Program.Step[]::new), isForward, isLast);
    }

    /**
     * Says what the next run takes.
     *
     * @param samples row-major [N, D]
     * @param wanted targets [N, T]; not used where samples are their own targets
     * @param permutation indices of rows
     * @param from the first entry of the permutation to take
     * @param count rows to take, at most the capacity
     * @param step the step's number, which everything random depends on
     */
    void load(float[] samples, float[] wanted, int[] permutation, int from, int count, long step) {
        data = samples;
        targets = wanted;
        order = permutation;
        first = from;
        rows = count;
        key = SeededRandom.mix(seed + SeededRandom.mix(~step));
        for (int i = 0; i < steps.length; i++) {
            steps[i].operation().begin(step, count * steps[i].factor());
        }
    }

    /** Runs one worker's share of what was loaded. */
    void run(Worker worker, Team team) {
        boolean isShared = hasImages && rows <= (team.size() - 1) * unit;
        if (isShared) {
            runTogether(worker, team);
        } else {
            worker.share(0, 1);
            runApart(worker, team);
        }
    }

    /** Where there are more workers than blocks of images, all work on each operation together. */
    private void runTogether(Worker worker, Team team) {
        int from = rows * worker.index / team.size();
        int to = rows * (worker.index + 1) / team.size();
        gather(from, to);
        for (int i = 0; i < sharedPhases.length; i++) {
            for (int s = 0; s < sharedPhases[i].steps().length; s++) {
                team.barrier();
                if (s == 0 && sharedPhases[i].first().isJoint()) {
                    prepare(sharedPhases[i], worker, team.size());
                    team.barrier();
                }
                runTogether(sharedPhases[i].steps()[s], sharedPhases[i].isForward(), worker, team);
            }
            if (sharedPhases[i].isForward() && sharedPhases[i].isLast()) {
                team.barrier();
                lose(from, to, worker);
            }
        }
    }

    private void runTogether(Program.Step step, boolean isForward, Worker worker, Team team) {
        boolean isDivisible = step.operation().isDivisible();
        worker.share(isDivisible ? worker.index : 0, isDivisible ? team.size() : 1);
        for (int at = 0; at < rows && (isDivisible || worker.index == 0); at += block) {
            run(step, isForward, at, at + block, worker);
        }
    }

    private void runApart(Worker worker, Team team) {
        for (int i = 0; i < phases.length; i++) {
            if (phases[i].first().isJoint()) {
                if (i == 0) {
                    gatherShare(worker, team);
                }
                team.barrier();
                prepare(phases[i], worker, team.size());
                team.barrier();
            }
            // The last forward group and the first backward group need no barrier between them: rows are independent.
            boolean turns = phases[i].isForward()
                    && phases[i].isLast()
                    && i + 1 < phases.length
                    && !phases[i + 1].first().isJoint();
            runRows(phases[i], turns ? phases[i + 1] : null, worker, team, i == 0);
            i += turns ? 1 : 0;
        }
    }

    private void prepare(Phase phase, Worker worker, int workers) {
        Operation joint = phase.first();
        int batch = rows * phase.steps()[0].factor();
        int groups = joint.jointColumns() / 16;
        int from = groups * worker.index / workers * 16;
        int to = groups * (worker.index + 1) / workers * 16;
        if (from == to) {
            return;
        }
        if (phase.isForward()) {
            joint.prepareForward(from, to, batch, worker);
        } else {
            joint.prepareBackward(from, to, batch);
        }
    }

    private int shareStart(int worker, int workers) {
        int groups = (rows + unit - 1) / unit;
        return groups * worker / workers * unit;
    }

    private void gatherShare(Worker worker, Team team) {
        gather(shareStart(worker.index, team.size()), shareStart(worker.index + 1, team.size()));
    }

    private void runRows(Phase phase, @Nullable Phase backward, Worker worker, Team team, boolean isFirst) {
        int end = shareStart(worker.index + 1, team.size());
        for (int from = shareStart(worker.index, team.size()); from < end; from += block) {
            int to = Math.min(end, from + block);
            if (isFirst && !phase.first().isJoint()) {
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
        Program.Step[] steps = phase.steps();
        for (int i = 0; i < steps.length; i++) {
            run(steps[i], phase.isForward(), from, to, worker);
        }
    }

    private static void run(Program.Step step, boolean isForward, int from, int to, Worker worker) {
        int factor = step.factor();
        if (isForward) {
            step.operation().forward(from * factor, to * factor, worker);
        } else {
            step.operation().backward(from * factor, to * factor, worker);
        }
    }

    private void gather(int from, int to) {
        int end = Math.min(to, rows);
        Slab input = program.input();
        int columns = input.columns();
        if (isPlain) {
            gather(data, input, from, end);
        } else {
            for (int i = from; i < end; i++) {
                int row = order[first + i] * columns;
                transform.apply(data, row, input.values(), input.start(i), columns, SeededRandom.mix(key + i));
            }
        }
        if (target != input) {
            gather(targets, target, from, end);
        }
    }

    private void gather(float[] source, Slab to, int from, int end) {
        kernels.matrix()
                .gatherRows(
                        Math.max(0, end - from),
                        to.columns(),
                        source,
                        order,
                        first + from,
                        to.values(),
                        to.start(from),
                        to.stride());
    }

    private void lose(int from, int to, Worker worker) {
        float scale = (float) (1.0 / (rows * valuesPerSample()));
        Slab output = program.output();
        int copies = drawMany == null ? 1 : drawMany.draws();
        for (int i = from; i < Math.min(to, rows); i++) {
            rowLosses[i] = drawMany == null ? lose(i, i, scale, worker) : loseMany(drawMany, i, scale, worker);
            if (output.hasGradients()) {
                int start = output.start(i * copies);
                TinyGradients.flush(kernels.update(), output.gradients(), start, copies * output.stride());
            }
        }
    }

    private double loseMany(DrawManyOperation many, int sample, float scale, Worker worker) {
        Slab output = program.output();
        int end = (sample + 1) * many.draws();
        for (int row = sample * many.draws(); row < end; row++) {
            drawLosses[row] = lose(row, sample, scale, worker);
        }
        double bound = many.weigh(sample, drawLosses);
        for (int row = sample * many.draws(); row < end && output.hasGradients(); row++) {
            kernels.update().scale(output.gradients(), output.start(row), output.stride(), many.share(row));
        }
        return bound;
    }

    private double lose(int row, int sample, float scale, Worker worker) {
        Slab output = program.output();
        boolean hasGradients = output.hasGradients();
        return rowLossOf
                .get(worker.index)
                .row(
                        kernels,
                        output.values(),
                        output.start(row),
                        target.values(),
                        target.start(sample),
                        hasGradients ? output.gradients() : worker.row,
                        hasGradients ? output.start(row) : 0,
                        target.columns(),
                        scale,
                        worker.lanes);
    }

    /** Returns what the loss of a sample is divided by: the number of its values, or 1 for a sum over them. */
    private double valuesPerSample() {
        return loss.isPerSample() ? 1 : target.columns();
    }

    /** Returns the sum of the losses of the samples of the last run. */
    double sum() {
        double sum = 0;
        for (int i = 0; i < rows; i++) {
            sum += rowLosses[i];
        }
        return sum / valuesPerSample() + costs();
    }

    /** Copies the loss of each sample of the last run, with what operations add. */
    void copyLosses(double[] to, int at) {
        for (int i = 0; i < rows; i++) {
            to[at + i] = rowLosses[i] / valuesPerSample();
            for (Operation operation : costly) {
                to[at + i] += operation.costs()[i];
            }
        }
    }

    /** Returns the sum of what operations add to the loss, over the samples of the last run. */
    double costs() {
        double sum = 0;
        for (int c = 0; c < costly.length; c++) {
            double[] costs = costly[c].costs();
            for (int i = 0; i < rows; i++) {
                sum += costs[i];
            }
        }
        return sum;
    }

    Program program() {
        return program;
    }

    /** Returns the scratch a worker needs; workers come in order. */
    Worker worker(int index, int stripSize) {
        rowLossOf.add(loss.loss().forWorker());
        return new Worker(
                index,
                new Worker.Sizes(
                        stripSize,
                        program.turnedSize(block),
                        program.output().stride(),
                        program.scratchSize(),
                        program.stepsSize()));
    }
}
