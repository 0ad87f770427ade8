package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.FloatMath;
import java.util.Arrays;
import java.util.List;

/**
 * Rounds images, as far as noise can stand for it, and charges what they cost under logistic distributions whose means
 * and scales come beside them: [2C, H, W], means first, then logarithms of scales.
 */
final class ConditionalRateOperation implements Operation {
    private static final int BLOCK = 16;

    private final RoundingNoise noise;
    private final RowTradeoffs tradeoffs;
    private final Slab input;
    private final Slab distributions;
    private final Slab output;
    private final Slab slopes;
    private final LogisticBits[] logistics;
    private final double[] costs;
    private final double[] bitsPerPixel;
    private final float[] charges;
    private final int channels;

    /** The output shares the gradients of {@code input}. */
    ConditionalRateOperation(RoundingNoise noise, RowTradeoffs tradeoffs, Slab input, Slab distributions) {
        this.noise = noise;
        this.tradeoffs = tradeoffs;
        this.input = input;
        this.distributions = distributions;
        this.output = input.withOwnValues();
        this.slopes = input.sibling(false);
        this.logistics = new LogisticBits[input.capacity() / BLOCK];
        Arrays.setAll(logistics, i -> new LogisticBits()); // each block has its own, as workers run abreast
        this.costs = new double[input.capacity()];
        this.bitsPerPixel = new double[input.capacity()];
        this.charges = new float[input.capacity()];
        this.channels = input.shape().dimension(0);
    }

    @Override
    public void begin(long step, int rows) {
        noise.begin(step);
        for (int row = 0; row < charges.length; row++) {
            charges[row] = tradeoffs.slopeOfBit(row);
        }
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int row = from; row < to; row += BLOCK) {
            noise.add(input, output, row);
            Arrays.fill(bitsPerPixel, row, row + BLOCK, 0);
            for (int y = 0; y < ImageRows.count(input); y++) {
                charge(row, ImageRows.start(input, row, y), ImageRows.start(distributions, row, y));
            }
            for (int i = row; i < row + BLOCK; i++) {
                costs[i] = bitsPerPixel[i] * tradeoffs.costOfBit(i);
                bitsPerPixel[i] /= tradeoffs.pixels();
            }
        }
    }

    /** The slopes of means and scales are left with their gradients: nobody else adds to them. */
    private void charge(int row, int start, int distribution) {
        LogisticBits logistic = logistics[row / BLOCK];
        float[] values = distributions.values();
        boolean hasGradients = distributions.hasGradients();
        int run = channels * BLOCK;
        for (int i = 0; i < ImageRows.length(input); i++) {
            int mean = distribution + i / run * 2 * run + i % run;
            int lane = row + i % BLOCK;
            float logScale = values[mean + run];
            float bounded = Math.min(Math.max(logScale, CodedScales.LEAST_LOG), CodedScales.LARGEST_LOG);
            logistic.compute(output.values()[start + i] - values[mean], FloatMath.exp(bounded));
            bitsPerPixel[lane] += LogisticBits.bits(logistic.probability());
            float charge = -FloatMath.LOG2_E * charges[lane] / logistic.probability();
            slopes.values()[start + i] = charge * logistic.byNumber();
            if (hasGradients) {
                float byLogScale = charge * logistic.byLogScale();
                boolean isFree = (logScale == bounded) || (logScale < bounded) == (byLogScale < 0);
                distributions.gradients()[mean] = -charge * logistic.byNumber();
                distributions.gradients()[mean + run] = isFree ? byLogScale : 0f;
            }
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        float[] slope = output.gradients();
        for (int i = input.start(from); i < input.start(to); i++) {
            slope[i] += slopes.values()[i];
        }
    }

    @Override
    public double[] costs() {
        return costs;
    }

    @Override
    public List<Measure> measures() {
        return List.of(new Measure("bits_per_pixel", bitsPerPixel));
    }

    @Override
    public Slab output() {
        return output;
    }
}
