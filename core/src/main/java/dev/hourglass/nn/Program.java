package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.Kernels;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a chain, bound to weights and memory: what {@link Pass} and {@link InferencePlan} run, and what
 * else they need to know of it. {@link ProgramBuilder} strings it together.
 */
final class Program {
    /** What a program is for. */
    enum Mode {
        /** Batch statistics, dropout, gradients. */
        TRAINING,
        /** Running statistics, nothing dropped, no gradients. */
        INFERENCE
    }

    /**
     * What a program is bound to.
     *
     * @param kernels what computes
     * @param parameters the weights
     * @param rows the most samples, a multiple of 16
     * @param mode what it is for
     * @param workers how many share the rows
     * @param seed for dropout and noise
     * @param gradients receives gradients of batch normalisation in training, laid out like the weights
     * @param isTrained which weights, by path, are trained; batch normalisation that is not uses its running averages
     */
    @SuppressWarnings("ArrayRecordComponent") // shared storage, compared by nobody
    record Binding(
            Kernels kernels,
            Parameters parameters,
            int rows,
            Mode mode,
            int workers,
            long seed,
            float[] gradients,
            Predicate<String> isTrained) {
        /** Returns a binding for inference, which needs neither seed nor gradients. */
        static Binding inference(Kernels kernels, Parameters parameters, int rows) {
            return new Binding(kernels, parameters, rows, Mode.INFERENCE, 1, 0, new float[0], name -> false);
        }

        boolean isTraining() {
            return mode == Mode.TRAINING;
        }
    }

    /**
     * A layer with weights and where its outputs and gradients are.
     *
     * @param bias what it adds
     * @param weights its matrix; shared for a tied layer
     * @param isTied whether it uses the matrix of another layer, transposed
     * @param isData whether its inputs are data, no layer having come before, whose zeros are worth looking for
     * @param input its inputs
     * @param output its outputs, before activation
     * @param factor rows a sample
     */
    record BoundLayer(
            Parameter bias, WeightMatrix weights, boolean isTied, boolean isData, Slab input, Slab output, int factor) {
        /** Returns the scratch a worker needs for lists of steps. */
        int stepsSize() {
            return isData ? SparseProduct.scratchSize(Math.max(input.columns(), input.capacity())) : 0;
        }
    }

    /**
     * Where the outputs of a layer with weights are after the layers that follow up to the next one with weights.
     *
     * @param path of the layer
     * @param activated the outputs
     * @param factor rows a sample
     */
    record Place(String path, Slab activated, int factor) {}

    /**
     * An operation and how many rows of its input stand for one sample.
     *
     * @param operation the operation
     * @param factor rows a sample
     */
    record Step(Operation operation, int factor) {}

    /**
     * What a program is made of.
     *
     * @param steps the operations in order
     * @param layers the layers whose weights have gradients by products
     * @param places where the outputs of layers with weights are
     * @param slabs all places of values
     * @param copies copies of weights, in the order in which they are refreshed
     * @param drawMany what weighs the draws of a sample, where there are several
     */
    record Parts(
            List<Step> steps,
            List<BoundLayer> layers,
            List<Place> places,
            List<Slab> slabs,
            List<WeightCopy> copies,
            @Nullable DrawManyOperation drawMany) {
        Parts {
            steps = List.copyOf(steps);
            layers = List.copyOf(layers);
            places = List.copyOf(places);
            slabs = List.copyOf(slabs);
            copies = List.copyOf(copies);
        }
    }

    private final Parts parts;
    private final Slab input;
    private final Slab output;

    Program(Parts parts, Slab input, Slab output) {
        this.parts = parts;
        this.input = input;
        this.output = output;
    }

    /** Builds the operations of a chain; with {@code endsInLogits}, without its last sigmoid. */
    static Program of(Chain chain, Binding binding, boolean endsInLogits) {
        ProgramBuilder program = new ProgramBuilder(binding, chain.inputShape());
        LinkBinder links = new LinkBinder(program, chain.isTied());
        chain.links().forEach(links::add);
        program.toRows();
        if (endsInLogits && !program.removeSigmoid()) {
            throw new IllegalArgumentException(
                    "binary cross-entropy needs a decoder that ends in a sigmoid, but its last"
                            + " layer is another; end it in sigmoid, or use mse");
        }
        if (!binding.isTraining()) {
            program.setLastApart();
        }
        return program.build();
    }

    /** Takes weights that were changed from outside into the copies that operations keep. */
    void refresh() {
        refresh(name -> true);
    }

    /** Takes weights of these paths that were changed from outside into the copies that operations keep. */
    void refresh(Predicate<String> changed) {
        for (int i = 0; i < parts.copies().size(); i++) {
            if (changed.test(parts.copies().get(i).parameter().name())) {
                parts.copies().get(i).refreshAll();
            }
        }
        for (int i = 0; i < parts.steps().size(); i++) {
            parts.steps().get(i).operation().refresh();
        }
    }

    List<Step> steps() {
        return parts.steps();
    }

    List<BoundLayer> layers() {
        return parts.layers();
    }

    List<Place> places() {
        return parts.places();
    }

    /** Returns copies of weights, in the order in which they are refreshed. */
    List<WeightCopy> weightCopies() {
        return parts.copies();
    }

    List<PartGradients> partGradients() {
        return parts.steps().stream()
                .flatMap(step -> step.operation().partGradients().stream())
                .toList();
    }

    List<ColumnDecay> columnDecays() {
        return parts.steps().stream()
                .flatMap(step -> step.operation().columnDecays().stream())
                .toList();
    }

    /** Returns the scratch floats that an operation needs at most. */
    int scratchSize() {
        return parts.steps().stream()
                .mapToInt(step -> step.operation().scratchSize())
                .max()
                .orElse(0);
    }

    /** Returns whether it holds images, so that ranges of rows must end at multiples of 16. */
    boolean hasImages() {
        return parts.slabs().stream().anyMatch(Slab::isImage);
    }

    /** Returns the largest number of rows that stand for one sample. */
    int largestFactor() {
        return parts.steps().stream().mapToInt(Step::factor).reduce(1, Math::max);
    }

    /** Returns what weighs the draws of a sample, where there are several. */
    @Nullable
    DrawManyOperation drawMany() {
        return parts.drawMany();
    }

    Slab input() {
        return input;
    }

    Slab output() {
        return output;
    }

    /** Returns the memory of activations and their gradients, those of parts of weights included, each array once. */
    long sizeBytes() {
        Set<float[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Slab slab : parts.slabs()) {
            arrays.add(slab.values());
            arrays.add(slab.gradients());
        }
        partGradients().forEach(part -> arrays.add(part.parts()));
        return 4L * arrays.stream().mapToLong(array -> array.length).sum();
    }

    /** Returns the scratch a worker needs for lists of steps, or 0 where no layer takes data. */
    int stepsSize() {
        return parts.layers().stream().mapToInt(BoundLayer::stepsSize).max().orElse(0);
    }

    /** Returns the scratch floats a worker needs to turn gradients of {@code block} samples, or 0. */
    int turnedSize(int block) {
        int size = 0;
        for (BoundLayer layer : parts.layers()) {
            if (layer.input().hasGradients() && !layer.weights().keepsTransposed()) {
                size = Math.max(
                        size, LinearOperation.turnedSize(layer.weights(), layer.output(), block * layer.factor()));
            }
        }
        return size;
    }
}
