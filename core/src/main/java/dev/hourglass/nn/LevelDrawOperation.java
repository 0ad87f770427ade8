package dev.hourglass.nn;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.FloatMath;
import dev.hourglass.tensor.kernel.NoiseKernels;
import java.util.List;

/**
 * Draws one level {@code z = mu + sigma epsilon} of a hierarchy from [mu | log sigma^2] and charges for it: the top
 * level for its divergence from the standard normal prior, the others for what their entropy is short of the constant
 * that {@link LevelPriorOperation} leaves out too. Both are expected values, which vary less than those of a draw.
 *
 * <pre>{@code
 * top:    KL_d = (mu^2 + sigma^2 - log sigma^2 - 1) / 2
 * others: -(log sigma^2 + 1) / 2
 * dmu = dz + w mu [top]      dlog sigma^2 = dz epsilon sigma / 2 + w (sigma^2 [top] - 1) / 2
 * }</pre>
 *
 * <p>Sources: Kingma and Welling 2014, https://arxiv.org/abs/1312.6114, appendix B; Kingma, Abbeel and Ho 2019,
 * https://arxiv.org/abs/1905.06845, equation 11.
 */
final class LevelDrawOperation implements Operation {
    private final NoiseKernels random;
    private final Slab input;
    private final Slab output;
    private final Slab noise;
    private final boolean isTop;
    private final LevelCosts costs;
    private final long seed;
    private final int size;
    private long key;
    private int rows;

    LevelDrawOperation(NoiseKernels random, Slab input, LevelCosts costs, boolean isTop, long seed) {
        this.random = random;
        this.input = input;
        this.size = input.columns() / 2;
        this.costs = costs;
        this.isTop = isTop;
        this.seed = seed;
        this.output = Slab.rows(input.capacity(), size, input.hasGradients());
        this.noise = Slab.rows(input.capacity(), size, false);
    }

    @Override
    public void begin(long step, int count) {
        key = SeededRandom.mix(seed + SeededRandom.mix(step));
        rows = count;
        costs.begin(step, count);
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        int number = from * noise.stride();
        int count = (to - from) * noise.stride();
        random.normal(key, number, noise.values(), noise.start(from), count);
        for (int i = from; i < Math.min(to, rows); i++) {
            costs.set(i, draw(input.start(i), output.start(i)));
        }
    }

    private double draw(int in, int out) {
        float[] x = input.values();
        double sum = 0;
        for (int j = 0; j < size; j++) {
            float mean = x[in + j];
            float logVariance = x[in + size + j];
            float deviation = FloatMath.exp(0.5f * logVariance);
            output.values()[out + j] = Math.fma(deviation, noise.values()[out + j], mean);
            double square = isTop ? (double) mean * mean + (double) deviation * deviation : 0;
            sum += 0.5 * (square - logVariance - 1);
        }
        return sum;
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        float[] x = input.values();
        float[] g = input.gradients();
        float weight = costs.weight();
        float pull = isTop ? weight : 0f;
        for (int i = from; i < Math.min(to, rows); i++) {
            int in = input.start(i);
            int out = output.start(i);
            for (int j = 0; j < size; j++) {
                float deviation = FloatMath.exp(0.5f * x[in + size + j]);
                float slope = output.gradients()[out + j];
                g[in + j] = Math.fma(pull, x[in + j], slope);
                float moved = slope * noise.values()[out + j] * deviation;
                g[in + size + j] = 0.5f * (Math.fma(pull * deviation, deviation, -weight) + moved);
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
        return output;
    }
}
