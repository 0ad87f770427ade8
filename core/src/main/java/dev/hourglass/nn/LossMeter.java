package dev.hourglass.nn;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.tensor.kernel.Kernels;

/**
 * Measures the mean loss over a data set as a trained model would give it: nothing dropped, running statistics, no
 * augmentation, draws of a fixed seed. Not thread-safe.
 */
public final class LossMeter {
    private static final int BATCH = 256;
    private static final float[] NO_TARGETS = new float[0];

    private final Pass pass;
    private final Team team;
    private final Worker[] workers;
    private final int[] order = new int[BATCH];

    /**
     * Builds a meter.
     *
     * @param task what is measured
     * @param parameters its weights; they may change between measurements
     * @param threads workers, at least 1
     * @param kernels what computes
     */
    public LossMeter(TrainingPlan.Task task, Parameters parameters, int threads, Kernels kernels) {
        Program program = Program.of(
                task.chain(),
                Program.Binding.inference(kernels, parameters, BATCH),
                task.loss().isFromLogits());
        this.pass = new Pass(program, task.loss(), task.targetColumns(), RowTransform.NONE, 0, false, kernels);
        this.team = new Team(threads);
        this.workers = new Worker[threads];
        for (int i = 0; i < threads; i++) {
            workers[i] = pass.worker(i, 0);
        }
    }

    /** Builds a meter of how well a model gives samples back. */
    public static LossMeter ofReconstruction(
            Autoencoder model, Parameters parameters, LossBinding loss, int threads, Kernels kernels) {
        TrainingPlan.Task task = TrainingPlan.Task.reconstruct(Chain.reconstruct(model), loss);
        return new LossMeter(task, parameters, threads, kernels);
    }

    /**
     * Measures samples that are their own targets.
     *
     * @param samples [N, D]; not modified
     * @param rows N
     * @return the mean loss, with what codes add
     */
    public double measure(float[] samples, int rows) {
        return measure(samples, NO_TARGETS, rows);
    }

    /**
     * Measures.
     *
     * @param samples [N, D]; not modified
     * @param targets [N, T]; not modified
     * @param rows N
     * @return the mean loss, with what codes add
     */
    public double measure(float[] samples, float[] targets, int rows) {
        pass.program().refresh();
        double sum = 0;
        for (int from = 0; from < rows; from += BATCH) {
            int count = Math.min(BATCH, rows - from);
            for (int i = 0; i < count; i++) {
                order[i] = from + i;
            }
            pass.load(samples, targets, order, 0, count, 1 + from / BATCH);
            team.run(worker -> pass.run(workers[worker], team));
            sum += pass.sum();
        }
        return sum / rows;
    }
}
