package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.FloatMath;

/**
 * One distribution for each channel: a mixture of three logistic ones, of which a rounded number takes half a step on
 * each side. Weights are in units in which they are soon where they must be, as channels differ a thousandfold:
 *
 * <pre>{@code
 * s_k = e^(8 b_k + c_k) + 1e-4, the power at most 5        share_k = softmax(8 a_k)
 * }</pre>
 *
 * Not thread-safe: holds the last result.
 */
public final class FactorizedPrior {
    /** Where the weights are: [C, {@link #VALUES}]. */
    static final String PATH = "rate.prior";

    /** The number of components of each mixture. */
    public static final int COMPONENTS = 3;
    /** Of each component a mean, the logarithm of a scale and the logit of a share. */
    static final int VALUES = 3 * COMPONENTS;

    /** Of the scales that components start from, c_k: narrow, usual, wide. */
    private static final float[] LOG_SCALES = {-4f, -2.5f, -0.5f};

    private static final float UNIT = 8f;
    private static final float LARGEST_LOG = 5f;
    private static final float LEAST_SCALE = 1e-4f;
    private static final float LARGEST_LOGIT = 60f;

    private final float[] weights;
    private final Parameter parameter;
    private final LogisticBits logistic = new LogisticBits();
    private final float[] means = new float[COMPONENTS];
    private final float[] powers = new float[COMPONENTS];
    private final float[] scales = new float[COMPONENTS];
    private final float[] shares = new float[COMPONENTS];
    private final float[] parts = new float[COMPONENTS];
    private final float[] byMean = new float[COMPONENTS];
    private final float[] byLogScale = new float[COMPONENTS];
    private final float[] byLogSteps = new float[COMPONENTS];
    private final float[] excesses = new float[COMPONENTS];
    private float least;
    private float probability;
    private float byNumber;
    private float byLogStep;

    /** Binds distributions to their weights. */
    public FactorizedPrior(Parameters parameters) {
        this.weights = parameters.values();
        this.parameter = parameters.layout().parameter(PATH);
    }

    /** Takes up the distribution of a channel; weights may change later. */
    public void channel(int channel) {
        int at = parameter.offset() + channel * parameter.stride();
        float total = 0f;
        for (int k = 0; k < COMPONENTS; k++) {
            means[k] = weights[at + k];
            powers[k] =
                    FloatMath.exp(Math.min(Math.fma(UNIT, weights[at + COMPONENTS + k], LOG_SCALES[k]), LARGEST_LOG));
            scales[k] = powers[k] + LEAST_SCALE;
            shares[k] = FloatMath.exp(Math.min(UNIT * weights[at + 2 * COMPONENTS + k], LARGEST_LOGIT));
            total += shares[k];
        }
        for (int k = 0; k < COMPONENTS; k++) {
            shares[k] /= total;
        }
    }

    /** Returns the mean of a component of the channel. */
    public float mean(int component) {
        return means[component];
    }

    /** Returns the scale of a component of the channel, above 0. */
    public float scale(int component) {
        return scales[component];
    }

    /** Returns the share of a component of the channel; they sum to 1. */
    public float share(int component) {
        return shares[component];
    }

    /** Computes what a number costs under the channel's distribution, and the slopes. */
    void compute(float number, float half) {
        least = Float.POSITIVE_INFINITY;
        for (int k = 0; k < COMPONENTS; k++) {
            logistic.compute(number - means[k], scales[k], half);
            excesses[k] = logistic.excess();
            least = Math.min(least, excesses[k]);
            parts[k] = logistic.probability();
            byMean[k] = -shares[k] * logistic.byNumber();
            byLogScale[k] = shares[k] * logistic.byLogScale() * powers[k] / scales[k];
            byLogSteps[k] = shares[k] * logistic.byLogStep();
        }
        probability = 0f;
        byNumber = 0f;
        byLogStep = 0f;
        for (int k = 0; k < COMPONENTS; k++) {
            float fall = excesses[k] > least ? FloatMath.exp(least - excesses[k]) : 1f;
            parts[k] *= fall;
            byMean[k] *= fall;
            byLogScale[k] *= fall;
            probability = Math.fma(shares[k], parts[k], probability);
            byNumber -= byMean[k];
            byLogStep = Math.fma(fall, byLogSteps[k], byLogStep);
        }
    }

    float bits() {
        return LogisticBits.bits(probability) + FloatMath.LOG2_E * least;
    }

    /** Returns the slope of bits with the number. */
    float bitsByNumber() {
        return -FloatMath.LOG2_E * byNumber / probability;
    }

    /** Returns the slope of bits with the logarithm of the step. */
    float bitsByLogStep() {
        return -FloatMath.LOG2_E * byLogStep / probability;
    }

    /** Adds the slopes of bits, times a weight, to the gradients of the channel's values from {@code at}. */
    void addSlopes(float weight, float[] gradients, int at) {
        float scale = -FloatMath.LOG2_E * weight / probability;
        float unit = UNIT * scale;
        for (int k = 0; k < COMPONENTS; k++) {
            gradients[at + k] = Math.fma(scale, byMean[k], gradients[at + k]);
            gradients[at + COMPONENTS + k] = Math.fma(unit, byLogScale[k], gradients[at + COMPONENTS + k]);
            float byLogit = shares[k] * (parts[k] - probability);
            gradients[at + 2 * COMPONENTS + k] = Math.fma(unit, byLogit, gradients[at + 2 * COMPONENTS + k]);
        }
    }

    Parameter parameter() {
        return parameter;
    }
}
