package dev.hourglass.nn;

import dev.hourglass.model.Autoencoder;
import dev.hourglass.nn.TrainingPlan.LossBinding;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.List;

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

    private final Team team;
    private final InferencePlan[] plans;
    private final int inputs;
    private final int outputs;

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
        InferencePlan[] plans = new InferencePlan[threads];
        for (int i = 0; i < threads; i++) {
            plans[i] = new InferencePlan(
                    parts(model, direction), parameters, CAPACITY, TrainingPlan.isTied(model), kernels);
        }
        int latentSize = model.latent().size();
        return new Inference(
                plans,
                direction == Direction.DECODE ? latentSize : model.features(),
                direction == Direction.ENCODE ? latentSize : model.features());
    }

    /** Builds a runner whose outputs are what a loss takes: logits where it starts from them. */
    static Inference forLoss(Autoencoder model, Parameters parameters, LossBinding loss, int threads, Kernels kernels) {
        if (!loss.isFromLogits()) {
            return create(model, parameters, Direction.RECONSTRUCT, threads, kernels);
        }
        InferencePlan[] plans = new InferencePlan[threads];
        for (int i = 0; i < threads; i++) {
            plans[i] = InferencePlan.toLogits(
                    parts(model, Direction.RECONSTRUCT), parameters, CAPACITY, TrainingPlan.isTied(model), kernels);
        }
        return new Inference(plans, model.features(), model.features());
    }

    private static List<InferencePlan.Part> parts(Autoencoder model, Direction direction) {
        InferencePlan.Part encoder = new InferencePlan.Part("encoder", model.encoder());
        InferencePlan.Part decoder = new InferencePlan.Part("decoder", model.decoder());
        return switch (direction) {
            case ENCODE -> List.of(encoder);
            case DECODE -> List.of(decoder);
            case RECONSTRUCT -> List.of(encoder, decoder);
        };
    }

    /**
     * Runs rows.
     *
     * @param source inputs [.., inputs], from row {@code sourceRow}; not modified
     * @param sourceRow the first row to run
     * @param target outputs [rows, outputs]; overwritten
     * @param rows how many
     */
    public void run(float[] source, int sourceRow, float[] target, int rows) {
        if (rows < PARALLEL_ROWS || plans.length == 1) {
            plans[0].run(source, sourceRow, target, 0, rows);
            return;
        }
        int groups = (rows + 7) / 8;
        team.run(worker -> {
            int from = groups * worker / plans.length * 8;
            int to = Math.min(rows, groups * (worker + 1) / plans.length * 8);
            plans[worker].run(source, sourceRow + from, target, from, Math.max(0, to - from));
        });
    }

    /** Returns the number of values of one input row. */
    public int inputs() {
        return inputs;
    }

    /** Returns the number of values of one output row. */
    public int outputs() {
        return outputs;
    }

    /** Takes weights that were changed from outside into the plans' own copies. */
    void refresh() {
        for (InferencePlan plan : plans) {
            plan.refresh();
        }
    }
}
