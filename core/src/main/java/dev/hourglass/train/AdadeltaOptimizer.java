package dev.hourglass.train;

import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.kernel.UpdateKernels;
import java.util.List;

/** Adadelta; the formula is in {@link OptimizerConfig.Adadelta}. */
final class AdadeltaOptimizer extends Optimizer {
    private final UpdateKernels kernels;
    private final float decay;
    private final float epsilon;
    private final Parameters squares;
    private final Parameters steps;
    private float rate;

    AdadeltaOptimizer(OptimizerConfig.Adadelta config, Parameters weights, UpdateKernels kernels) {
        super(weights);
        this.kernels = kernels;
        this.decay = (float) config.decay();
        this.epsilon = (float) config.epsilon();
        this.squares = zeros(weights);
        this.steps = zeros(weights);
    }

    @Override
    void prepare(long step, double learningRate) {
        rate = (float) learningRate;
    }

    @Override
    public void apply(Parameter.Role role, int from, float[] gradients, int gFrom, int count) {
        kernels.adadelta(
                weights.values(),
                squares.values(),
                steps.values(),
                from,
                gradients,
                gFrom,
                count,
                rate,
                decay,
                epsilon);
    }

    @Override
    List<Parameters> state() {
        return List.of(squares, steps);
    }
}
