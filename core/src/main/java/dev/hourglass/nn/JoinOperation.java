package dev.hourglass.nn;

/**
 * Adds a kept place to the end of a branch that began with a {@link ForkOperation}. Backward, the branch shares the
 * gradients of the sum, and the kept place gets a copy, to which the fork adds those of the branch.
 */
final class JoinOperation implements Operation {
    private final Slab kept;
    private final Slab branch;
    private final Slab output;
    private final int run;

    /** Adds {@code kept} to {@code branch}; both are of one layout and shape, but borders may differ. */
    JoinOperation(Slab kept, Slab branch) {
        this.kept = kept;
        this.branch = branch;
        this.output = branch.withOwnValues();
        this.run = kept.isImage() ? ImageRows.length(kept) : kept.columns();
    }

    private int rowsOfRun() {
        return kept.isImage() ? 16 : 1;
    }

    private int runs() {
        return kept.isImage() ? ImageRows.count(kept) : 1;
    }

    private static int start(Slab slab, int row, int y) {
        return slab.isImage() ? ImageRows.start(slab, row, y) : slab.start(row);
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int row = from; row < to; row += rowsOfRun()) {
            for (int y = 0; y < runs(); y++) {
                add(start(kept, row, y), start(output, row, y));
            }
        }
    }

    private void add(int keptAt, int at) {
        float[] left = kept.values();
        float[] right = branch.values();
        float[] sum = output.values();
        for (int i = 0; i < run; i++) {
            sum[at + i] = left[keptAt + i] + right[at + i];
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        if (!kept.hasGradients()) {
            return;
        }
        for (int row = from; row < to; row += rowsOfRun()) {
            for (int y = 0; y < runs(); y++) {
                int at = start(output, row, y);
                System.arraycopy(output.gradients(), at, kept.gradients(), start(kept, row, y), run);
            }
        }
    }

    @Override
    public Slab output() {
        return output;
    }
}
