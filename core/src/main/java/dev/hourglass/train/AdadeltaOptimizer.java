package dev.hourglass.train;

import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.kernel.UpdateKernels;

/** Adadelta; the formula is in {@link OptimizerConfig.Adadelta}. */
final class AdadeltaOptimizer extends Optimizer {
    private final float decay;
    private final float epsilon;
    private final float[] squares;
    private final float[] steps;
    private float rate;

    AdadeltaOptimizer(OptimizerConfig.Adadelta config, Parameters weights, UpdateKernels kernels) {
        super(weights, kernels, 2);
        this.decay = (float) config.decay();
        this.epsilon = (float) config.epsilon();
        this.squares = state(0);
        this.steps = state(1);
    }

    @Override
    void begin(long step, double learningRate) {
        rate = (float) learningRate;
    }

    @Override
    void step(Parameter.Role role, int from, float[] gradients, int gFrom, int count) {
        kernels.adadelta(weights.values(), squares, steps, from, gradients, gFrom, count, rate, decay, epsilon);
    }
}
