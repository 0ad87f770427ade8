package dev.hourglass.nn;

import dev.hourglass.model.Latent;
import dev.hourglass.tensor.SeededRandom;
import java.util.List;

/**
 * Replaces each vector by the nearest of the codebook. Gradients pass straight through; the encoder pays
 * {@code commitment * mean (z - e)^2} for its distance, and in training the codebook follows the encoder. Source: van
 * den Oord et al. 2017, https://arxiv.org/abs/1711.00937, eq. 3.
 */
final class QuantizeOperation implements Operation {
    private final Codebook codebook;
    private final Latent.Quantized latent;
    private final Slab input;
    private final Slab output;
    private final float commitment;
    private final float decay;
    private final long seed;
    private final int[] indices;
    private final double[] costs;
    private long key;
    private int rows;

    QuantizeOperation(Codebook codebook, Slab input, Link.Quantize link, long seed) {
        this.codebook = codebook;
        this.latent = link.latent();
        this.input = input;
        this.output = Slab.rows(input.capacity(), latent.decoderInputs(), input.hasGradients());
        this.commitment = (float) link.commitment();
        this.decay = (float) link.decay();
        this.seed = seed;
        this.indices = new int[input.capacity() * latent.size()];
        this.costs = new double[input.capacity()];
    }

    @Override
    public void begin(long step, int count) {
        key = SeededRandom.mix(seed + SeededRandom.mix(step));
        rows = count;
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        int positions = latent.size();
        for (int i = from; i < Math.min(to, rows); i++) {
            int in = input.start(i);
            int out = output.start(i);
            codebook.nearest(input.values(), in, worker.scratch, indices, i * positions);
            for (int p = 0; p < positions; p++) {
                codebook.lookUp(indices[i * positions + p], output.values(), out, p);
            }
            double squares = 0;
            for (int j = 0; j < input.columns(); j++) {
                double distance = input.values()[in + j] - output.values()[out + j];
                squares += distance * distance;
            }
            costs[i] = commitment * squares / input.columns();
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        float scale = 2f * commitment / (input.columns() * rows);
        for (int i = from; i < Math.min(to, rows); i++) {
            int in = input.start(i);
            int out = output.start(i);
            for (int j = 0; j < input.columns(); j++) {
                float distance = input.values()[in + j] - output.values()[out + j];
                input.gradients()[in + j] = Math.fma(scale, distance, output.gradients()[out + j]);
            }
        }
    }

    @Override
    public boolean isJoint() {
        return true;
    }

    @Override
    public int jointColumns() {
        return codebook.width();
    }

    /** The codebook follows the encoder once all vectors have chosen; nothing asks it again in this step. */
    @Override
    public void prepareBackward(int from, int to, int count) {
        codebook.update(from, to, input.values(), input.start(0), input.stride(), indices, count, decay, key);
    }

    @Override
    public int scratchSize() {
        return latent.size() * codebook.width();
    }

    @Override
    public void refresh() {
        codebook.refresh(0, latent.entries());
    }

    @Override
    public double[] costs() {
        return costs;
    }

    @Override
    public List<Measure> measures() {
        return List.of(new Measure("commitment", costs));
    }

    /** Counts which entries the last batch chose. */
    void count(long[] uses) {
        int total = rows * latent.size();
        for (int i = 0; i < total; i++) {
            uses[indices[i]]++;
        }
    }

    /** Returns K. */
    int entries() {
        return latent.entries();
    }

    @Override
    public Slab output() {
        return output;
    }
}
