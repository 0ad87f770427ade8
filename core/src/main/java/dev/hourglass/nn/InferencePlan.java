package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.Kernels;

/**
 * Runs rows through networks that are no longer trained. Allocates when built, never in a run. Not thread-safe; confine
 * to one thread.
 */
public final class InferencePlan {
    private final Program program;
    private final Operation[] operations;
    private final Worker worker;
    private final int capacity;
    private final boolean hasImages;
    private final boolean readsInPlace;
    private final boolean writesInPlace;

    /**
     * Builds a plan.
     *
     * @param chain what to run
     * @param parameters the weights of its networks
     * @param capacity the most rows of one pass; longer runs take several passes
     * @param kernels what computes
     */
    public InferencePlan(Chain chain, Parameters parameters, int capacity, Kernels kernels) {
        this.capacity = (capacity + 15) & -16;
        this.program = Program.of(chain, Program.Binding.inference(kernels, parameters, this.capacity), false);
        this.hasImages = program.hasImages();
        this.worker = new Worker(0, new Worker.Sizes(0, 0, 0, program.scratchSize(), program.stepsSize()));
        this.operations = program.steps().stream().map(Program.Step::operation).toArray(Operation[]::new);
        // Images come in blocks of 16, more rows than the caller may have.
        boolean canStay = !hasImages && operations.length > 0;
        this.readsInPlace = canStay && !program.input().isPadded() && operations[0] instanceof LinearOperation;
        this.writesInPlace = canStay
                && !program.output().isPadded()
                && operations[operations.length - 1] instanceof ActivationOperation activation
                && activation.isApart();
    }

    /** Takes weights that were changed since into the plan's own copies. */
    void refresh() {
        program.refresh();
    }

    /** Returns the number of values of one input row. */
    int inputs() {
        return program.input().columns();
    }

    /** Returns the number of values of one output row. */
    int outputs() {
        return program.output().columns();
    }

    /**
     * Runs rows.
     *
     * @param source inputs [.., D], from row sourceRow
     * @param sourceRow the first row to run
     * @param target outputs [.., K], another array than {@code source}; overwritten from row targetRow
     * @param targetRow the first row to write
     * @param rows how many
     */
    public void run(float[] source, int sourceRow, float[] target, int targetRow, int rows) {
        for (int done = 0; done < rows; done += capacity) {
            pass(source, sourceRow + done, target, targetRow + done, Math.min(capacity, rows - done));
        }
    }

    private void pass(float[] source, int sourceRow, float[] target, int targetRow, int rows) {
        Slab in = program.input();
        Slab out = program.output();
        if (readsInPlace) {
            in.lend(source, sourceRow * in.columns());
        } else {
            for (int i = 0; i < rows; i++) {
                System.arraycopy(source, (sourceRow + i) * in.columns(), in.values(), in.start(i), in.columns());
            }
        }
        if (writesInPlace) {
            out.lend(target, targetRow * out.columns());
        }
        forward(rows);
        if (!writesInPlace) {
            for (int i = 0; i < rows; i++) {
                System.arraycopy(out.values(), out.start(i), target, (targetRow + i) * out.columns(), out.columns());
            }
        }
        in.takeBack();
        out.takeBack();
    }

    private void forward(int rows) {
        int end = hasImages ? (rows + 15) & -16 : rows;
        for (int i = 0; i < operations.length; i++) {
            operations[i].begin(0, rows);
            operations[i].forward(0, end, worker);
        }
    }
}
