package dev.hourglass.train;

import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.kernel.UpdateKernels;

/** Stochastic gradient descent with momentum; the formula is in {@link OptimizerConfig.Sgd}. */
final class SgdOptimizer extends Optimizer {
    private final boolean isNesterov;
    private final float momentum;
    private final float[] velocity;
    private float rate;

    SgdOptimizer(OptimizerConfig.Sgd config, Parameters weights, UpdateKernels kernels) {
        super(weights, kernels, 1);
        this.isNesterov = config.isNesterov();
        this.momentum = (float) config.momentum();
        this.velocity = state(0);
    }

    @Override
    void begin(long step, double learningRate) {
        rate = (float) learningRate;
    }

    @Override
    void step(Parameter.Role role, int from, float[] gradients, int gFrom, int count) {
        float[] w = weights.values();
        if (isNesterov) {
            kernels.nesterov(w, velocity, from, gradients, gFrom, count, rate, momentum);
        } else {
            kernels.momentum(w, velocity, from, gradients, gFrom, count, rate, momentum);
        }
    }
}
