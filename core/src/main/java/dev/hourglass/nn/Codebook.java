package dev.hourglass.nn;

import dev.hourglass.model.Latent;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Lanes;
import dev.hourglass.tensor.kernel.MatrixKernels;
import java.util.Arrays;

/**
 * The learned vectors of a quantised latent variable, and their moving averages.
 *
 * <p>Vectors of a sample lie in planes, value c of position p at {@code c * positions + p}, as a convolution leaves
 * them. Nearest is the entry with the least {@code |e|^2 / 2 - z e}, the first of equals.
 *
 * <pre>{@code
 * N_k = decay N_k + (1 - decay) n_k     m_k = decay m_k + (1 - decay) sum of z     e_k = m_k / N_k
 * }</pre>
 *
 * <p>An entry hardly used is moved to a random vector of the batch. Source: van den Oord et al. 2017,
 * https://arxiv.org/abs/1711.00937, appendix A; Dhariwal et al. 2020, https://arxiv.org/abs/2005.00341 (revival).
 */
final class Codebook {
    static final String WEIGHT = "codebook.weight";
    static final String COUNT = "codebook.count";
    static final String SUM = "codebook.sum";
    /** Below this share of even use an entry is moved. */
    private static final double DEAD_SHARE = 0.01;

    private final MatrixKernels kernels;
    private final Latent.Quantized latent;
    private final float[] values;
    private final Parameter weight;
    private final int count;
    private final Parameter sum;
    private final int width;
    /** [dimension, entries padded]: the entries transposed and negated. */
    private final float[] negated;
    /** [entries padded]: half the squared norm, infinite in the padding. */
    private final float[] halfNorms;
    /** [entries]: vectors of a batch that chose each. */
    private final int[] uses;
    /** [entries, dimension]: their sums; added to the averages as one, since many small ones would be rounded away. */
    private final float[] added;

    Codebook(MatrixKernels kernels, Parameters parameters, Latent.Quantized latent) {
        this.kernels = kernels;
        this.latent = latent;
        this.values = parameters.values();
        ParameterLayout layout = parameters.layout();
        this.weight = layout.parameter(WEIGHT);
        this.count = layout.parameter(COUNT).offset();
        this.sum = layout.parameter(SUM);
        this.width = Lanes.pad(latent.entries());
        this.negated = new float[latent.dimension() * width];
        this.halfNorms = new float[width];
        Arrays.fill(halfNorms, Float.POSITIVE_INFINITY);
        this.uses = new int[latent.entries()];
        this.added = new float[latent.entries() * latent.dimension()];
        refresh(0, latent.entries());
    }

    /** Returns the entries padded to a multiple of 16. */
    int width() {
        return width;
    }

    /** Takes entries [from, to) that were changed. */
    void refresh(int from, int to) {
        for (int k = from; k < Math.min(to, latent.entries()); k++) {
            int row = weight.offset() + k * weight.stride();
            float squares = 0f;
            for (int c = 0; c < latent.dimension(); c++) {
                float value = values[row + c];
                negated[c * width + k] = -value;
                squares = Math.fma(value, value, squares);
            }
            halfNorms[k] = 0.5f * squares;
        }
    }

    /**
     * Finds the nearest entry of each position of one sample.
     *
     * @param z its vectors, from {@code from}
     * @param scores scratch [positions, width]
     * @param indices receives the entries from {@code at}
     */
    void nearest(float[] z, int from, float[] scores, int[] indices, int at) {
        int positions = latent.size();
        kernels.multiply(
                positions,
                width,
                latent.dimension(),
                z,
                from,
                1,
                positions,
                negated,
                0,
                width,
                halfNorms,
                0,
                0,
                scores,
                0,
                width);
        for (int p = 0; p < positions; p++) {
            int best = 0;
            for (int k = 1; k < latent.entries(); k++) {
                best = scores[p * width + k] < scores[p * width + best] ? k : best;
            }
            indices[at + p] = best;
        }
    }

    /** Writes the entry of one position into a sample's planes. */
    void lookUp(int entry, float[] target, int from, int position) {
        int row = weight.offset() + entry * weight.stride();
        for (int c = 0; c < latent.dimension(); c++) {
            target[from + c * latent.size() + position] = values[row + c];
        }
    }

    /**
     * Moves entries [from, to) towards the vectors of a batch that chose them.
     *
     * @param z the vectors of all samples
     * @param first where the first sample begins
     * @param stride distance of two samples
     * @param indices [rows, positions] the entries chosen
     * @param rows samples
     * @param decay the share of the old average kept, in [0, 1)
     * @param key decides where unused entries go
     */
    void update(int from, int to, float[] z, int first, int stride, int[] indices, int rows, float decay, long key) {
        int end = Math.min(to, latent.entries());
        int dimension = latent.dimension();
        Arrays.fill(uses, from, Math.max(from, end), 0);
        Arrays.fill(added, from * dimension, Math.max(from, end) * dimension, 0f);
        int positions = latent.size();
        for (int i = 0; i < rows * positions; i++) {
            int entry = indices[i];
            if (entry >= from && entry < end) {
                add(entry, z, first + (i / positions) * stride + i % positions);
            }
        }
        for (int k = from; k < end; k++) {
            follow(k, decay);
        }
        double even = (double) rows * positions / latent.entries();
        for (int k = from; k < end; k++) {
            if (values[count + k] < DEAD_SHARE * even) {
                long bits = SeededRandom.mix(key + k) >>> 32;
                int chosen = (int) ((bits * rows * positions) >>> 32);
                revive(k, z, first + (chosen / positions) * stride + chosen % positions, (float) even);
            }
            divide(k);
        }
        refresh(from, end);
    }

    private void add(int entry, float[] z, int from) {
        uses[entry]++;
        int row = entry * latent.dimension();
        for (int c = 0; c < latent.dimension(); c++) {
            added[row + c] += z[from + c * latent.size()];
        }
    }

    private void follow(int entry, float decay) {
        float share = 1f - decay;
        values[count + entry] = Math.fma(share, uses[entry], decay * values[count + entry]);
        int row = sum.offset() + entry * sum.stride();
        for (int c = 0; c < latent.dimension(); c++) {
            float batch = added[entry * latent.dimension() + c];
            values[row + c] = Math.fma(share, batch, decay * values[row + c]);
        }
    }

    private void revive(int entry, float[] z, int from, float uses) {
        values[count + entry] = uses;
        int row = sum.offset() + entry * sum.stride();
        for (int c = 0; c < latent.dimension(); c++) {
            values[row + c] = uses * z[from + c * latent.size()];
        }
    }

    private void divide(int entry) {
        int from = sum.offset() + entry * sum.stride();
        int to = weight.offset() + entry * weight.stride();
        for (int c = 0; c < latent.dimension(); c++) {
            values[to + c] = values[from + c] / values[count + entry];
        }
    }
}
