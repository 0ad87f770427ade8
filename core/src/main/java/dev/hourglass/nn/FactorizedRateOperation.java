package dev.hourglass.nn;

import java.util.Arrays;
import java.util.List;

/** Charges rounded images for what they cost under a {@link FactorizedPrior}. */
final class FactorizedRateOperation extends RateOperation {
    private final FactorizedPrior[] priors;
    private final PartGradients parts;
    private final int channels;

    /** Leaves {@code input} as it is, and adds to its gradients. */
    FactorizedRateOperation(Parameters parameters, RoundingSteps steps, RateMeter meter, Slab input, int factor) {
        super(steps, meter, input);
        this.channels = input.shape().dimension(0);
        int blocks = input.capacity() / BLOCK;
        this.priors = new FactorizedPrior[blocks];
        Arrays.setAll(priors, i -> new FactorizedPrior(parameters)); // each block has its own, as workers run abreast
        Parameter parameter = priors[0].parameter();
        this.parts = PartGradients.of(parameter, input.hasGradients() ? blocks : 0, BLOCK, factor);
    }

    @Override
    void charge(int row) {
        if (input.hasGradients()) {
            int part = row / BLOCK * parts.parameter().storedSize();
            Arrays.fill(parts.parts(), part, part + parts.parameter().storedSize(), 0f);
        }
        for (int channel = 0; channel < channels; channel++) {
            charge(channel, row);
        }
    }

    private void charge(int channel, int row) {
        FactorizedPrior prior = priors[row / BLOCK];
        prior.channel(channel);
        for (int y = 0; y < ImageRows.count(input); y++) {
            int start = ImageRows.start(input, row, y) + channel * BLOCK;
            for (int x = 0; x < input.shape().dimension(2); x++) {
                charge(prior, channel, row, start + x * channels * BLOCK);
            }
        }
    }

    private void charge(FactorizedPrior prior, int channel, int row, int at) {
        Parameter parameter = parts.parameter();
        int part = row / BLOCK * parameter.storedSize() + channel * parameter.stride();
        for (int lane = 0; lane < BLOCK; lane++) {
            int step = firstStep(row) + channel * BLOCK + lane;
            float charge = meter.charge(row + lane);
            prior.compute(input.values()[at + lane], steps.half(step));
            meter.add(row + lane, prior.bits());
            slopes.values()[at + lane] = charge * prior.bitsByNumber();
            steps.addSlope(step, charge * prior.bitsByLogStep());
            if (input.hasGradients()) {
                prior.addSlopes(charge, parts.parts(), part);
            }
        }
    }

    @Override
    public List<PartGradients> partGradients() {
        return List.of(parts);
    }
}
