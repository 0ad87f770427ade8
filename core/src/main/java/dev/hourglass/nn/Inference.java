package dev.hourglass.nn;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.tensor.kernel.Kernels;

/**
 * Runs many rows through an autoencoder or a half of it, on one or several threads; each output row depends on its
 * input row only. Not thread-safe; its own team runs the work.
 */
public final class Inference {
    /** Rows of one pass: few enough to stay in the second-level cache. */
    private static final int CAPACITY = 64;

    /** Rows below which waking other threads costs more than it saves. */
    private static final int PARALLEL_ROWS = 64;

    /** Which networks to run. */
    public enum Direction {
        /** Samples to codes. */
        ENCODE,
        /** Codes to samples. */
        DECODE,
        /** Samples to samples. */
        RECONSTRUCT
    }

    private static final float[] NONE = new float[0];

    private final Team team;
    private final InferencePlan[] plans;
    private final int inputs;
    private final int outputs;
    private final Team.Job share = this::runShare;

    private float[] inputRows = NONE;
    private int firstRow;
    private float[] outputRows = NONE;
    private int count;

    private Inference(InferencePlan[] plans, int inputs, int outputs) {
        this.team = new Team(plans.length);
        this.plans = plans;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /**
     * Builds a runner.
     *
     * @param model the autoencoder
     * @param parameters its weights
     * @param direction which networks to run
     * @param threads workers, at least 1
     * @param kernels what computes
     * @return the runner
     */
    public static Inference create(
            Autoencoder model, Parameters parameters, Direction direction, int threads, Kernels kernels) {
        return create(
                switch (direction) {
                    case ENCODE -> Chain.encode(model);
                    case DECODE -> Chain.decode(model);
                    case RECONSTRUCT -> Chain.reconstruct(model);
                },
                parameters,
                threads,
                kernels);
    }

    /**
     * Builds a runner of any chain.
     *
     * @param chain what to run
     * @param parameters the weights of its networks
     * @param threads workers, at least 1
     * @param kernels what computes
     * @return the runner
     */
    public static Inference create(Chain chain, Parameters parameters, int threads, Kernels kernels) {
        int capacity = chain.rowsOfPass(CAPACITY);
        InferencePlan[] plans = new InferencePlan[threads];
        for (int i = 0; i < threads; i++) {
            plans[i] = new InferencePlan(chain, parameters, capacity, kernels);
        }
        return new Inference(plans, plans[0].inputs(), plans[0].outputs());
    }

    /**
     * Runs rows.
     *
     * @param source inputs [.., inputs], from row {@code sourceRow}; not modified
     * @param sourceRow the first row to run
     * @param target outputs [rows, outputs], another array than {@code source}; overwritten
     * @param rows how many
     */
    public void run(float[] source, int sourceRow, float[] target, int rows) {
        if (rows < PARALLEL_ROWS || plans.length == 1) {
            plans[0].run(source, sourceRow, target, 0, rows);
            return;
        }
        inputRows = source;
        firstRow = sourceRow;
        outputRows = target;
        count = rows;
        team.run(share);
        inputRows = NONE; // theirs to keep or to drop
        outputRows = NONE;
    }

    private void runShare(int worker) {
        int groups = (count + 15) / 16;
        int from = groups * worker / plans.length * 16;
        int to = Math.min(count, groups * (worker + 1) / plans.length * 16);
        plans[worker].run(inputRows, firstRow + from, outputRows, from, Math.max(0, to - from));
    }

    /** Returns the number of values of one input row. */
    public int inputs() {
        return inputs;
    }

    /** Returns the number of values of one output row. */
    public int outputs() {
        return outputs;
    }

    /** Takes weights that were changed since into the plans' own copies. */
    public void refresh() {
        for (InferencePlan plan : plans) {
            plan.refresh();
        }
    }
}
