package dev.hourglass.nn;

import dev.hourglass.model.Network;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.List;

/**
 * Runs rows through networks that are no longer trained. Allocates when built, never in a run. Not thread-safe; confine
 * to one thread.
 */
public final class InferencePlan {
    private final Program program;
    private final List<Operation> operations;
    private final Worker worker = new Worker(0, 0, 0);
    private final int capacity;

    /**
     * A network and the path of its weights.
     *
     * @param path {@code encoder} or {@code decoder}
     * @param network the layers
     */
    public record Part(String path, Network network) {}

    /**
     * Builds a plan.
     *
     * @param parts networks to run one after the other
     * @param parameters their weights
     * @param capacity the most rows of one pass; longer runs take several passes
     * @param isTied whether a part uses the encoder's weights transposed
     * @param kernels what computes
     */
    public InferencePlan(List<Part> parts, Parameters parameters, int capacity, boolean isTied, Kernels kernels) {
        this(parts, parameters, capacity, isTied, kernels, false);
    }

    private InferencePlan(
            List<Part> parts,
            Parameters parameters,
            int capacity,
            boolean isTied,
            Kernels kernels,
            boolean endsInLogits) {
        this.capacity = capacity;
        this.program = program(parts, parameters, capacity, isTied, kernels);
        if (endsInLogits) {
            program.endsInLogits();
        }
        this.operations = program.operations();
    }

    /** Builds a plan that ends before the last sigmoid, for losses that start from logits. */
    static InferencePlan toLogits(
            List<Part> parts, Parameters parameters, int capacity, boolean isTied, Kernels kernels) {
        return new InferencePlan(parts, parameters, capacity, isTied, kernels, true);
    }

    private static Program program(
            List<Part> parts, Parameters parameters, int capacity, boolean isTied, Kernels kernels) {
        int features = parts.get(0).network().inputShape().size();
        Program program =
                new Program(kernels, parameters, capacity, features, Program.Mode.INFERENCE, 0, new float[0], isTied);
        for (Part part : parts) {
            program.add(part.path(), part.network());
        }
        return program;
    }

    /** Takes weights that were changed from outside into the plan's own copies. */
    void refresh() {
        program.refresh();
    }

    /**
     * Runs rows.
     *
     * @param source inputs [.., D], from row sourceRow
     * @param sourceRow the first row to run
     * @param target outputs [.., K]; overwritten from row targetRow
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
        for (int i = 0; i < rows; i++) {
            System.arraycopy(source, (sourceRow + i) * in.columns(), in.values(), i * in.stride(), in.columns());
        }
        for (int i = 0; i < operations.size(); i++) {
            operations.get(i).forward(0, rows, worker);
        }
        for (int i = 0; i < rows; i++) {
            System.arraycopy(out.values(), i * out.stride(), target, (targetRow + i) * out.columns(), out.columns());
        }
    }
}
