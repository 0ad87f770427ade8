package dev.hourglass.nn;

import java.util.List;

/** What one operation of a hierarchy charges each row for, in nats, and how much of it counts in the loss. */
final class LevelCosts {
    private final Divergence divergence;
    private final double[] nats;
    private final double[] charged;
    private double scale;
    private int rows;

    LevelCosts(Divergence divergence, int capacity) {
        this.divergence = divergence;
        this.nats = new double[capacity];
        this.charged = new double[capacity];
    }

    void begin(long step, int count) {
        scale = divergence.beta() * divergence.ramp(step);
        rows = count;
    }

    void set(int row, double cost) {
        nats[row] = cost;
        charged[row] = scale * cost;
    }

    /** Returns how much a nat of one row adds to the mean loss. */
    float weight() {
        return (float) (scale / rows);
    }

    double[] charged() {
        return charged;
    }

    /** The terms of all levels add up to one figure. */
    List<Operation.Measure> measures() {
        return List.of(new Operation.Measure("divergence", nats));
    }
}
