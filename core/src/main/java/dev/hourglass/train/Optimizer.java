package dev.hourglass.train;

import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.WeightUpdate;
import java.util.List;

/**
 * Steps weights against their gradients. Holds the state of one training run; the state and the step count make a run
 * resumable to the bit.
 */
abstract class Optimizer implements WeightUpdate {
    final Parameters weights;

    Optimizer(Parameters weights) {
        this.weights = weights;
    }

    /** Creates the optimiser of a description, with empty state. */
    static Optimizer create(OptimizerConfig config, Parameters weights, dev.hourglass.tensor.kernel.Kernels kernels) {
        if (config instanceof OptimizerConfig.Sgd sgd) {
            return new SgdOptimizer(sgd, weights, kernels.update());
        }
        if (config instanceof OptimizerConfig.RmsProp rmsProp) {
            return new RmsPropOptimizer(rmsProp, weights, kernels.update());
        }
        if (config instanceof OptimizerConfig.Adadelta adadelta) {
            return new AdadeltaOptimizer(adadelta, weights, kernels.update());
        }
        if (config instanceof OptimizerConfig.Adam adam) {
            return new AdamOptimizer(adam, 0, weights, kernels.update());
        }
        if (config instanceof OptimizerConfig.AdamW adamW) {
            return new AdamOptimizer(adamW.adam(), adamW.weightDecay(), weights, kernels.update());
        }
        throw new AssertionError(config);
    }

    /**
     * Prepares a step.
     *
     * @param step counted from 1
     * @param learningRate the step's rate
     */
    abstract void prepare(long step, double learningRate);

    /** Returns the arrays that the next step depends on, laid out like the weights. */
    abstract List<Parameters> state();

    static Parameters zeros(Parameters weights) {
        ParameterLayout layout = weights.layout();
        return new Parameters(layout);
    }
}
