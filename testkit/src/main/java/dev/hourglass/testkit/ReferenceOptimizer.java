package dev.hourglass.testkit;

import dev.hourglass.train.OptimizerConfig;
import java.util.HashMap;
import java.util.Map;

/** The textbook form of each optimiser, in float64. Not thread-safe. */
public final class ReferenceOptimizer {
    private final OptimizerConfig config;
    private final Map<String, double[]> first = new HashMap<>();
    private final Map<String, double[]> second = new HashMap<>();

    /** Starts with empty state. */
    public ReferenceOptimizer(OptimizerConfig config) {
        this.config = config;
    }

    /**
     * Steps all weights by their gradients.
     *
     * @param weights overwritten
     * @param step counted from 1
     * @param rate the learning rate
     */
    public void step(ReferenceWeights weights, long step, double rate) {
        for (String name : weights.names()) {
            double[] w = weights.values(name);
            double[] g = weights.gradients(name);
            double[] m = first.computeIfAbsent(name, key -> new double[w.length]);
            double[] v = second.computeIfAbsent(name, key -> new double[w.length]);
            for (int i = 0; i < w.length; i++) {
                if (config instanceof OptimizerConfig.Sgd sgd) {
                    m[i] = sgd.momentum() * m[i] + g[i];
                    w[i] -= rate * (sgd.isNesterov() ? g[i] + sgd.momentum() * m[i] : m[i]);
                } else if (config instanceof OptimizerConfig.RmsProp rms) {
                    v[i] = rms.decay() * v[i] + (1 - rms.decay()) * g[i] * g[i];
                    w[i] -= rate * g[i] / (Math.sqrt(v[i]) + rms.epsilon());
                } else if (config instanceof OptimizerConfig.Adadelta adadelta) {
                    v[i] = adadelta.decay() * v[i] + (1 - adadelta.decay()) * g[i] * g[i];
                    double moved = Math.sqrt(m[i] + adadelta.epsilon()) / Math.sqrt(v[i] + adadelta.epsilon()) * g[i];
                    m[i] = adadelta.decay() * m[i] + (1 - adadelta.decay()) * moved * moved;
                    w[i] -= rate * moved;
                } else if (config instanceof OptimizerConfig.Adam adam) {
                    adam(adam, w, g, m, v, i, step, rate);
                } else if (config instanceof OptimizerConfig.AdamW adamW) {
                    w[i] -= name.endsWith(".weight") ? rate * adamW.weightDecay() * w[i] : 0;
                    adam(adamW.adam(), w, g, m, v, i, step, rate);
                }
            }
        }
    }

    private static void adam(
            OptimizerConfig.Adam adam, double[] w, double[] g, double[] m, double[] v, int i, long step, double rate) {
        m[i] = adam.beta1() * m[i] + (1 - adam.beta1()) * g[i];
        v[i] = adam.beta2() * v[i] + (1 - adam.beta2()) * g[i] * g[i];
        double mean = m[i] / (1 - Math.pow(adam.beta1(), (double) step));
        double square = v[i] / (1 - Math.pow(adam.beta2(), (double) step));
        w[i] -= rate * mean / (Math.sqrt(square) + adam.epsilon());
    }
}
