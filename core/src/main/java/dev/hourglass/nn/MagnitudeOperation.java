package dev.hourglass.nn;

import java.util.List;

/** Adds the magnitudes of codes to the loss and passes codes on: {@code w sum |z|}, its slope {@code w sign(z) / n}. */
final class MagnitudeOperation implements Operation {
    private final Slab input;
    private final Slab output;
    private final double weight;
    private final double[] costs;
    private int rows;

    MagnitudeOperation(Slab input, double weight) {
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
            double sum = 0;
            for (int j = input.start(i); j < input.start(i) + input.columns(); j++) {
                sum += Math.abs(input.values()[j]);
            }
            costs[i] = weight * sum;
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        float share = (float) (weight / rows);
        float[] z = input.values();
        float[] g = input.gradients();
        int end = input.start(Math.min(to, rows));
        for (int j = input.start(from); j < end; j++) {
            g[j] = Math.fma(share, Math.signum(z[j]), g[j]);
        }
    }

    @Override
    public double[] costs() {
        return costs;
    }

    @Override
    public List<Measure> measures() {
        return List.of(new Measure("code_penalty", costs));
    }

    @Override
    public Slab output() {
        return output;
    }
}
