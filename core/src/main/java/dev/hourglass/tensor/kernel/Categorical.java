package dev.hourglass.tensor.kernel;

/**
 * One of K classes a feature: outputs are planes [K, D] of logits l, targets {@code x = k / (K - 1)} in [0, 1], so that
 * 256 classes are the levels of 8-bit data and 2 are black and white.
 *
 * <pre>{@code
 * -log P(k) = log(sum over j of e^l_j) - l_k
 * }</pre>
 *
 * Source: van den Oord et al. 2016, "Pixel recurrent neural networks", section 3.4, https://arxiv.org/abs/1601.06759.
 *
 * <p>Stateless and safe for concurrent use.
 */
public final class Categorical {
    private Categorical() {}

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
            int classes,
            float scale,
            float[] lanes) {
        for (int i = first; i < count; i++) {
            float place = placeOf(x[xFrom + i], classes);
            float most = Float.NEGATIVE_INFINITY;
            float chosen = 0f;
            for (int k = 0; k < classes; k++) {
                float logit = y[yFrom + k * count + i];
                most = Math.max(most, logit);
                chosen = isClass(place, k) ? logit : chosen;
            }
            float sum = 0f;
            for (int k = 0; k < classes; k++) {
                float e = FloatMath.exp(y[yFrom + k * count + i] - most);
                g[gFrom + k * count + i] = e;
                sum += e;
            }
            float share = 1f / sum;
            for (int k = 0; k < classes; k++) {
                int at = gFrom + k * count + i;
                g[at] = Math.fma(g[at], share, isClass(place, k) ? -1f : 0f) * scale;
            }
            lanes[i & 15] = lanes[i & 15] + ((most - chosen) + FloatMath.ln(sum));
        }
    }

    /** Returns where a target lies: class k has the places in [k, k + 1). */
    public static float placeOf(float x, int classes) {
        return Math.fma(x, classes - 1f, 0.5f);
    }

    private static boolean isClass(float place, int k) {
        return place >= k && place < k + 1;
    }

    /**
     * Writes the reconstruction of one row: the mean of the classes' values {@code k / (K - 1)}.
     *
     * @param y outputs [K, D], from yFrom
     * @param target overwritten from {@code from} with D values in [0, 1]
     * @param count D
     * @param classes K, at least 2
     */
    public static void mean(float[] y, int yFrom, float[] target, int from, int count, int classes) {
        for (int i = 0; i < count; i++) {
            float most = Float.NEGATIVE_INFINITY;
            for (int k = 0; k < classes; k++) {
                most = Math.max(most, y[yFrom + k * count + i]);
            }
            float sum = 0f;
            float weighted = 0f;
            for (int k = 0; k < classes; k++) {
                float e = FloatMath.exp(y[yFrom + k * count + i] - most);
                sum += e;
                weighted = Math.fma(e, (float) k, weighted);
            }
            target[from + i] = weighted / sum / (classes - 1f);
        }
    }

    /**
     * Writes the probability of each class of one feature, in float64 with the same bits on every machine.
     *
     * @param y outputs [K, D], from yFrom
     * @param count D
     * @param classes K, at least 2
     * @param feature which, in [0, D)
     * @param target [K]; overwritten with numbers of at least 0 whose sum is 1 but for rounding
     */
    public static void probabilities(float[] y, int yFrom, int count, int classes, int feature, double[] target) {
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
            most = Math.max(most, y[yFrom + k * count + feature]);
        }
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            target[k] = SpecialFunctions.exp(y[yFrom + k * count + feature] - most);
            sum += target[k];
        }
        for (int k = 0; k < classes; k++) {
            target[k] = target[k] / sum;
        }
    }
}
