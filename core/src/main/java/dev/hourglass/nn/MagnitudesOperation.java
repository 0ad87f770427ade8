package dev.hourglass.nn;

/**
 * Shows a hyper-encoder what it will see of numbers when they are stored: rounded, as
 * {@link CodedDistribution#magnitude} says. Nothing goes back, because rounding has no slope; noise in its place would
 * show magnitudes where there are none.
 */
final class MagnitudesOperation implements Operation {
    private final Slab input;
    private final RoundingSteps steps;
    private final Slab output;
    private final int run;

    /** Shows {@code input}, numbers before gains and rounding. */
    MagnitudesOperation(Slab input, RoundingSteps steps) {
        this.input = input;
        this.steps = steps;
        this.output = Slab.images(input.capacity(), input.shape(), false);
        this.run = input.shape().dimension(0) * 16;
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int row = from; row < to; row += 16) {
            for (int y = worker.first(ImageRows.count(input)); y < worker.end(ImageRows.count(input)); y++) {
                show(ImageRows.start(input, row, y), ImageRows.start(output, row, y), row / 16 * run);
            }
        }
    }

    private void show(int in, int out, int step) {
        for (int i = 0; i < ImageRows.length(input); i++) {
            output.values()[out + i] = CodedDistribution.magnitude(steps.round(step + i % run, input.values()[in + i]));
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {}

    @Override
    public boolean isDivisible() {
        return true;
    }

    @Override
    public Slab output() {
        return output;
    }
}
