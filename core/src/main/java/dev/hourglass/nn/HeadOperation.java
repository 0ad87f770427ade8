package dev.hourglass.nn;

/** Takes the first columns of each row: the means of a distribution's parameters. For inference. */
final class HeadOperation implements Operation {
    private final Slab input;
    private final Slab output;

    HeadOperation(Slab input, int rows, int columns) {
        this.input = input;
        this.output = Slab.rows(rows, columns, false);
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int i = from; i < to; i++) {
            System.arraycopy(input.values(), input.start(i), output.values(), output.start(i), output.columns());
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        throw new AssertionError("nothing is trained through means alone");
    }

    @Override
    public Slab output() {
        return output;
    }
}
