package dev.hourglass.train;

import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.kernel.UpdateKernels;

/** Adam and AdamW; the formulas are in {@link OptimizerConfig.Adam} and {@link OptimizerConfig.AdamW}. */
final class AdamOptimizer extends Optimizer {
    private final OptimizerConfig.Adam config;
    private final double weightDecay;
    private final float[] means;
    private final float[] squares;
    private float rate1;
    private float rate2;
    private float keep;

    AdamOptimizer(OptimizerConfig.Adam config, double weightDecay, Parameters weights, UpdateKernels kernels) {
        super(weights, kernels, 2);
        this.config = config;
        this.weightDecay = weightDecay;
        this.means = state(0);
        this.squares = state(1);
    }

    @Override
    void begin(long step, double learningRate) {
        // StrictMath.pow instead of a running product: a resumed run needs the step number only. The averages decay by
        // betas rounded to float32, so those are what has to be corrected for: 1 - 0.999f is 1.3e-5 off 0.001.
        rate1 = (float) (learningRate / (1 - StrictMath.pow((float) config.beta1(), (double) step)));
        rate2 = (float) (1 / Math.sqrt(1 - StrictMath.pow((float) config.beta2(), (double) step)));
        keep = (float) (1 - learningRate * weightDecay);
    }

    @Override
    void step(Parameter.Role role, int from, float[] gradients, int gFrom, int count) {
        float[] w = weights.values();
        if (weightDecay > 0 && role == Parameter.Role.WEIGHT) {
            kernels.scale(w, from, count, keep);
        }
        kernels.adam(
                w,
                means,
                squares,
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
}
