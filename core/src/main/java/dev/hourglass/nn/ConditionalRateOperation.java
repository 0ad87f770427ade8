package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.FloatMath;
import java.util.Arrays;

/**
 * Charges rounded images for what they cost under logistic distributions that come beside them, as
 * {@link CodedDistribution} reads them: [2C, H, W], means first, then scales.
 */
final class ConditionalRateOperation extends RateOperation {
    private final Slab distributions;
    private final LogisticBits[] logistics;
    private final int run;

    /** Goes on with {@code input}, as it is, and adds to its gradients. */
    ConditionalRateOperation(RoundingSteps steps, RateMeter meter, Slab input, Slab distributions) {
        super(steps, meter, input);
        this.distributions = distributions;
        this.logistics = new LogisticBits[input.capacity() / BLOCK];
        Arrays.setAll(logistics, i -> new LogisticBits()); // each block has its own, as workers run abreast
        this.run = input.shape().dimension(0) * BLOCK;
    }

    @Override
    void charge(int row) {
        for (int y = 0; y < ImageRows.count(input); y++) {
            int start = ImageRows.start(input, row, y);
            int distribution = ImageRows.start(distributions, row, y);
            for (int i = 0; i < ImageRows.length(input); i++) {
                charge(row, i % run, start + i, distribution + i / run * 2 * run + i % run);
            }
        }
    }

    /** The slopes of means and scales are left with their gradients: nobody else adds to them. */
    private void charge(int row, int step, int at, int mean) {
        LogisticBits logistic = logistics[row / BLOCK];
        float[] told = distributions.values();
        int lane = row + step % BLOCK;
        float half = steps.half(firstStep(row) + step);
        float scale = CodedDistribution.scale(told[mean + run], half);
        logistic.compute(input.values()[at] - CodedDistribution.mean(told[mean]), scale, half);
        meter.add(lane, logistic.bits());
        float charge = -FloatMath.LOG2_E * meter.charge(lane) / logistic.probability();
        float byNumber = charge * logistic.byNumber();
        float byLogScale = charge * logistic.byLogScale();
        slopes.values()[at] = byNumber;
        float share = CodedDistribution.power(told[mean + run]) / scale; // the rest of the scale goes with the step
        steps.addSlope(firstStep(row) + step, charge * logistic.byLogStep() + (1f - share) * byLogScale);
        if (distributions.hasGradients()) {
            boolean isFree = CodedDistribution.isFree(told[mean + run], byLogScale);
            distributions.gradients()[mean] = -CodedDistribution.MEAN_UNIT * byNumber;
            distributions.gradients()[mean + run] = isFree ? CodedDistribution.UNIT * share * byLogScale : 0f;
        }
    }
}
