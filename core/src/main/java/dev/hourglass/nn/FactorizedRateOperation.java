package dev.hourglass.nn;

import java.util.Arrays;
import java.util.List;

/** Rounds images, as far as noise can stand for it, and charges what they cost under a {@link FactorizedPrior}. */
final class FactorizedRateOperation implements Operation {
    private static final int BLOCK = 16;

    private final RoundingNoise noise;
    private final FactorizedPrior[] priors;
    private final RowTradeoffs tradeoffs;
    private final Slab input;
    private final Slab output;
    private final Slab slopes;
    private final PartGradients parts;
    private final double[] costs;
    private final double[] bitsPerPixel;
    private final float[] charges;

    /** The output shares the gradients of {@code input}. */
    FactorizedRateOperation(
            RoundingNoise noise, Parameters parameters, RowTradeoffs tradeoffs, Slab input, int factor) {
        this.noise = noise;
        this.tradeoffs = tradeoffs;
        this.input = input;
        this.output = input.withOwnValues();
        this.slopes = input.sibling(false);
        int blocks = input.capacity() / BLOCK;
        this.priors = new FactorizedPrior[blocks];
        Arrays.setAll(priors, i -> new FactorizedPrior(parameters)); // each block has its own, as workers run abreast
        Parameter parameter = priors[0].parameter();
        this.parts = PartGradients.of(parameter, input.hasGradients() ? blocks : 0, BLOCK, factor);
        this.costs = new double[input.capacity()];
        this.bitsPerPixel = new double[input.capacity()];
        this.charges = new float[input.capacity()];
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
            if (input.hasGradients()) {
                int part = row / BLOCK * parts.parameter().storedSize();
                Arrays.fill(parts.parts(), part, part + parts.parameter().storedSize(), 0f);
            }
            for (int channel = 0; channel < input.shape().dimension(0); channel++) {
                charge(channel, row);
            }
            for (int i = row; i < row + BLOCK; i++) {
                costs[i] = bitsPerPixel[i] * tradeoffs.costOfBit(i);
                bitsPerPixel[i] /= tradeoffs.pixels();
            }
        }
    }

    private void charge(int channel, int row) {
        FactorizedPrior prior = priors[row / BLOCK];
        prior.channel(channel);
        int run = input.shape().dimension(0) * BLOCK;
        for (int y = 0; y < ImageRows.count(input); y++) {
            int start = ImageRows.start(input, row, y) + channel * BLOCK;
            for (int x = 0; x < input.shape().dimension(2); x++) {
                charge(prior, channel, row, start + x * run);
            }
        }
    }

    private void charge(FactorizedPrior prior, int channel, int row, int at) {
        Parameter parameter = parts.parameter();
        int part = row / BLOCK * parameter.storedSize() + channel * parameter.stride();
        for (int lane = 0; lane < BLOCK; lane++) {
            prior.compute(output.values()[at + lane]);
            bitsPerPixel[row + lane] += prior.bits();
            slopes.values()[at + lane] = charges[row + lane] * prior.bitsByNumber();
            if (input.hasGradients()) {
                prior.addSlopes(charges[row + lane], parts.parts(), part);
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
    public List<PartGradients> partGradients() {
        return List.of(parts);
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
