package dev.hourglass.nn;

import static dev.hourglass.nn.GradientStrip.ROWS;
import static dev.hourglass.nn.GradientStrip.VECTOR;

import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.Lanes;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Computes gradients of weights strip by strip (8 rows of a matrix, or 16 to 256 elements of a vector) and hands each
 * to its use while it is in the first-level cache: fused with the optimiser's step, or stored where the norm of all
 * gradients is wanted first. Strips are dealt to workers; no sum crosses a strip, so results do not depend on who
 * computes it.
 */
final class GradientStrips {
    /** Rows of samples whose part of the right side stays in the first-level cache from strip to strip. */
    private static final int DEPTH = 64;
    /** Gradients that stay in the second-level cache, in floats. */
    private static final int GROUP = 1 << 16;
    /** A block of the right side, behind the gradients. */
    private static final int BLOCK = WideProduct.blockSize(DEPTH);
    /** Strips that go together however wide they are, so that the right side is not read for each of them anew. */
    private static final int FEWEST = 8;
    /** Columns of so many strips that are a group: whole blocks. */
    private static final int WIDTH = GROUP / FEWEST / ROWS / WideProduct.COLUMNS * WideProduct.COLUMNS;

    private final Kernels kernels;
    private final SparseProduct matrices;
    private final Penalty penalty;
    private final WeightUpdate update;
    private final Parameters parameters;
    private final float[] gradients;
    private final List<WeightCopy> copies;
    private final WeightCopy[] finished;
    private final GradientStrip[] strips;
    private final WeightCopy[][] refreshed;
    private final StripShares shares;
    private final double[] squares;
    private final double[] penalties;
    private final float[] zeros;
    private float normScale = 1f;

    GradientStrips(
            Kernels kernels,
            GradientSources sources,
            Parameters parameters,
            float[] gradients,
            Penalty penalty,
            WeightUpdate update,
            Predicate<String> isTrained) {
        this.kernels = kernels;
        this.matrices = new SparseProduct(kernels.matrix());
        this.penalty = penalty;
        this.update = update;
        this.parameters = parameters;
        this.gradients = gradients;
        this.strips = GradientStrip.cut(parameters.layout(), sources, isTrained);
        this.copies = sources.copies();
        this.finished =
                sources.copies().stream().filter(WeightCopy::needsAllRows).toArray(WeightCopy[]::new);
        this.refreshed = new WeightCopy[strips.length][];
        int widest = 0;
        for (int i = 0; i < strips.length; i++) {
            Parameter parameter = strips[i].parameter();
            refreshed[i] = sources.copies().stream()
                    .filter(copy -> copy.parameter().equals(parameter))
                    .toArray(WeightCopy[]::new);
            widest = Math.max(widest, strips[i].parameter().stride());
        }
        this.shares = new StripShares(
                Arrays.stream(strips).mapToLong(GradientStrip::cost).toArray());
        this.squares = new double[strips.length];
        this.penalties = new double[strips.length];
        this.zeros = new float[Lanes.FIRST + widest];
    }

    /** Deals strips to workers for the next step; only while no worker runs. */
    void begin() {
        shares.deal();
    }

    /** Returns the largest strip or group of strips, the scratch a worker needs. */
    int stripSize() {
        int size = VECTOR;
        for (GradientStrip strip : strips) {
            size = Math.max(size, strip.isProduct() ? Math.max(GROUP + BLOCK, strip.count()) : strip.count());
        }
        return size;
    }

    /**
     * Computes this worker's gradients and steps its weights; every worker of the team calls it.
     *
     * @param isStored whether gradients are kept so that {@link #norm} can tell of them
     */
    void update(int rows, boolean isStored, Worker worker, Team team) {
        int size = team.size();
        if (!isStored && penalty.clipNorm() <= 0) {
            fused(rows, worker.index, size, worker);
        } else {
            store(rows, worker.index, size, worker);
            team.barrier();
            if (worker.index == 0) {
                limitNorm();
            }
            team.barrier();
            apply(worker.index, size, worker);
        }
        if (finished.length > 0) {
            team.barrier();
        }
        for (int i = 0; i < finished.length; i++) {
            finished[i].finish(worker.index, size);
        }
    }

    /** Computes this worker's gradients and steps its weights at once, one strip or some together. */
    private void fused(int rows, int worker, int workers, Worker scratch) {
        int end = shares.first(worker + 1, workers);
        for (int i = shares.first(worker, workers); i < end; ) {
            int next = groupEnd(i, end, rows);
            if (next > i + 1) {
                fuseGroup(i, next, rows, scratch);
            } else {
                compute(i, rows, scratch.strip, Lanes.FIRST, scratch);
                finish(i, scratch.strip, Lanes.FIRST, scratch.lanes);
            }
            i = next;
        }
    }

    /** Strips of one matrix go together where they share more rows of the right side than the cache holds. */
    private int groupEnd(int from, int end, int samples) {
        GradientStrip strip = strips[from];
        if (!strip.isProduct() || samples * strip.products().get(0).factor() <= DEPTH) {
            return from + 1;
        }
        int limit = Math.min(end, from + Math.max(FEWEST, GROUP / strip.count()));
        int next = from + 1;
        while (next < limit && strips[next].parameter().equals(strip.parameter())) {
            next++;
        }
        return next;
    }

    /** Computes gradients of some columns of all strips, and steps these weights, before the next columns. */
    private void fuseGroup(int from, int to, int samples, Worker scratch) {
        int stride = strips[from].parameter().stride();
        for (int s = from; s < to; s++) {
            measurePenalty(s, scratch.lanes);
        }
        for (int column = 0; column < stride; column += WIDTH) {
            int columns = Math.min(WIDTH, stride - column);
            multiplyGroup(from, to, column, columns, samples, scratch);
            for (int s = from; s < to; s++) {
                stepColumns(s, column, columns, scratch.strip, Lanes.FIRST + (s - from) * ROWS * columns);
            }
        }
        for (int s = from; s < to; s += 2) { // two strips fill the lines of a transposed copy
            refresh(s, Math.min(s + 2, to) - 1);
        }
    }

    /** Takes some samples through all strips before the next ones: sums go on where they stopped. */
    private void multiplyGroup(int from, int to, int column, int columns, int samples, Worker scratch) {
        GradientSources.Product product = strips[from].products().get(0);
        boolean isCopied =
                !product.isData() && WideProduct.isWorthwhile(product.right().stride());
        int rows = samples * product.factor();
        for (int row = 0; row < rows; row += DEPTH) {
            int count = Math.min(DEPTH, rows - row);
            if (isCopied) {
                multiplyCopies(from, to, column, columns, product, row, count, scratch.strip);
                continue;
            }
            for (int s = from; s < to; s++) {
                int at = Lanes.FIRST + (s - from) * ROWS * columns;
                multiply(s, product, row, count, column, columns, row == 0, scratch.strip, at, scratch);
            }
        }
    }

    /** Copies some columns of the right side at a time, for all strips. */
    private void multiplyCopies(
            int from,
            int to,
            int column,
            int columns,
            GradientSources.Product product,
            int row,
            int count,
            float[] target) {
        Slab.Rows left = product.left();
        Slab.Rows right = product.right();
        int block = Lanes.FIRST + GROUP;
        for (int j = 0; j < columns; j += WideProduct.COLUMNS) {
            int width = Math.min(WideProduct.COLUMNS, columns - j);
            WideProduct.copy(
                    count, width, right.values(), right.start(row) + column + j, right.stride(), target, block);
            for (int s = from; s < to; s++) {
                int at = Lanes.FIRST + (s - from) * ROWS * columns + j;
                int first = strips[s].from() / strips[s].parameter().stride();
                kernels.matrix()
                        .multiply(
                                ROWS,
                                width,
                                count,
                                left.values(),
                                left.start(row) + first,
                                1,
                                left.stride(),
                                target,
                                block,
                                width,
                                row == 0 ? zeros : target,
                                row == 0 ? Lanes.FIRST : at,
                                row == 0 ? 0 : columns,
                                target,
                                at,
                                columns);
                shares.add(s, (long) ROWS * width * count);
            }
        }
    }

    /** Computes and stores this worker's gradients and sums their squares. */
    private void store(int rows, int worker, int workers, Worker scratch) {
        for (int i = shares.first(worker, workers); i < shares.first(worker + 1, workers); i++) {
            GradientStrip strip = strips[i];
            compute(i, rows, gradients, strip.offset(), scratch);
            squares[i] = kernels.reduction().sumOfSquares(gradients, strip.offset(), strip.count(), scratch.lanes);
        }
    }

    /** Steps this worker's weights by stored gradients. */
    private void apply(int worker, int workers, Worker scratch) {
        for (int i = shares.first(worker, workers); i < shares.first(worker + 1, workers); i++) {
            if (normScale < 1f) {
                kernels.update().scale(gradients, strips[i].offset(), strips[i].count(), normScale);
            }
            finish(i, gradients, strips[i].offset(), scratch.lanes);
        }
    }

    /** Chooses, from the sums of {@link #store}, how much all gradients shrink so that their norm keeps its limit. */
    private void limitNorm() {
        double norm = norm("");
        double limit = penalty.clipNorm();
        normScale = limit > 0 && norm > limit ? (float) (limit / norm) : 1f;
    }

    /** Returns the norm of the stored gradients of arrays whose path starts so. */
    double norm(String path) {
        double sum = 0;
        for (int i = 0; i < strips.length; i++) {
            if (strips[i].parameter().name().startsWith(path)) {
                sum += squares[i];
            }
        }
        return Math.sqrt(sum);
    }

    /** Returns what the weights before the last step added to the loss. */
    double penalty() {
        double sum = 0;
        for (double part : penalties) {
            sum += part;
        }
        return sum;
    }

    long sizeBytes() {
        return copies.stream().mapToLong(WeightCopy::sizeBytes).sum();
    }

    @SuppressWarnings("ReferenceEquality") // whether it is the same array is the question
    private void compute(int index, int rows, float[] target, int at, Worker scratch) {
        GradientStrip strip = strips[index];
        if (strip.products().isEmpty() && strip.parts().isEmpty()) {
            if (target != gradients) { // scale and shift: batch normalisation has left their gradients there
                System.arraycopy(gradients, strip.offset(), target, at, strip.count());
            }
            return;
        }
        for (int p = 0; p < strip.products().size(); p++) {
            multiply(index, strip.products().get(p), rows, p == 0, target, at, scratch);
        }
        for (int p = 0; p < strip.parts().size(); p++) {
            PartGradients parts = strip.parts().get(p);
            kernels.reduction()
                    .columnSums(
                            parts.count(rows),
                            strip.count(),
                            parts.parts(),
                            strip.from(),
                            parts.parameter().storedSize(),
                            target,
                            at);
            shares.add(index, (long) parts.count(rows) * strip.count());
        }
        for (int d = 0; d < strip.decays().size(); d++) {
            strip.decays().get(d).add(parameters.values(), strip.offset(), target, at, strip.count());
        }
    }

    private void multiply(
            int index,
            GradientSources.Product product,
            int samples,
            boolean isFirst,
            float[] target,
            int at,
            Worker scratch) {
        GradientStrip strip = strips[index];
        int rows = samples * product.factor();
        if (strip.parameter().role() == Parameter.Role.WEIGHT) {
            int columns = strip.parameter().stride();
            multiply(index, product, 0, rows, 0, columns, isFirst, target, at, scratch);
        } else {
            kernels.reduction()
                    .columnSums(
                            rows,
                            strip.count(),
                            product.right().values(),
                            product.right().first() + strip.from(),
                            product.right().stride(),
                            target,
                            at);
            shares.add(index, (long) rows * strip.count());
        }
    }

    /**
     * Adds the products of some rows and columns to what is there, or starts from 0.
     *
     * @param target takes [8, columns], from {@code at}
     */
    private void multiply(
            int index,
            GradientSources.Product product,
            int from,
            int count,
            int column,
            int columns,
            boolean isFirst,
            float[] target,
            int at,
            Worker scratch) {
        GradientStrip strip = strips[index];
        int stride = strip.parameter().stride();
        long multiplications = matrices.multiply(
                ROWS,
                columns,
                count,
                product.left().values(),
                product.left().start(from) + strip.from() / stride,
                1,
                product.left().stride(),
                product.right().values(),
                product.right().start(from) + column,
                product.right().stride(),
                isFirst ? zeros : target,
                isFirst ? Lanes.FIRST : at,
                isFirst ? 0 : columns,
                target,
                at,
                columns,
                product.isData() ? scratch.steps : SparseProduct.NO_STEPS);
        shares.add(index, multiplications);
    }

    /** Steps the weights of a strip, and takes them into their copies. */
    private void finish(int index, float[] gradient, int at, float[] lanes) {
        measurePenalty(index, lanes);
        step(index, strips[index].offset(), gradient, at, strips[index].count());
        refresh(index, index);
    }

    /** Steps some columns of a strip, whose gradients lie [8, columns]. */
    private void stepColumns(int index, int column, int columns, float[] gradient, int at) {
        GradientStrip strip = strips[index];
        int stride = strip.parameter().stride();
        if (columns == stride) {
            step(index, strip.offset(), gradient, at, strip.count());
            return;
        }
        for (int row = 0; row < ROWS; row++) {
            step(index, strip.offset() + row * stride + column, gradient, at + row * columns, columns);
        }
    }

    private void step(int index, int from, float[] gradient, int at, int count) {
        Parameter.Role role = strips[index].parameter().role();
        if (role == Parameter.Role.WEIGHT && penalty.hasPenalty()) {
            float l1 = (float) penalty.l1();
            float l2 = (float) penalty.l2();
            kernels.update().penalize(parameters.values(), from, gradient, at, count, l1, l2);
        }
        if (penalty.clipValue() > 0) {
            kernels.update().clamp(gradient, at, count, (float) penalty.clipValue());
        }
        update.apply(role, from, gradient, at, count);
        shares.addUpdate(index, count);
    }

    /** Takes the weights of some strips of one array into their copies. */
    private void refresh(int first, int last) {
        int stride = strips[first].parameter().stride();
        for (int c = 0; c < refreshed[first].length; c++) {
            refreshed[first][c].refresh(strips[first].from() / stride, strips[last].from() / stride + ROWS);
        }
    }

    /** Notes what the weights of a strip add to the loss, before they are stepped. */
    private void measurePenalty(int index, float[] lanes) {
        GradientStrip strip = strips[index];
        if (strip.parameter().role() != Parameter.Role.WEIGHT || !penalty.hasPenalty()) {
            return;
        }
        float[] w = parameters.values();
        double magnitudes = kernels.reduction().sumOfMagnitudes(w, strip.offset(), strip.count(), lanes);
        double halfSquares = 0.5 * kernels.reduction().sumOfSquares(w, strip.offset(), strip.count(), lanes);
        penalties[index] = penalty.l1() * magnitudes + penalty.l2() * halfSquares;
    }
}
