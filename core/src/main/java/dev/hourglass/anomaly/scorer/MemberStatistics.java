package dev.hourglass.anomaly.scorer;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.nn.Inference;
import dev.hourglass.nn.Inference.Direction;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.kernel.Kernels;

/** Measures what a trained member makes of the rows it was fitted on. Not thread-safe; single use. */
final class MemberStatistics {
    /** Of residuals: as a share of their mean variance. */
    private static final double RESIDUAL_SHRINKAGE = 0.05;

    private static final double CODE_SHRINKAGE = 0.01;

    /** A column that is rebuilt perfectly shall not outweigh all others, in standard deviations of the column. */
    private static final float LEAST_ROOT_MEAN_SQUARE = 0.02f;

    private final DenseConfig config;
    private final Parameters parameters;
    private final Autoencoder model;
    private final float[] seen;
    private final int rows;
    private final int features;

    /**
     * Prepares measuring.
     *
     * @param config the member's description
     * @param parameters its weights
     * @param seen [N, D], scaled; not modified
     */
    MemberStatistics(DenseConfig config, Parameters parameters, float[] seen) {
        this.config = config;
        this.parameters = parameters;
        this.model = config.build();
        this.seen = seen;
        this.features = config.inputShape().size();
        this.rows = seen.length / features;
    }

    /**
     * Measures.
     *
     * @param neighbours the rows to keep hidden values of
     */
    AutoencoderMember member(int[] neighbours) {
        float[] rebuilt = run(Inference.create(model, parameters, Direction.RECONSTRUCT, 1, Kernels.best()));
        float[] codes = run(Inference.create(model, parameters, Direction.ENCODE, 1, Kernels.best()));
        float[] hidden = run(Inference.create(AutoencoderMember.toHidden(model), parameters, 1, Kernels.best()));
        float[] residuals = new float[rebuilt.length];
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] = seen[i] - rebuilt[i];
        }
        float[] kept = new float[neighbours.length * features];
        for (int s = 0; s < neighbours.length; s++) {
            System.arraycopy(rebuilt, neighbours[s] * features, kept, s * features, features);
        }
        return new AutoencoderMember(
                config,
                parameters,
                Whitening.fit(residuals, rows, features, RESIDUAL_SHRINKAGE),
                rootMeanSquares(residuals),
                Whitening.fit(codes, rows, config.latentSize(), CODE_SHRINKAGE),
                Neighbours.fit(hidden, config.encoder().get(0).size(), neighbours),
                kept);
    }

    private float[] run(Inference inference) {
        float[] outputs = new float[Math.multiplyExact(rows, inference.outputs())];
        inference.run(seen, 0, outputs, rows);
        return outputs;
    }

    private float[] rootMeanSquares(float[] residuals) {
        float[] roots = new float[features];
        for (int j = 0; j < features; j++) {
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                double residual = residuals[i * features + j];
                sum += residual * residual;
            }
            roots[j] = Math.max(LEAST_ROOT_MEAN_SQUARE, (float) Math.sqrt(sum / rows));
        }
        return roots;
    }
}
