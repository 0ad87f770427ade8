package dev.hourglass.artifact;

import dev.hourglass.tensor.kernel.FloatMath;

/**
 * What a Gaussian encoder says of samples: a normal distribution of the code of each, independent by dimension.
 * Immutable and safe for concurrent use.
 */
public final class Posterior {
    private final int rows;
    private final int size;
    private final float[] outputs; // [N, 2 L]: L means, then L logarithms of variances

    /** Wraps the encoder's outputs [N, 2 L]; shared. */
    Posterior(float[] outputs, int rows, int size) {
        this.outputs = outputs;
        this.rows = rows;
        this.size = size;
    }

    /** Returns N, the number of samples. */
    public int rows() {
        return rows;
    }

    /** Returns L, the number of values of one code. */
    public int size() {
        return size;
    }

    /** Returns the mean of one value of one sample's code. */
    public float mean(int row, int dimension) {
        return outputs[row * 2 * size + dimension];
    }

    /** Returns the standard deviation of one value of one sample's code; above 0. */
    public float deviation(int row, int dimension) {
        return FloatMath.exp(0.5f * logVariance(row, dimension));
    }

    /**
     * Returns how far one value of one sample's code is from its standard normal prior, in nats.
     *
     * <pre>{@code KL = (mu^2 + sigma^2 - log sigma^2 - 1) / 2}</pre>
     *
     * Source: Kingma and Welling 2014, https://arxiv.org/abs/1312.6114, appendix B.
     */
    public double divergence(int row, int dimension) {
        double mean = mean(row, dimension);
        double deviation = deviation(row, dimension);
        return 0.5 * (mean * mean + deviation * deviation - logVariance(row, dimension) - 1);
    }

    private float logVariance(int row, int dimension) {
        return outputs[row * 2 * size + size + dimension];
    }
}
