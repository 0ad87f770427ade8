package dev.hourglass.nn;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.FloatMath;
import dev.hourglass.tensor.kernel.NoiseKernels;
import java.util.List;

/**
 * Draws codes {@code z = mu + sigma epsilon} from [mu | log sigma^2] and adds the divergence from the standard normal
 * prior to the loss.
 *
 * <pre>{@code
 * KL_d = (mu^2 + sigma^2 - log sigma^2 - 1) / 2
 * dmu = dz + w mu         dlog sigma^2 = dz epsilon sigma / 2 + w (sigma^2 - 1) / 2
 * }</pre>
 *
 * <p>Sources: Kingma and Welling 2014, https://arxiv.org/abs/1312.6114, appendix B; {@link Divergence} for w.
 */
final class DrawOperation implements Operation {
    private final NoiseKernels random;
    private final Slab input;
    private final Slab output;
    private final Slab noise;
    private final Divergence divergence;
    private final long seed;
    private final int size;
    private final double[] costs;
    private final double[] nats;
    private final float[] weights;
    private long key;
    private double ramp;
    private int rows;

    DrawOperation(NoiseKernels random, Slab input, int size, Divergence divergence, long seed) {
        this.random = random;
        this.input = input;
        this.size = size;
        this.divergence = divergence;
        this.seed = seed;
        this.output = Slab.rows(input.capacity(), size, input.hasGradients());
        this.noise = Slab.rows(input.capacity(), size, false);
        this.costs = new double[input.capacity()];
        this.nats = new double[input.capacity()];
        this.weights = new float[input.capacity() * size];
    }

    @Override
    public void begin(long step, int count) {
        key = SeededRandom.mix(seed + SeededRandom.mix(step));
        ramp = divergence.ramp(step);
        rows = count;
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        int number = from * noise.stride();
        int count = (to - from) * noise.stride();
        random.normal(key, number, noise.values(), noise.start(from), count);
        for (int i = from; i < Math.min(to, rows); i++) {
            draw(i);
        }
    }

    private void draw(int row) {
        float[] x = input.values();
        float[] epsilon = noise.values();
        int in = input.start(row);
        int out = output.start(row);
        double free = 0;
        double sum = 0;
        for (int j = 0; j < size; j++) {
            float mean = x[in + j];
            float logVariance = x[in + size + j];
            float deviation = FloatMath.exp(0.5f * logVariance);
            output.values()[out + j] = Math.fma(deviation, epsilon[out + j], mean);
            double own = 0.5 * ((double) mean * mean + (double) deviation * deviation - logVariance - 1);
            weights[row * size + j] = own >= divergence.freeNats() ? 1f : 0f;
            free += Math.max(own, divergence.freeNats());
            sum += own;
        }
        nats[row] = sum;
        costs[row] = cost(row, sum, free);
    }

    /** Returns what a row adds to the loss, and turns its weights into those of the gradient. */
    private double cost(int row, double sum, double freed) {
        double scale = divergence.beta() * ramp;
        double cost = scale * freed;
        if (divergence.capacity() > 0) {
            double excess = sum - divergence.capacity() * ramp;
            scale = excess < 0 ? -divergence.beta() : divergence.beta();
            cost = scale * excess;
        }
        float weight = (float) (scale / rows);
        for (int j = 0; j < size; j++) {
            weights[row * size + j] *= weight;
        }
        return cost;
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        float[] x = input.values();
        float[] g = input.gradients();
        for (int i = from; i < Math.min(to, rows); i++) {
            int in = input.start(i);
            int out = output.start(i);
            for (int j = 0; j < size; j++) {
                float weight = weights[i * size + j];
                float deviation = FloatMath.exp(0.5f * x[in + size + j]);
                float slope = output.gradients()[out + j];
                g[in + j] = Math.fma(weight, x[in + j], slope);
                float moved = slope * noise.values()[out + j] * deviation;
                g[in + size + j] = 0.5f * Math.fma(weight, Math.fma(deviation, deviation, -1f), moved);
            }
        }
    }

    @Override
    public double[] costs() {
        return costs;
    }

    @Override
    public List<Measure> measures() {
        return List.of(new Measure("divergence", nats));
    }

    @Override
    public Slab output() {
        return output;
    }
}
