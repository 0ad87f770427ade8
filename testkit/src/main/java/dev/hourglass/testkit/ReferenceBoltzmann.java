package dev.hourglass.testkit;

import dev.hourglass.nn.BoltzmannUnits;
import dev.hourglass.nn.ContrastivePlan.Chains;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.kernel.Lanes;
import dev.hourglass.tensor.kernel.Noise;

/**
 * Trains a restricted Boltzmann machine in float64, plainly, with the random numbers of the fast path and no other part
 * of it. Not thread-safe.
 */
public final class ReferenceBoltzmann {
    private final Chains chains;
    private final ReferenceWeights weights;
    private final int batch;
    private final long seed;
    private final double[] w;
    private final double[] hiddenBias;
    private final double[] visibleBias;
    private final int visible;
    private final int hidden;
    private double[][] drawn = new double[0][0];

    /**
     * Binds a machine to weights.
     *
     * @param chains how chains run
     * @param weights {@code encoder.0.weight}, {@code encoder.0.bias}, {@code decoder.0.bias}; steps change them
     * @param batch the number of persistent chains
     * @param seed decides what is drawn
     */
    public ReferenceBoltzmann(Chains chains, ReferenceWeights weights, int batch, long seed) {
        this.chains = chains;
        this.weights = weights;
        this.batch = batch;
        this.seed = seed;
        this.w = weights.values("encoder.0.weight");
        this.hiddenBias = weights.values("encoder.0.bias");
        this.visibleBias = weights.values("decoder.0.bias");
        this.visible = visibleBias.length;
        this.hidden = hiddenBias.length;
    }

    /**
     * Takes a step of plain gradient descent.
     *
     * @param samples row-major [N, D]
     * @param from the first row
     * @param count rows
     * @param step counted from 1
     * @param rate the learning rate
     * @return the mean squared error of a value
     */
    public double step(float[] samples, int from, int count, long step, double rate) {
        long key = SeededRandom.mix(seed + SeededRandom.mix(~step));
        double[][] data = new double[count][visible];
        for (int i = 0; i < count * visible; i++) {
            data[i / visible][i % visible] = samples[from * visible + i];
        }
        double[][] risen = up(data);
        if (!chains.isPersistent()) {
            drawn = draw(chains.hidden(), risen, SeededRandom.mix(~key));
        } else if (step == 1) {
            drawn = draw(chains.hidden(), padded(risen), SeededRandom.mix(~key));
        }
        double error = chains.isPersistent() ? error(down(risen), data) : 0;
        double[][] fantasy = data;
        double[][] fantasyHidden = risen;
        for (int k = 1; k <= chains.steps(); k++) {
            fantasy = down(drawn);
            error = chains.isPersistent() || k > 1 ? error : error(fantasy, data);
            if (chains.isPersistent()) {
                fantasy = draw(chains.visible(), fantasy, SeededRandom.mix(~key - 2L * k));
            }
            fantasyHidden = up(fantasy);
            drawn = draw(chains.hidden(), fantasyHidden, SeededRandom.mix(~key - 2L * k - 1));
        }
        move(data, risen, rate / count);
        move(fantasy, fantasyHidden, -rate / fantasy.length);
        return error;
    }

    /** Only a first step of a full batch is compared, so there is nothing to pad. */
    private double[][] padded(double[][] rows) {
        if (rows.length != batch) {
            throw new IllegalArgumentException("the first batch must have " + batch + " rows, but has " + rows.length);
        }
        return rows;
    }

    private double[][] up(double[][] v) {
        double[][] h = new double[v.length][hidden];
        for (int n = 0; n < v.length; n++) {
            for (int j = 0; j < hidden; j++) {
                double sum = hiddenBias[j];
                for (int i = 0; i < visible; i++) {
                    sum += v[n][i] * w[i * hidden + j];
                }
                h[n][j] = mean(chains.hidden(), sum);
            }
        }
        return h;
    }

    private double[][] down(double[][] h) {
        double[][] v = new double[h.length][visible];
        for (int n = 0; n < h.length; n++) {
            for (int i = 0; i < visible; i++) {
                double sum = visibleBias[i];
                for (int j = 0; j < hidden; j++) {
                    sum += h[n][j] * w[i * hidden + j];
                }
                v[n][i] = mean(chains.visible(), sum);
            }
        }
        return v;
    }

    private static double mean(BoltzmannUnits units, double input) {
        return units == BoltzmannUnits.BINARY ? 1 / (1 + StrictMath.exp(-input)) : input;
    }

    private static double[][] draw(BoltzmannUnits units, double[][] means, long key) {
        double[][] values = new double[means.length][means[0].length];
        int stride = Lanes.pad(means[0].length);
        for (int n = 0; n < means.length; n++) {
            for (int j = 0; j < means[n].length; j++) {
                long index = (long) n * stride + j;
                values[n][j] = units == BoltzmannUnits.BINARY
                        ? (Noise.uniform(key, index) < means[n][j] ? 1 : 0)
                        : means[n][j] + Noise.normal(key, index);
            }
        }
        return values;
    }

    private static double error(double[][] restored, double[][] data) {
        double sum = 0;
        for (int n = 0; n < data.length; n++) {
            for (int i = 0; i < data[n].length; i++) {
                sum += (restored[n][i] - data[n][i]) * (restored[n][i] - data[n][i]);
            }
        }
        return sum / data.length / data[0].length;
    }

    private void move(double[][] v, double[][] h, double rate) {
        for (int n = 0; n < v.length; n++) {
            for (int i = 0; i < visible; i++) {
                visibleBias[i] += rate * v[n][i];
                for (int j = 0; j < hidden; j++) {
                    w[i * hidden + j] += rate * v[n][i] * h[n][j];
                }
            }
            for (int j = 0; j < hidden; j++) {
                hiddenBias[j] += rate * h[n][j];
            }
        }
    }

    /** Returns the weights. */
    public ReferenceWeights weights() {
        return weights;
    }
}
