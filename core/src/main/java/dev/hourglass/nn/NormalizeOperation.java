package dev.hourglass.nn;

/**
 * Divides images x by divisors n, or multiplies them; the last step of {@link dev.hourglass.model.Gdn}.
 *
 * <pre>{@code
 * y = x / n    dx = dy / n    dn = -dy y / n        y = x n    dx = dy n    dn = dy x
 * }</pre>
 */
final class NormalizeOperation implements Operation {
    private final Slab input;
    private final Slab divisors;
    private final boolean isInverse;
    private final Slab output;

    /** Works on places of one layout; the output shares the gradients of {@code input}. */
    NormalizeOperation(Slab input, Slab divisors, boolean isInverse) {
        this.input = input;
        this.divisors = divisors;
        this.isInverse = isInverse;
        this.output = input.withOwnValues();
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        int length = ImageRows.length(input);
        for (int row = from; row < to; row += 16) {
            for (int y = worker.first(ImageRows.count(input)); y < worker.end(ImageRows.count(input)); y++) {
                int start = ImageRows.start(input, row, y);
                if (isInverse) {
                    multiply(start, start + length);
                } else {
                    divide(start, start + length);
                }
            }
        }
    }

    private void divide(int start, int end) {
        float[] x = input.values();
        float[] n = divisors.values();
        float[] out = output.values();
        for (int i = start; i < end; i++) {
            out[i] = x[i] / n[i];
        }
    }

    private void multiply(int start, int end) {
        float[] x = input.values();
        float[] n = divisors.values();
        float[] out = output.values();
        for (int i = start; i < end; i++) {
            out[i] = x[i] * n[i];
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        int length = ImageRows.length(input);
        for (int row = from; row < to; row += 16) {
            for (int y = worker.first(ImageRows.count(input)); y < worker.end(ImageRows.count(input)); y++) {
                int start = ImageRows.start(input, row, y);
                if (isInverse) {
                    slopesOfProducts(start, start + length);
                } else {
                    slopesOfQuotients(start, start + length);
                }
            }
        }
    }

    private void slopesOfQuotients(int start, int end) {
        float[] n = divisors.values();
        float[] out = output.values();
        float[] slope = output.gradients();
        float[] divisorSlope = divisors.gradients();
        for (int i = start; i < end; i++) {
            float share = slope[i] / n[i];
            divisorSlope[i] = -share * out[i];
            slope[i] = share;
        }
    }

    private void slopesOfProducts(int start, int end) {
        float[] x = input.values();
        float[] n = divisors.values();
        float[] slope = output.gradients();
        float[] divisorSlope = divisors.gradients();
        for (int i = start; i < end; i++) {
            float whole = slope[i];
            divisorSlope[i] = whole * x[i];
            slope[i] = whole * n[i];
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
