package dev.hourglass.nn;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.Arrays;

/**
 * Measures the mean loss over a data set as a trained model would give it: nothing dropped, running statistics, draws
 * of a fixed seed. Not thread-safe.
 */
public final class LossMeter {
    /** Rows of one run, where a sample is one row. */
    private static final int ROWS = 256;

    private static final float[] NO_TARGETS = new float[0];

    private final Pass pass;
    private final Team team;
    private final Worker[] workers;
    private final int batch;
    private final int[] order;

    /**
     * Builds a meter.
     *
     * @param task what is measured
     * @param parameters its weights; they may change between measurements
     * @param threads workers, at least 1
     * @param kernels what computes
     */
    public LossMeter(TrainingPlan.Task task, Parameters parameters, int threads, Kernels kernels) {
        this.batch = task.chain().rowsOfPass(ROWS / task.chain().draws());
        this.order = new int[batch];
        Program program = Program.of(
                task.chain(),
                Program.Binding.inference(kernels, parameters, batch),
                task.loss().isFromLogits());
        this.pass = new Pass(program, task.loss(), task.targetColumns(), task.transform(), 0, false, kernels);
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
        double[] losses = new double[rows];
        measure(samples, targets, rows, 0, losses);
        double sum = 0;
        for (double loss : losses) {
            sum += loss;
        }
        return sum / rows;
    }

    /**
     * Measures each sample.
     *
     * @param samples [N, D]; not modified
     * @param targets [N, T]; not modified
     * @param rows N
     * @param round decides what is drawn; 0 in other methods
     * @param losses [N]; overwritten with each sample's loss
     */
    public void measure(float[] samples, float[] targets, int rows, long round, double[] losses) {
        pass.program().refresh();
        long firstStep = 1 + round * ((rows + batch - 1) / batch);
        for (int from = 0; from < rows; from += batch) {
            int count = Math.min(batch, rows - from);
            for (int i = 0; i < count; i++) {
                order[i] = from + i;
            }
            pass.load(samples, targets, order, 0, count, firstStep + from / batch);
            team.run(worker -> pass.run(workers[worker], team));
            pass.copyLosses(losses, from);
        }
    }

    /** Returns the memory of activations, copies of weights and scratch, in bytes. */
    public long sizeBytes() {
        Program program = pass.program();
        long copies =
                program.weightCopies().stream().mapToLong(WeightCopy::sizeBytes).sum();
        long scratch = Arrays.stream(workers).mapToLong(Worker::sizeBytes).sum();
        return program.sizeBytes() + copies + scratch;
    }
}
