package dev.hourglass.nn;

import java.util.List;

/**
 * Adds how far codes are from the samples themselves to the loss, and passes codes on: {@code w mean (z - x)^2}, its
 * slope {@code 2 w (z - x) / (n D)}.
 */
final class MatchCodeOperation implements Operation {
    private final Slab samples;
    private final Slab input;
    private final Slab output;
    private final double weight;
    private final double[] costs;
    private int rows;

    /**
     * Binds codes.
     *
     * @param samples what they are compared with, as many values as codes have
     */
    MatchCodeOperation(Slab samples, Slab input, double weight) {
        this.samples = samples;
        this.input = input;
        this.output = input.withOwnValues();
        this.weight = weight;
        this.costs = new double[input.capacity()];
    }

    @Override
    public void begin(long step, int count) {
        rows = count;
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        int start = input.start(from);
        System.arraycopy(input.values(), start, output.values(), start, (to - from) * input.stride());
        for (int i = from; i < Math.min(to, rows); i++) {
            double squares = 0;
            for (int j = input.start(i); j < input.start(i) + input.columns(); j++) {
                double distance = input.values()[j] - samples.values()[j];
                squares += distance * distance;
            }
            costs[i] = weight * squares / input.columns();
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        float share = (float) (2 * weight / ((double) rows * input.columns()));
        float[] x = samples.values();
        float[] z = input.values();
        float[] g = input.gradients();
        int end = input.start(Math.min(to, rows));
        for (int j = input.start(from); j < end; j++) {
            g[j] = Math.fma(share, z[j] - x[j], g[j]);
        }
    }

    @Override
    public double[] costs() {
        return costs;
    }

    @Override
    public List<Measure> measures() {
        return List.of(new Measure("code_distance", costs));
    }

    @Override
    public Slab output() {
        return output;
    }
}
