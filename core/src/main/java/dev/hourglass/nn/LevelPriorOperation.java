package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.FloatMath;
import java.util.List;

/**
 * Charges a drawn level of a hierarchy for what it is worth under the normal distribution [m | log s^2] that the level
 * above tells, without the constant that {@link LevelDrawOperation} leaves out too. The level goes on as it is.
 *
 * <pre>{@code
 * -log p(z) = ((z - m)^2 / s^2 + log s^2) / 2
 * with t = (z - m) / s:   dz += w t / s      dm = -w t / s      dlog s^2 = w (1 - t^2) / 2
 * }</pre>
 *
 * Source: Kingma, Abbeel and Ho 2019, https://arxiv.org/abs/1905.06845, equation 11.
 */
final class LevelPriorOperation implements Operation {
    private final Slab level;
    private final Slab told;
    private final LevelCosts costs;
    private final int size;
    private int rows;

    LevelPriorOperation(Slab level, Slab told, LevelCosts costs) {
        this.level = level;
        this.told = told;
        this.costs = costs;
        this.size = level.columns();
    }

    @Override
    public void begin(long step, int count) {
        rows = count;
        costs.begin(step, count);
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        float[] p = told.values();
        for (int i = from; i < Math.min(to, rows); i++) {
            int at = level.start(i);
            int mean = told.start(i);
            double sum = 0;
            for (int j = 0; j < size; j++) {
                float logVariance = p[mean + size + j];
                double t = (level.values()[at + j] - p[mean + j]) * FloatMath.exp(-0.5f * logVariance);
                sum += 0.5 * (t * t + logVariance);
            }
            costs.set(i, sum);
        }
    }

    /** Adds to the gradients of the level, which the decoder or the level below has left there. */
    @Override
    public void backward(int from, int to, Worker worker) {
        float[] p = told.values();
        float[] g = told.gradients();
        float weight = costs.weight();
        for (int i = from; i < Math.min(to, rows); i++) {
            int at = level.start(i);
            int mean = told.start(i);
            for (int j = 0; j < size; j++) {
                float inverse = FloatMath.exp(-0.5f * p[mean + size + j]);
                float t = (level.values()[at + j] - p[mean + j]) * inverse;
                float slope = weight * t * inverse;
                level.gradients()[at + j] += slope;
                g[mean + j] = -slope;
                g[mean + size + j] = 0.5f * weight * Math.fma(-t, t, 1f);
            }
        }
    }

    @Override
    public double[] costs() {
        return costs.charged();
    }

    @Override
    public List<Measure> measures() {
        return costs.measures();
    }

    @Override
    public Slab output() {
        return level;
    }
}
