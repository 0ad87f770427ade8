package dev.hourglass.nn;

import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Program} as far as it goes: each operation starts from the output of the one before, {@link #last}. Values
 * are rows or images, whichever the last operation left; who needs the other kind asks for it.
 */
final class ProgramBuilder {
    private final Program.Binding binding;
    private final Slab input;
    private Slab last;
    private int factor = 1;
    private Shape shape;
    private @Nullable DrawManyOperation drawMany;

    private final List<Program.Step> steps = new ArrayList<>();
    private final List<Program.BoundLayer> layers = new ArrayList<>();
    private final List<Program.Place> places = new ArrayList<>();
    private final List<Slab> slabs = new ArrayList<>();
    private final List<WeightCopy> bounds = new ArrayList<>();
    private final List<WeightMatrix> matrices = new ArrayList<>();

    /** Begins a program that takes samples of a shape. */
    ProgramBuilder(Program.Binding binding, Shape inputShape) {
        this.binding = binding;
        this.input = Slab.rows(binding.rows(), inputShape.size(), false);
        this.last = input;
        this.shape = inputShape;
        slabs.add(input);
    }

    /** Adds an operation, whose outputs are now those of the last layer with weights. */
    void follow(Operation operation) {
        steps.add(new Program.Step(operation, factor));
        if (operation.output() != last) {
            slabs.add(operation.output());
        }
        last = operation.output();
        if (!places.isEmpty()) {
            Program.Place place = places.get(places.size() - 1);
            places.set(places.size() - 1, new Program.Place(place.path(), last, place.factor()));
        }
    }

    /** Adds the operation of a layer with weights. */
    void begin(String path, Operation operation) {
        steps.add(new Program.Step(operation, factor));
        place(path, operation.output());
    }

    /** Says that a layer with weights leaves its outputs there. */
    void place(String path, Slab output) {
        last = output;
        slabs.add(last);
        places.add(new Program.Place(path, last, factor));
    }

    /** Adds what is no layer's: the place of the layer before stays. */
    void put(Operation operation) {
        steps.add(new Program.Step(operation, factor));
        last = operation.output();
        slabs.add(last);
    }

    /** Notes a layer whose weights have gradients by products. */
    void add(Program.BoundLayer layer) {
        layers.add(layer);
    }

    /** Notes weights that are kept above a bound. */
    void add(LowerBound bound) {
        bounds.add(bound);
    }

    /** Notes a matrix with copies. */
    void add(WeightMatrix matrix) {
        matrices.add(matrix);
    }

    /** Notes what weighs several draws of a sample. */
    void drawMany(DrawManyOperation operation) {
        drawMany = operation;
    }

    /** Goes on with images, of the shape that the last values have. */
    void toImages(Shape from) {
        if (!last.isImage()) {
            Slab images = Slab.images(rows(), from, last.hasGradients());
            follow(new LayoutOperation(kernels().matrix(), last, images));
        }
    }

    /** Goes on with rows. */
    void toRows() {
        if (last.isImage()) {
            Slab rows = Slab.rows(rows(), last.columns(), last.hasGradients());
            follow(new LayoutOperation(kernels().matrix(), last, rows));
        }
    }

    /** What has weights of its own needs gradients of its outputs, which it shares with its inputs. */
    void requireGradients() {
        if (binding.isTraining() && !last.hasGradients()) {
            follow(new ForkOperation(last, true));
        }
    }

    /** The slope of a function in place is told by its outputs, so the next one must leave them. */
    void leaveActivationAlone() {
        boolean follows = !steps.isEmpty() && steps.get(steps.size() - 1).operation() instanceof ActivationOperation;
        if (binding.isTraining() && follows) {
            follow(new CopyOperation(last));
        }
    }

    /** The loss compares with the program's input, so what works in place must not work there. */
    void leaveInputAlone() {
        if (last == input) {
            follow(new CopyOperation(last));
        }
    }

    /** Takes the sigmoid at the end away and returns true, or returns false where there is none. */
    boolean removeSigmoid() {
        int end = steps.size() - 1;
        while (steps.get(end).operation().isLayoutOnly()) {
            end--;
        }
        boolean isSigmoid =
                steps.get(end).operation() instanceof ActivationOperation activation && activation.isSigmoid();
        if (isSigmoid) {
            steps.remove(end);
        }
        return isSigmoid;
    }

    /** Gives a function at the end a slab of its own, so that {@link InferencePlan} can have it write elsewhere. */
    void setLastApart() {
        int end = steps.size() - 1;
        if (end >= 0 && steps.get(end).operation() instanceof ActivationOperation activation) {
            steps.set(end, new Program.Step(activation.apart(), factor));
            last = steps.get(end).operation().output();
            slabs.add(last);
        }
    }

    /** Takes the memory and returns the program. */
    Program build() {
        slabs.forEach(Slab::allocate);
        steps.forEach(step -> step.operation().bind());
        return new Program(new Program.Parts(steps, layers, places, slabs, weightCopies(), drawMany), input, last);
    }

    private List<WeightCopy> weightCopies() {
        List<WeightCopy> copies = new ArrayList<>(bounds); // first, so that copies are made of bounded weights
        copies.addAll(matrices);
        steps.forEach(step -> copies.addAll(step.operation().weightCopies()));
        return copies;
    }

    Program.Binding binding() {
        return binding;
    }

    Kernels kernels() {
        return binding.kernels();
    }

    Parameters parameters() {
        return binding.parameters();
    }

    /** Returns the seed of what the next operation draws. */
    long seed() {
        return binding.seed() + steps.size();
    }

    Slab input() {
        return input;
    }

    /** Returns where the values so far are. */
    Slab last() {
        return last;
    }

    /** Returns whether no layer with weights has come yet. */
    boolean isFirst() {
        return places.isEmpty();
    }

    /** Returns the most rows here. */
    int rows() {
        return binding.rows() * factor;
    }

    /** Returns how many rows stand for one sample. */
    int factor() {
        return factor;
    }

    /** From here on so many rows stand for one sample. */
    void factor(int rows) {
        factor = rows;
    }

    /** Returns the shape that one sample has here. */
    Shape shape() {
        return shape;
    }

    /** From here on one sample has this shape. */
    void shape(Shape reached) {
        shape = reached;
    }

    /** Returns a place for images of the shape so far. */
    Slab images() {
        return Slab.images(rows(), shape, binding.isTraining());
    }
}
