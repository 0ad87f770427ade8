package dev.hourglass.nn;

import java.util.List;

/** Charges rounded images for what they cost under a distribution; goes on with them as they are. */
abstract class RateOperation implements Operation {
    static final int BLOCK = 16;

    final RoundingSteps steps;
    final RateMeter meter;
    final Slab input;
    /** How costs change with the images. */
    final Slab slopes;

    private final int run;

    /** Leaves {@code input} as it is, and adds to its gradients. */
    RateOperation(RoundingSteps steps, RateMeter meter, Slab input) {
        this.steps = steps;
        this.meter = meter;
        this.input = input;
        this.slopes = input.sibling(false);
        this.run = input.shape().dimension(0) * BLOCK;
    }

    /** Charges the images of a block, the first of which is in a row. */
    abstract void charge(int row);

    /** Returns the first of the steps of a block of images, channel by channel. */
    final int firstStep(int row) {
        return row / BLOCK * run;
    }

    @Override
    public void begin(long step, int rows) {
        meter.begin();
    }

    @Override
    public void bind() {
        slopes.allocate();
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int row = from; row < to; row += BLOCK) {
            meter.clear(row, BLOCK);
            steps.clear(firstStep(row), run);
            charge(row);
            meter.finish(row, BLOCK);
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        float[] slope = input.gradients();
        for (int i = input.start(from); i < input.start(to); i++) {
            slope[i] += slopes.values()[i];
        }
    }

    @Override
    public double[] costs() {
        return meter.costs();
    }

    @Override
    public List<Measure> measures() {
        return List.of(meter.measure());
    }

    @Override
    public Slab output() {
        return input;
    }
}
