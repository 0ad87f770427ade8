package dev.hourglass.train;

import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.kernel.UpdateKernels;
import java.util.List;

/** Adam and AdamW; the formulas are in {@link OptimizerConfig.Adam} and {@link OptimizerConfig.AdamW}. */
final class AdamOptimizer extends Optimizer {
    private final UpdateKernels kernels;
    private final OptimizerConfig.Adam config;
    private final double weightDecay;
    private final Parameters means;
    private final Parameters squares;
    private float rate1;
    private float rate2;
    private float keep;

    AdamOptimizer(OptimizerConfig.Adam config, double weightDecay, Parameters weights, UpdateKernels kernels) {
        super(weights);
        this.kernels = kernels;
        this.config = config;
        this.weightDecay = weightDecay;
        this.means = zeros(weights);
        this.squares = zeros(weights);
    }

    @Override
    void prepare(long step, double learningRate) {
        // StrictMath.pow instead of a running product: a resumed run needs the step number only. The averages decay by
        // betas rounded to float32, so those are what has to be corrected for: 1 - 0.999f is 1.3e-5 off 0.001.
        rate1 = (float) (learningRate / (1 - StrictMath.pow((float) config.beta1(), (double) step)));
        rate2 = (float) (1 / Math.sqrt(1 - StrictMath.pow((float) config.beta2(), (double) step)));
        keep = (float) (1 - learningRate * weightDecay);
    }

    @Override
    public void apply(Parameter.Role role, int from, float[] gradients, int gFrom, int count) {
        float[] w = weights.values();
        if (weightDecay > 0 && role == Parameter.Role.WEIGHT) {
            kernels.scale(w, from, count, keep);
        }
        kernels.adam(
                w,
                means.values(),
                squares.values(),
                from,
                gradients,
                gFrom,
                count,
                rate1,
                rate2,
                (float) config.beta1(),
                (float) config.beta2(),
                (float) config.epsilon());
    }

    @Override
    List<Parameters> state() {
        return List.of(means, squares);
    }
}
