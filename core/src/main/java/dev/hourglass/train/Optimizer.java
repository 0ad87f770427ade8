package dev.hourglass.train;

import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.WeightUpdate;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.UpdateKernels;
import java.util.List;
import java.util.stream.Stream;

/**
 * Steps weights against their gradients. Holds the state of one training run; the state and the step count make a run
 * resumable to the bit.
 */
abstract class Optimizer implements WeightUpdate {
    /**
     * Steps between two at which tiny states become 0. A mean that keeps 0.9 a step shrinks to a 29th meanwhile, from
     * {@link #TINY} not down to the subnormal numbers.
     */
    private static final int INTERVAL = 32;
    /**
     * States of smaller magnitude are taken for 0, 64 times the least normal number: a mean like that moves no weight,
     * and squares of gradients have all but underflowed there.
     */
    static final float TINY = 0x1p-120f;

    final UpdateKernels kernels;
    final Parameters weights;
    private final List<Parameters> state;
    private boolean isFlushing;

    /** Starts with as many arrays of state, all 0. */
    Optimizer(Parameters weights, UpdateKernels kernels, int states) {
        this.weights = weights;
        this.kernels = kernels;
        this.state = Stream.generate(() -> new Parameters(weights.layout()))
                .limit(states)
                .toList();
    }

    /** Creates the optimiser of a description, with empty state. */
    static Optimizer create(OptimizerConfig config, Parameters weights, Kernels kernels) {
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
     * Prepares a step; only while no worker runs.
     *
     * @param step counted from 1
     * @param learningRate the step's rate
     */
    final void prepare(long step, double learningRate) {
        isFlushing = step % INTERVAL == 0;
        begin(step, learningRate);
    }

    @Override
    public final void apply(Parameter.Role role, int from, float[] gradients, int gFrom, int count) {
        step(role, from, gradients, gFrom, count);
        if (isFlushing) {
            flush(from, count);
        }
    }

    /**
     * Sets tiny states to 0. They move no weight, but those of units that have died would go on shrinking, stay among
     * the subnormal numbers for good, and processors take several times as long for these.
     */
    private void flush(int from, int count) {
        for (int i = 0; i < state.size(); i++) {
            kernels.flush(state.get(i).values(), from, count, TINY);
        }
    }

    /** Takes the number of a step, from 1, and its rate. */
    abstract void begin(long step, double learningRate);

    /** Steps weights as {@link WeightUpdate#apply} says. */
    abstract void step(Parameter.Role role, int from, float[] gradients, int gFrom, int count);

    /** Returns the arrays that the next step depends on, laid out like the weights. */
    final List<Parameters> state() {
        return state;
    }

    /** Returns the values of one of them. */
    final float[] state(int index) {
        return state.get(index).values();
    }
}
