package dev.hourglass.nn;

/**
 * Shows the decoder numbers as it will find them: rounded at their tradeoff's steps by {@link DeadZone}, while what
 * they cost is that of numbers with noise, which has slopes. Backward passes gradients straight through. Source: Minnen
 * and Singh 2020, https://arxiv.org/abs/2007.08739 (mixed quantisation).
 *
 * <p>The gain and its inverse count on noise to be what was added, so this corrects the slope of the logarithm of each
 * step by the difference: with {@code out = D round(y / D)} it is {@code sum dL/dout (out - y)}.
 */
final class LevelsOperation implements Operation {
    private static final int BLOCK = 16;

    private final Slab numbers;
    private final RoundingSteps steps;
    private final Slab input;
    private final Slab output;
    private final int run;

    /**
     * Goes on with numbers rounded.
     *
     * @param numbers before gains and noise
     * @param steps theirs
     * @param input the numbers with noise; the output shares its gradients
     */
    LevelsOperation(Slab numbers, RoundingSteps steps, Slab input) {
        this.numbers = numbers;
        this.steps = steps;
        this.input = input;
        this.output = input.withOwnValues();
        this.run = input.shape().dimension(0) * BLOCK;
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int row = from; row < to; row += BLOCK) {
            for (int y = 0; y < ImageRows.count(input); y++) {
                round(ImageRows.start(numbers, row, y), ImageRows.start(output, row, y), row / BLOCK * run);
            }
        }
    }

    private void round(int in, int out, int step) {
        for (int i = 0; i < ImageRows.length(output); i++) {
            output.values()[out + i] = steps.round(step + i % run, numbers.values()[in + i]);
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        for (int row = from; row < to; row += BLOCK) {
            for (int y = 0; y < ImageRows.count(input); y++) {
                correct(ImageRows.start(output, row, y), row / BLOCK * run);
            }
        }
    }

    /** Here the gradients are the decoder's alone: what numbers cost is added to them later. */
    private void correct(int start, int step) {
        for (int i = 0; i < ImageRows.length(output); i++) {
            float error = output.values()[start + i] - input.values()[start + i];
            steps.addSlope(step + i % run, output.gradients()[start + i] * error);
        }
    }

    @Override
    public Slab output() {
        return output;
    }
}
