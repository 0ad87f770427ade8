package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.FloatMath;
import java.util.Arrays;
import java.util.List;

/**
 * Charges rounded images for what they cost under logistic distributions that come beside them, as
 * {@link CodedDistribution} reads them: [2C, H, W], means first, then scales.
 */
final class ConditionalRateOperation implements Operation {
    private static final int BLOCK = 16;

    private final RoundingSteps steps;
    private final RateMeter meter;
    private final Slab input;
    private final Slab distributions;
    private final Slab slopes;
    private final LogisticBits[] logistics;
    private final int run;

    /** Goes on with {@code input}, as it is, and adds to its gradients. */
    ConditionalRateOperation(RoundingSteps steps, RateMeter meter, Slab input, Slab distributions) {
        this.steps = steps;
        this.meter = meter;
        this.input = input;
        this.distributions = distributions;
        this.slopes = input.sibling(false);
        this.logistics = new LogisticBits[input.capacity() / BLOCK];
        Arrays.setAll(logistics, i -> new LogisticBits()); // each block has its own, as workers run abreast
        this.run = input.shape().dimension(0) * BLOCK;
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
            steps.clear(row / BLOCK * run, run);
            for (int y = 0; y < ImageRows.count(input); y++) {
                int start = ImageRows.start(input, row, y);
                int distribution = ImageRows.start(distributions, row, y);
                for (int i = 0; i < ImageRows.length(input); i++) {
                    charge(row, i % run, start + i, distribution + i / run * 2 * run + i % run);
                }
            }
            meter.finish(row, BLOCK);
        }
    }

    /** The slopes of means and scales are left with their gradients: nobody else adds to them. */
    private void charge(int row, int step, int at, int mean) {
        LogisticBits logistic = logistics[row / BLOCK];
        float[] told = distributions.values();
        int lane = row + step % BLOCK;
        float half = steps.half(row / BLOCK * run + step);
        float scale = CodedDistribution.scale(told[mean + run], half);
        logistic.compute(input.values()[at] - CodedDistribution.mean(told[mean]), scale, half);
        meter.add(lane, logistic.bits());
        float charge = -FloatMath.LOG2_E * meter.charge(lane) / logistic.probability();
        float byNumber = charge * logistic.byNumber();
        float byLogScale = charge * logistic.byLogScale();
        slopes.values()[at] = byNumber;
        float share = CodedDistribution.power(told[mean + run]) / scale; // the rest of the scale goes with the step
        steps.addSlope(row / BLOCK * run + step, charge * logistic.byLogStep() + (1f - share) * byLogScale);
        if (distributions.hasGradients()) {
            boolean isFree = CodedDistribution.isFree(told[mean + run], byLogScale);
            distributions.gradients()[mean] = -CodedDistribution.MEAN_UNIT * byNumber;
            distributions.gradients()[mean + run] = isFree ? CodedDistribution.UNIT * share * byLogScale : 0f;
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
