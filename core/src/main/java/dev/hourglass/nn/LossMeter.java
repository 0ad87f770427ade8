package dev.hourglass.nn;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.nn.TrainingPlan.LossBinding;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.Lanes;

/**
 * Measures the mean loss over a data set as a trained model would give it: nothing dropped, running statistics. Not
 * thread-safe.
 */
public final class LossMeter {
    private static final int BLOCK = 1024;

    private final Inference inference;
    private final LossBinding loss;
    private final Kernels kernels;
    private final float[] outputs;
    private final float[] gradients;
    private final float[] lanes = new float[Lanes.SCRATCH];

    /**
     * Builds a meter.
     *
     * @param model the autoencoder
     * @param parameters its weights; they may change between measurements
     * @param loss the loss
     * @param threads workers, at least 1
     * @param kernels what computes
     */
    public LossMeter(Autoencoder model, Parameters parameters, LossBinding loss, int threads, Kernels kernels) {
        this.inference = Inference.forLoss(model, parameters, loss, threads, kernels);
        this.loss = loss;
        this.kernels = kernels;
        this.outputs = new float[BLOCK * model.features()];
        this.gradients = new float[model.features()];
    }

    /**
     * Measures.
     *
     * @param samples [N, D]; not modified
     * @param rows N
     * @return the mean loss of a value
     */
    public double measure(float[] samples, int rows) {
        inference.refresh();
        int features = inference.outputs();
        double sum = 0;
        for (int from = 0; from < rows; from += BLOCK) {
            int count = Math.min(BLOCK, rows - from);
            inference.run(samples, from, outputs, count);
            for (int i = 0; i < count; i++) {
                sum += loss.loss()
                        .row(
                                kernels.loss(),
                                outputs,
                                i * features,
                                samples,
                                (from + i) * features,
                                gradients,
                                0,
                                features,
                                1f,
                                lanes);
            }
        }
        return sum / ((double) rows * features);
    }
}
