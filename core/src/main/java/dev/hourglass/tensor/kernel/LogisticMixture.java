package dev.hourglass.tensor.kernel;

import java.util.Arrays;

/**
 * Mixtures of logistic distributions over the 256 levels {@code x = k / 255}.
 *
 * <p>Outputs are planes [3 M, D]: M logits l, M means mu and M log-scales s, clamped to [-7, 7] (outside, their
 * gradient is 0). Means and scales are those of {@code c = 2 x - 1} in [-1, 1], so that a mean of 0 is mid-grey.
 *
 * <pre>{@code
 * p = (c + 1/255 - mu) e^-s, q = (c - 1/255 - mu) e^-s
 * P(k | m) = sigmoid(p) - sigmoid(q), with sigmoid(q) = 0 for k = 0 and sigmoid(p) = 1 for k = 255
 * P(k) = sum over m of softmax(l)_m P(k | m)
 * }</pre>
 *
 * The difference is computed as {@code sigmoid(p) sigmoid(-q) (1 - e^(q - p))}, which keeps its digits however small it
 * is, so that no density has to stand in for it. Source: Salimans et al. 2017, "PixelCNN++", eq. 2,
 * https://arxiv.org/abs/1701.05517.
 *
 * <p>Stateless and safe for concurrent use.
 */
public final class LogisticMixture {
    /** The least log-scale, as in the source's code. */
    public static final float LOG_SCALE_MIN = -7f;
    /** The largest log-scale. */
    public static final float LOG_SCALE_MAX = 7f;

    /** Half a level, on [-1, 1]. */
    public static final float HALF_LEVEL = 1f / 255;
    /** Targets below this are level 0. */
    public static final float LOWEST_BELOW = 0.5f / 255;
    /** Targets above this are level 255. */
    public static final float HIGHEST_ABOVE = 254.5f / 255;

    private static final int LEVELS = 256;

    private LogisticMixture() {}

    /** Computes features {@code first} to {@code count} of a row, adding losses to the lanes and writing gradients. */
    public static void rowTail(
            float[] y,
            int yFrom,
            float[] x,
            int xFrom,
            float[] g,
            int gFrom,
            int first,
            int count,
            int components,
            float scale,
            float[] lanes) {
        for (int i = first; i < count; i++) {
            float t = x[xFrom + i];
            float mostPrior = Float.NEGATIVE_INFINITY;
            float mostJoint = Float.NEGATIVE_INFINITY;
            for (int m = 0; m < components; m++) {
                int at = m * count + i;
                float joint = component(y, yFrom + at, t, g, gFrom + at, components * count);
                mostPrior = Math.max(mostPrior, y[yFrom + at]);
                mostJoint = Math.max(mostJoint, joint);
            }
            float prior = 0f;
            float joint = 0f;
            for (int m = 0; m < components; m++) {
                int at = m * count + i;
                prior += FloatMath.exp(y[yFrom + at] - mostPrior);
                joint += FloatMath.exp(g[gFrom + at] - mostJoint);
            }
            for (int m = 0; m < components; m++) {
                int at = m * count + i;
                float share = FloatMath.exp(y[yFrom + at] - mostPrior) / prior;
                float responsibility = FloatMath.exp(g[gFrom + at] - mostJoint) / joint;
                float slope = responsibility * -scale;
                int mean = gFrom + at + components * count;
                int logScale = mean + components * count;
                g[gFrom + at] = (share - responsibility) * scale;
                g[mean] = g[mean] * slope;
                g[logScale] = g[logScale] * slope;
            }
            lanes[i & 15] = lanes[i & 15] + ((mostPrior - mostJoint) + (FloatMath.ln(prior) - FloatMath.ln(joint)));
        }
    }

    /**
     * Computes one component of one feature; into the planes of gradients go the logarithm of the joint probability and
     * the slopes of log P(k | m) in mean and log-scale.
     *
     * @param plane the distance between the planes of one component
     * @return l + log P(k | m)
     */
    private static float component(float[] y, int yAt, float x, float[] g, int gAt, int plane) {
        float output = y[yAt + 2 * plane];
        float s = Math.min(Math.max(output, LOG_SCALE_MIN), LOG_SCALE_MAX);
        float inverse = FloatMath.exp(-s);
        float c = Math.fma(x, 2f, -1f) - y[yAt + plane];
        float p = (c + HALF_LEVEL) * inverse;
        float q = (c - HALF_LEVEL) * inverse;
        float expP = FloatMath.exp(-Math.abs(p));
        float expQ = FloatMath.exp(-Math.abs(q));
        float shareP = 1f / (expP + 1f);
        float shareQ = 1f / (expQ + 1f);
        boolean isLowest = x < LOWEST_BELOW;
        boolean isHighest = x > HIGHEST_ABOVE;
        boolean isEnd = isLowest || isHighest;
        float d = inverse * (2f * HALF_LEVEL);
        float expD = FloatMath.exp(-d);
        float width = FloatMath.oneMinusExp(d, expD);
        float product = (isHighest ? 1f : shareP) * (isLowest ? 1f : shareQ) * (isEnd ? 1f : width);
        float line = (isHighest ? 0f : Math.min(p, 0f)) - (isLowest ? 0f : Math.max(q, 0f));
        float joint = y[yAt] + (line + FloatMath.ln(product));
        float up = isHighest ? 0f : p < 0f ? shareP : expP * shareP; // sigmoid(-p)
        float down = isLowest ? 0f : q < 0f ? expQ * shareQ : shareQ; // sigmoid(q)
        float narrow = isEnd ? 0f : d * expD / width;
        float slope = Math.fma(q, down, -Math.fma(p, up, narrow));
        g[gAt] = joint;
        g[gAt + plane] = (down - up) * inverse;
        g[gAt + 2 * plane] = s == output ? slope : 0f;
        return joint;
    }

    /**
     * Writes the reconstruction of one row: the mean of the components' means, each clamped to the range of the data.
     *
     * @param y outputs [3 M, D], from yFrom
     * @param target overwritten from {@code from} with D values in [0, 1]
     * @param count D
     * @param components M
     */
    public static void mean(float[] y, int yFrom, float[] target, int from, int count, int components) {
        for (int i = 0; i < count; i++) {
            float most = Float.NEGATIVE_INFINITY;
            for (int m = 0; m < components; m++) {
                most = Math.max(most, y[yFrom + m * count + i]);
            }
            float sum = 0f;
            float weighted = 0f;
            for (int m = 0; m < components; m++) {
                float share = FloatMath.exp(y[yFrom + m * count + i] - most);
                float mean = Math.min(Math.max(y[yFrom + (components + m) * count + i], -1f), 1f);
                sum += share;
                weighted = Math.fma(share, mean, weighted);
            }
            target[from + i] = Math.fma(0.5f, weighted / sum, 0.5f);
        }
    }

    /**
     * Writes the probability of each level of one feature, in float64 with the same bits on every machine.
     *
     * @param y outputs [3 M, D], from yFrom
     * @param count D
     * @param components M
     * @param feature which, in [0, D)
     * @param target [256]; overwritten with numbers of at least 0 whose sum is 1 but for rounding
     */
    public static void probabilities(float[] y, int yFrom, int count, int components, int feature, double[] target) {
        double most = Double.NEGATIVE_INFINITY;
        for (int m = 0; m < components; m++) {
            most = Math.max(most, y[yFrom + m * count + feature]);
        }
        double sum = 0;
        for (int m = 0; m < components; m++) {
            sum += SpecialFunctions.exp(y[yFrom + m * count + feature] - most);
        }
        Arrays.fill(target, 0, LEVELS, 0);
        for (int m = 0; m < components; m++) {
            int at = yFrom + m * count + feature;
            double share = SpecialFunctions.exp(y[at] - most) / sum;
            double s = Math.min(Math.max(y[at + 2 * components * count], LOG_SCALE_MIN), LOG_SCALE_MAX);
            addLevels(share, y[at + components * count], SpecialFunctions.exp(-s), target);
        }
    }

    /** Adds the levels of one component: differences of the distribution's lower part, or of its upper, the smaller. */
    private static void addLevels(double share, double mean, double inverse, double[] target) {
        double belowBefore = 0;
        double aboveBefore = 1;
        for (int k = 0; k < LEVELS; k++) {
            double p = ((2 * k - 254) / 255.0 - mean) * inverse;
            double e = SpecialFunctions.exp(-Math.abs(p));
            double large = 1 / (1 + e);
            boolean isLast = k == LEVELS - 1;
            double below = isLast ? 1 : p < 0 ? e * large : large;
            double above = isLast ? 0 : p < 0 ? large : e * large;
            target[k] += share * (below < 0.5 ? below - belowBefore : aboveBefore - above);
            belowBefore = below;
            aboveBefore = above;
        }
    }
}
