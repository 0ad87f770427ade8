package dev.hourglass.train;

import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.kernel.UpdateKernels;

/** RMSprop; the formula is in {@link OptimizerConfig.RmsProp}. */
final class RmsPropOptimizer extends Optimizer {
    private final float decay;
    private final float epsilon;
    private final float[] squares;
    private float rate;

    RmsPropOptimizer(OptimizerConfig.RmsProp config, Parameters weights, UpdateKernels kernels) {
        super(weights, kernels, 1);
        this.decay = (float) config.decay();
        this.epsilon = (float) config.epsilon();
        this.squares = state(0);
    }

    @Override
    void begin(long step, double learningRate) {
        rate = (float) learningRate;
    }

    @Override
    void step(Parameter.Role role, int from, float[] gradients, int gFrom, int count) {
        kernels.rmsProp(weights.values(), squares, from, gradients, gFrom, count, rate, decay, epsilon);
    }
}
