package dev.hourglass.train;

import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.kernel.UpdateKernels;
import java.util.List;

/** Stochastic gradient descent with momentum; the formula is in {@link OptimizerConfig.Sgd}. */
final class SgdOptimizer extends Optimizer {
    private final UpdateKernels kernels;
    private final boolean isNesterov;
    private final float momentum;
    private final Parameters velocity;
    private float rate;

    SgdOptimizer(OptimizerConfig.Sgd config, Parameters weights, UpdateKernels kernels) {
        super(weights);
        this.kernels = kernels;
        this.isNesterov = config.isNesterov();
        this.momentum = (float) config.momentum();
        this.velocity = zeros(weights);
    }

    @Override
    void prepare(long step, double learningRate) {
        rate = (float) learningRate;
    }

    @Override
    public void apply(Parameter.Role role, int from, float[] gradients, int gFrom, int count) {
        float[] w = weights.values();
        if (isNesterov) {
            kernels.nesterov(w, velocity.values(), from, gradients, gFrom, count, rate, momentum);
        } else {
            kernels.momentum(w, velocity.values(), from, gradients, gFrom, count, rate, momentum);
        }
    }

    @Override
    List<Parameters> state() {
        return List.of(velocity);
    }
}
