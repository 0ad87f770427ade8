package dev.hourglass.bench;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.nn.Inference;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.kernel.Kernels;

/** Reconstruction of the first samples, again and again. */
final class InferencePeer implements PeerSession {
    private final Parameters parameters;
    private final Inference inference;
    private final float[] samples;
    private final float[] outputs;
    private final int rows;

    InferencePeer(CaseDefinition definition, Parameters parameters, float[] samples, int threads, Kernels kernels) {
        Autoencoder model = definition.model().build();
        this.parameters = parameters;
        this.samples = samples;
        this.rows = definition.batchSize();
        this.outputs = new float[rows * model.features()];
        this.inference = Inference.create(model, parameters, Inference.Direction.RECONSTRUCT, threads, kernels);
    }

    /** Reconstructs the samples once. */
    float[] call() {
        inference.run(samples, 0, outputs, rows);
        return outputs;
    }

    @Override
    public void run(int count) {
        for (int i = 0; i < count; i++) {
            call();
        }
    }

    @Override
    public double loss() {
        double sum = 0;
        for (int i = 0; i < outputs.length; i++) {
            double error = (double) outputs[i] - samples[i];
            sum += error * error;
        }
        return sum / outputs.length;
    }

    @Override
    public Parameters parameters() {
        return parameters;
    }
}
