package dev.hourglass.nn;

/**
 * Puts beside numbers what a hyper-encoder sees of them, as {@link CodedDistribution#magnitude} says. Backward, slopes
 * are added to gradients that came first: the numbers go on elsewhere too.
 */
final class MagnitudesOperation implements Operation {
    private final Slab input;
    private final Slab output;

    MagnitudesOperation(Slab input) {
        this.input = input;
        this.output = input.sibling(input.hasGradients());
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int row = from; row < to; row += 16) {
            for (int y = worker.first(ImageRows.count(input)); y < worker.end(ImageRows.count(input)); y++) {
                int start = ImageRows.start(input, row, y);
                for (int i = start; i < start + ImageRows.length(input); i++) {
                    output.values()[i] = CodedDistribution.magnitude(input.values()[i]);
                }
            }
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        if (!input.hasGradients()) {
            return;
        }
        for (int row = from; row < to; row += 16) {
            for (int y = worker.first(ImageRows.count(input)); y < worker.end(ImageRows.count(input)); y++) {
                int start = ImageRows.start(input, row, y);
                for (int i = start; i < start + ImageRows.length(input); i++) {
                    float slope = CodedDistribution.magnitudeSlope(input.values()[i]);
                    input.gradients()[i] = Math.fma(slope, output.gradients()[i], input.gradients()[i]);
                }
            }
        }
    }

    @Override
    public boolean isDivisible() {
        return true;
    }

    @Override
    public Slab output() {
        return output;
    }
}
