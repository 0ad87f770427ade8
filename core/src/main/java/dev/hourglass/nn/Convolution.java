package dev.hourglass.nn;

import dev.hourglass.model.Conv2d;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A convolution between a big place and a small one, as tables of offsets. {@link #project} goes from big to small,
 * {@link #spread} back by the transposed weights, {@link #correlate} sums the gradient of the weights. A convolution
 * projects forward and spreads backward; a transposed one spreads forward and projects backward.
 *
 * <p>Weights are stored [kernel, kernel, big channels, small channels]. Spreading with stride s falls into s x s phases
 * of big pixels, each with taps of its own; it reads a copy of the weights with the channels transposed and the taps
 * ordered by phase, that updates keep in step.
 */
final class Convolution implements WeightCopy {
    private static final int RUN = 16;

    private final Kernels kernels;
    private final Parameter weight;
    private final float[] weights;
    private final Slab big;
    private final Slab small;
    private final Conv2d spec;
    private final int bigChannels;
    private final int smallChannels;

    private final int spreadStride;
    private final float[] transposed;
    private final @Nullable PatchProduct product;
    private final Correlation correlation;
    private final @Nullable KernelRows kernelRows;
    private final @Nullable WinogradConvolution winograd;
    /** Where each tap lies in the transposed copy. */
    private final int[] positions;

    private int[] offsets = new int[0];
    private int[] bigPixels = new int[0];
    private int[] smallPixels = new int[0];
    private List<Phase> phases = List.of();

    /**
     * Big pixels that share their taps: every s-th of a row, of every s-th row.
     *
     * @param columns how many columns
     * @param position of the first tap in the transposed weights
     * @param offsets of taps from the small pixel of the phase's first row and column
     */
    @SuppressWarnings("ArrayRecordComponent") // a table, compared by nobody
    private record Phase(int columns, int position, int[] offsets) {}

    Convolution(Kernels kernels, Parameters parameters, Parameter weight, Slab big, Slab small, Conv2d spec) {
        this.kernels = kernels;
        this.weight = weight;
        this.weights = parameters.values();
        this.big = big;
        this.small = small;
        this.spec = spec;
        this.bigChannels = spec.inputs();
        this.smallChannels = spec.outputs();
        this.spreadStride = (bigChannels + 7) & -8;
        this.positions = new int[spec.kernel() * spec.kernel()];
        int rows = positions.length * bigChannels;
        this.product = PatchProduct.suits(rows, smallChannels)
                ? new PatchProduct(kernels, weight, spec.kernel(), rows, smallChannels)
                : null;
        this.correlation = new Correlation(kernels.image(), weight, big, small, spec);
        this.kernelRows = KernelRows.suits(spec)
                ? new KernelRows(
                        kernels.image(), parameters, weight, small.shape().dimension(2), spec)
                : null;
        this.winograd = WinogradConvolution.suits(spec, big.shape(), small.shape())
                ? new WinogradConvolution(kernels, parameters, weight, big, small)
                : null;
        this.transposed = new float[winograd == null ? positions.length * smallChannels * spreadStride : 0];
        orderTaps();
        refreshAll();
        requireBorders();
    }

    private int phaseOf(int tap, int padding) {
        return Math.floorMod(tap * spec.dilation() - padding, spec.stride());
    }

    private void orderTaps() {
        int next = 0;
        for (int y = 0; y < spec.stride(); y++) {
            for (int x = 0; x < spec.stride(); x++) {
                for (int tap = 0; tap < positions.length; tap++) {
                    if (belongs(tap, y, x)) {
                        positions[tap] = next++;
                    }
                }
            }
        }
    }

    private boolean belongs(int tap, int y, int x) {
        return phaseOf(tap / spec.kernel(), spec.padding().top()) == y
                && phaseOf(tap % spec.kernel(), spec.padding().left()) == x;
    }

    private void requireBorders() {
        int reach = (spec.kernel() - 1) * spec.dilation();
        for (int side = 0; side < 2; side++) {
            int before = side == 0 ? spec.padding().top() : spec.padding().left();
            int bigSize = big.shape().dimension(1 + side);
            int smallSize = small.shape().dimension(1 + side);
            big.requireBorder(Math.max(before, (smallSize - 1) * spec.stride() + reach - before - (bigSize - 1)));
            small.requireBorder(Math.max(
                    -Math.floorDiv(before - reach, spec.stride()),
                    (bigSize - 1 + before) / spec.stride() - (smallSize - 1)));
        }
    }

    /** Makes the tables, once both places have their memory. */
    void bind() {
        int kernel = spec.kernel();
        offsets = new int[kernel * kernel * bigChannels];
        for (int i = 0; i < offsets.length; i++) {
            int tap = i / bigChannels;
            int distance = tap / kernel * spec.dilation() * wide(big) + tap % kernel * spec.dilation();
            offsets[i] = (distance * bigChannels + i % bigChannels) * RUN;
        }
        smallPixels = new int[small.shape().dimension(1) * small.shape().dimension(2)];
        bigPixels = new int[smallPixels.length];
        int columns = small.shape().dimension(2);
        for (int i = 0; i < smallPixels.length; i++) {
            smallPixels[i] = pixel(small, i / columns, i % columns);
            bigPixels[i] = pixel(
                    big,
                    i / columns * spec.stride() - spec.padding().top(),
                    i % columns * spec.stride() - spec.padding().left());
        }
        List<Phase> made = new ArrayList<>();
        for (int y = 0; y < spec.stride(); y++) {
            for (int x = 0; x < spec.stride(); x++) {
                made.add(phase(y, x));
            }
        }
        phases = List.copyOf(made);
        correlation.bind(offsets, bigPixels, smallPixels);
        if (kernelRows != null) {
            kernelRows.bind(offsets);
        }
    }

    private Phase phase(int y, int x) {
        int[] taps = java.util.stream.IntStream.range(0, positions.length)
                .filter(tap -> belongs(tap, y, x))
                .toArray();
        int[] distances = new int[taps.length * smallChannels];
        for (int i = 0; i < distances.length; i++) {
            int tap = taps[i / smallChannels];
            int rows = (y + spec.padding().top() - tap / spec.kernel() * spec.dilation()) / spec.stride();
            int across = (x + spec.padding().left() - tap % spec.kernel() * spec.dilation()) / spec.stride();
            distances[i] = ((rows * wide(small) + across) * smallChannels + i % smallChannels) * RUN;
        }
        int columns = Math.max(0, (big.shape().dimension(2) - x + spec.stride() - 1) / spec.stride());
        return new Phase(columns, taps.length == 0 ? 0 : positions[taps[0]], distances);
    }

    /** Returns the distance of two rows of pixels, in pixels. */
    static int wide(Slab slab) {
        return slab.shape().dimension(2) + 2 * slab.border();
    }

    /** Returns where a pixel lies in a block; rows and columns count from inside the border. */
    static int pixel(Slab slab, int y, int x) {
        int pixel = (y + slab.border()) * wide(slab) + x + slab.border();
        return slab.start(0) + pixel * slab.shape().dimension(0) * RUN;
    }

    /** Computes small values from big ones, for the block that starts at row {@code from}. */
    void project(float[] in, float[] init, int initFrom, float[] out, int from, Worker worker) {
        if (winograd != null) {
            winograd.project(in, init, initFrom, out, from, worker);
            return;
        }
        int rows = small.shape().dimension(1);
        int first = worker.first(rows);
        for (int y = first; y < worker.end(rows); y++) {
            boolean isFirst = y == first;
            projectRow(y, isFirst, in, from * big.stride(), init, initFrom, out, from * small.stride(), worker.scratch);
        }
    }

    /**
     * Computes one row of small pixels; {@code inFrom} and {@code outFrom} are where the block starts. Rows come one
     * after the other, with the same scratch, from one that is called the first.
     */
    void projectRow(
            int y,
            boolean isFirst,
            float[] in,
            int inFrom,
            float[] init,
            int initFrom,
            float[] out,
            int outFrom,
            float[] scratch) {
        int to = outFrom + smallPixels[y * small.shape().dimension(2)];
        if (kernelRows == null) {
            projectChannels(y, 0, smallChannels, in, inFrom, init, initFrom, out, to, smallChannels * RUN);
            return;
        }
        int line = wide(big) * bigChannels * RUN;
        int last = y + spec.kernel() - 1;
        for (int row = isFirst ? y : last; row <= last; row++) {
            kernelRows.sum(row, in, inFrom + bigPixels[0] + row * line, scratch);
        }
        kernelRows.add(y, init, initFrom, out, to, scratch);
    }

    /** Computes some channels of one row of small pixels, to where one likes. */
    void projectChannels(
            int y,
            int channel,
            int channels,
            float[] in,
            int inFrom,
            float[] init,
            int initFrom,
            float[] out,
            int outFrom,
            int outStep) {
        int columns = small.shape().dimension(2);
        kernels.image()
                .gather(
                        columns,
                        channels,
                        offsets.length,
                        offsets,
                        in,
                        inFrom + bigPixels[y * columns],
                        spec.stride() * bigChannels * RUN,
                        weights,
                        weight.offset() + channel,
                        weight.stride(),
                        init,
                        initFrom + channel,
                        out,
                        outFrom,
                        outStep);
    }

    /** Computes big values from small ones by the transposed weights. */
    void spread(float[] in, float[] init, int initFrom, float[] out, int from, Worker worker) {
        if (winograd != null) {
            winograd.spread(in, init, initFrom, out, from, worker);
            return;
        }
        int rows = big.shape().dimension(1);
        for (int y = worker.first(rows); y < worker.end(rows); y++) {
            spreadRow(y, in, from * small.stride(), init, initFrom, out, from * big.stride());
        }
    }

    /** Computes one row of big pixels; {@code inFrom} and {@code outFrom} are where the block starts. */
    void spreadRow(int y, float[] in, int inFrom, float[] init, int initFrom, float[] out, int outFrom) {
        int row = y / spec.stride();
        for (int x = 0; x < spec.stride(); x++) {
            Phase phase = phases.get(y % spec.stride() * spec.stride() + x);
            kernels.image()
                    .gather(
                            phase.columns(),
                            bigChannels,
                            phase.offsets().length,
                            phase.offsets(),
                            in,
                            inFrom + pixel(small, row, 0),
                            smallChannels * RUN,
                            transposed,
                            phase.position() * smallChannels * spreadStride,
                            spreadStride,
                            init,
                            initFrom,
                            out,
                            outFrom + pixel(big, y, x),
                            spec.stride() * bigChannels * RUN);
        }
    }

    /** Returns where the taps of a small pixel are among the big values, [taps, big channels]. */
    int[] offsets() {
        return offsets;
    }

    /** Returns where the taps of each small pixel start in a block. */
    int[] bigPixels() {
        return bigPixels;
    }

    /** Returns what sums the gradient of few channels, for those who do it row by row. */
    Correlation correlation() {
        return correlation;
    }

    /** Returns the floats of scratch that a worker needs, in training or not. */
    int scratchSize(boolean isTraining) {
        if (winograd != null) {
            return winograd.scratchSize(isTraining);
        }
        int projecting = kernelRows == null ? 0 : kernelRows.scratchSize();
        int correlating = product == null ? correlation.scratchSize() : product.scratchSize();
        return isTraining ? Math.max(projecting, correlating) : projecting;
    }

    /** Sums the gradient of the weights over one block. */
    void correlate(float[] bigSide, float[] smallSide, int from, float[] g, int gFrom, Worker worker) {
        if (winograd != null) {
            winograd.correlate(bigSide, smallSide, from, g, gFrom, worker);
            return;
        }
        if (product != null) {
            product.sum(
                    bigSide,
                    bigPixels,
                    spec.stride() * bigChannels * RUN,
                    offsets,
                    smallSide,
                    smallPixels,
                    small.shape().dimension(2),
                    from * big.stride(),
                    from * small.stride(),
                    g,
                    gFrom,
                    worker);
            return;
        }
        correlation.sum(bigSide, from * big.stride(), smallSide, from * small.stride(), g, gFrom, worker);
    }

    @Override
    public Parameter parameter() {
        return weight;
    }

    @Override
    public boolean needsAllRows() {
        return winograd != null;
    }

    @Override
    public void finish(int part, int parts) {
        if (winograd != null) {
            winograd.refresh(part, parts);
        }
    }

    @Override
    public void refresh(int from, int to) {
        if (winograd != null) {
            return;
        }
        for (int row = from; row < Math.min(to, weight.rows()); row++) {
            int target = positions[row / bigChannels] * smallChannels * spreadStride + row % bigChannels;
            int source = weight.offset() + row * weight.stride();
            for (int c = 0; c < smallChannels; c++) {
                transposed[target + c * spreadStride] = weights[source + c];
            }
        }
        if (kernelRows != null) {
            kernelRows.refresh(from, to);
        }
    }

    @Override
    public long sizeBytes() {
        if (winograd != null) {
            return winograd.sizeBytes();
        }
        return 4L * transposed.length + (kernelRows == null ? 0 : kernelRows.sizeBytes());
    }
}
