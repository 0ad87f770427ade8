package dev.hourglass.nn;

/** Copies a place without gradients, so that what follows can work in place. */
final class CopyOperation implements Operation {
    private final Slab input;
    private final Slab output;

    CopyOperation(Slab input) {
        this.input = input;
        this.output = input.withOwnValues();
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        int start = input.start(from);
        System.arraycopy(input.values(), start, output.values(), start, (to - from) * input.stride());
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        // Gradients are shared, or there are none.
    }

    @Override
    public Slab output() {
        return output;
    }
}
