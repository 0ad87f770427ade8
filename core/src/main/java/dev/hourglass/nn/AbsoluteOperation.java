package dev.hourglass.nn;

/**
 * Puts the magnitudes of images beside them. Backward, the slopes of magnitudes are added to gradients that came first:
 * the images go on elsewhere too.
 */
final class AbsoluteOperation implements Operation {
    private final Slab input;
    private final Slab output;

    AbsoluteOperation(Slab input) {
        this.input = input;
        this.output = input.sibling(input.hasGradients());
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        int length = ImageRows.length(input);
        for (int row = from; row < to; row += 16) {
            for (int y = worker.first(ImageRows.count(input)); y < worker.end(ImageRows.count(input)); y++) {
                magnitudes(ImageRows.start(input, row, y), length);
            }
        }
    }

    private void magnitudes(int start, int length) {
        float[] x = input.values();
        float[] out = output.values();
        for (int i = start; i < start + length; i++) {
            out[i] = Math.abs(x[i]);
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        if (!input.hasGradients()) {
            return;
        }
        int length = ImageRows.length(input);
        for (int row = from; row < to; row += 16) {
            for (int y = worker.first(ImageRows.count(input)); y < worker.end(ImageRows.count(input)); y++) {
                handBack(ImageRows.start(input, row, y), length);
            }
        }
    }

    private void handBack(int start, int length) {
        float[] x = input.values();
        float[] sum = input.gradients();
        float[] slope = output.gradients();
        for (int i = start; i < start + length; i++) {
            int sign = Float.floatToRawIntBits(x[i]) & Integer.MIN_VALUE;
            sum[i] += Float.intBitsToFloat(Float.floatToRawIntBits(slope[i]) ^ sign);
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
