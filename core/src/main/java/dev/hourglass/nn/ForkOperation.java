package dev.hourglass.nn;

/** Copies a place so that a branch can work on the copy; gradients of the branch are added to those that came first. */
final class ForkOperation implements Operation {
    private final Slab input;
    private final Slab output;

    /** Copies a place; the copy has gradients of its own where {@code hasGradients}. */
    ForkOperation(Slab input, boolean hasGradients) {
        this.input = input;
        this.output = input.sibling(hasGradients);
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        int start = input.start(from);
        System.arraycopy(input.values(), start, output.values(), start, (to - from) * input.stride());
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        if (!input.hasGradients()) {
            return;
        }
        float[] sum = input.gradients();
        float[] branch = output.gradients();
        for (int i = input.start(from); i < input.start(to); i++) {
            sum[i] += branch[i];
        }
    }

    @Override
    public Slab output() {
        return output;
    }
}
