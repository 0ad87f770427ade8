package dev.hourglass.nn;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.FloatMath;
import dev.hourglass.tensor.kernel.NoiseKernels;

/**
 * Draws k codes of each sample and makes the loss the importance-weighted bound over them.
 *
 * <pre>{@code
 * z_i = mu + sigma epsilon_i        log w_i = log p(x | z_i) + log p(z_i) - log q(z_i | x)
 * loss = -log(1/k sum of w_i)       its gradient: that of -log w_i, weighted by w_i / sum of w
 * }</pre>
 *
 * <p>Source: Burda et al. 2016, https://arxiv.org/abs/1509.00519, eq. 8 and 14.
 */
final class DrawManyOperation implements Operation {
    private final NoiseKernels random;
    private final Slab input;
    private final Slab output;
    private final Slab noise;
    private final int size;
    private final int draws;
    private final long seed;
    /** log q(z | x) - log p(z) of each draw. */
    private final double[] ratios;
    /** The share of each draw in its sample's gradient, over the samples of the batch. */
    private final float[] shares;

    private long key;
    private int rows;

    DrawManyOperation(NoiseKernels random, Slab input, int size, int draws, long seed) {
        this.random = random;
        this.input = input;
        this.size = size;
        this.draws = draws;
        this.seed = seed;
        int capacity = Math.multiplyExact(input.capacity(), draws);
        this.output = Slab.rows(capacity, size, input.hasGradients());
        this.noise = Slab.rows(capacity, size, false);
        this.ratios = new double[capacity];
        this.shares = new float[capacity];
    }

    /** Returns k. */
    int draws() {
        return draws;
    }

    @Override
    public void begin(long step, int count) {
        key = SeededRandom.mix(seed + SeededRandom.mix(step));
        rows = count;
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        int number = from * draws * noise.stride();
        int count = (to - from) * draws * noise.stride();
        random.normal(key, number, noise.values(), noise.start(from * draws), count);
        for (int i = from; i < Math.min(to, rows); i++) {
            for (int row = i * draws; row < (i + 1) * draws; row++) {
                draw(input.start(i), row);
            }
        }
    }

    private void draw(int in, int row) {
        float[] x = input.values();
        int out = output.start(row);
        double ratio = 0;
        for (int j = 0; j < size; j++) {
            float logVariance = x[in + size + j];
            float drawn = noise.values()[out + j];
            float z = Math.fma(FloatMath.exp(0.5f * logVariance), drawn, x[in + j]);
            output.values()[out + j] = z;
            ratio += 0.5 * ((double) z * z - (double) drawn * drawn - logVariance);
        }
        ratios[row] = ratio;
    }

    /**
     * Turns the losses of a sample's draws into the sample's loss and remembers their shares.
     *
     * @param sample the sample
     * @param losses {@code -log p(x | z)} of each draw of each sample
     * @return the bound
     */
    double weigh(int sample, double[] losses) {
        int first = sample * draws;
        double largest = Double.NEGATIVE_INFINITY;
        for (int row = first; row < first + draws; row++) {
            largest = Math.max(largest, -losses[row] - ratios[row]);
        }
        double sum = 0;
        for (int row = first; row < first + draws; row++) {
            sum += StrictMath.exp(-losses[row] - ratios[row] - largest);
        }
        for (int row = first; row < first + draws; row++) {
            shares[row] = (float) (StrictMath.exp(-losses[row] - ratios[row] - largest) / sum);
        }
        return -largest - StrictMath.log(sum / draws);
    }

    /** Returns the share of a draw in its sample's gradient. */
    float share(int row) {
        return shares[row];
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        float[] g = input.gradients();
        for (int i = from; i < Math.min(to, rows); i++) {
            int in = input.start(i);
            for (int j = 0; j < 2 * size; j++) {
                g[in + j] = 0f;
            }
            for (int row = i * draws; row < (i + 1) * draws; row++) {
                add(in, row);
            }
        }
    }

    private void add(int in, int row) {
        float[] x = input.values();
        float[] g = input.gradients();
        int out = output.start(row);
        float share = shares[row] / rows;
        for (int j = 0; j < size; j++) {
            float slope = Math.fma(share, output.values()[out + j], output.gradients()[out + j]);
            float deviation = FloatMath.exp(0.5f * x[in + size + j]);
            g[in + j] += slope;
            g[in + size + j] += 0.5f * Math.fma(slope * noise.values()[out + j], deviation, -share);
        }
    }

    @Override
    public Slab output() {
        return output;
    }
}
