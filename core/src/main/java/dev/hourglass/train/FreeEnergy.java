package dev.hourglass.train;

import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.Linear;
import dev.hourglass.model.Network;
import dev.hourglass.nn.BoltzmannUnits;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.ContrastivePlan;
import dev.hourglass.nn.Inference;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.Lanes;
import java.util.List;

/**
 * Measures the free energy of a restricted Boltzmann machine, {@code -log} of a sample's unnormalised probability.
 * Where it grows apart between training and validation samples the machine learns by heart.
 *
 * <pre>{@code
 * F(v) = visible(v) - sum_j hidden(x_j)     x = v W + c
 * visible(v) = -b v (binary) or |v - b|^2 / 2 (normal)
 * hidden(x) = log(1 + e^x) (binary) or x^2 / 2 (normal)
 * }</pre>
 *
 * <p>Source: Hinton 2010, "A practical guide to training restricted Boltzmann machines", sections 6 and 16.1. Not
 * thread-safe; confine to one thread.
 */
final class FreeEnergy {
    /** Samples that are enough for a mean. */
    static final int MOST_ROWS = 1000;

    private final ContrastivePlan.Chains chains;
    private final Parameters parameters;
    private final Kernels kernels;
    private final Inference inputs;
    private final float[] zeros;
    private final float[] scratch;
    private final float[] lanes = new float[Lanes.SCRATCH];
    private final int features;
    private final int codes;

    FreeEnergy(
            DenseConfig machine, ContrastivePlan.Chains chains, Parameters parameters, int threads, Kernels kernels) {
        this.chains = chains;
        this.parameters = parameters;
        this.kernels = kernels;
        this.features = machine.inputShape().size();
        this.codes = machine.latentSize();
        Network linear = new Network(machine.inputShape(), List.of(new Linear(features, codes)));
        this.inputs = Inference.create(Chain.of("encoder", linear), parameters, threads, kernels);
        this.zeros = new float[codes];
        this.scratch = new float[codes];
    }

    /** Returns the mean over the first samples, at most {@link #MOST_ROWS}, in nats. */
    double mean(Examples examples) {
        Examples few = examples.head(MOST_ROWS);
        float[] x = new float[few.rows() * codes];
        inputs.run(few.samples(), 0, x, few.rows());
        float[] bias = parameters
                .tensor(parameters.layout().parameter("decoder.0.bias"))
                .values();
        double sum = 0;
        for (int i = 0; i < few.rows(); i++) {
            sum += visible(few.samples(), i * features, bias) - hidden(x, i * codes);
        }
        return sum / few.rows();
    }

    private double visible(float[] v, int from, float[] bias) {
        double sum = 0;
        for (int j = 0; j < features; j++) {
            double distance = v[from + j] - bias[j];
            sum += chains.visible() == BoltzmannUnits.BINARY
                    ? -(double) v[from + j] * bias[j]
                    : distance * distance / 2;
        }
        return sum;
    }

    /** The cross-entropy of a logit against 0 is log(1 + e^x). */
    private double hidden(float[] x, int from) {
        if (chains.hidden() == BoltzmannUnits.BINARY) {
            return kernels.loss().crossEntropy(x, from, zeros, 0, scratch, 0, codes, 1f, lanes);
        }
        double sum = 0;
        for (int j = from; j < from + codes; j++) {
            sum += 0.5 * x[j] * x[j];
        }
        return sum;
    }
}
