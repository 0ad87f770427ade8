package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.MatrixKernels;

/** Moves samples between rows [C, H, W] and blocks of 16 images; gradients go the other way. */
final class LayoutOperation implements Operation {
    private static final int BLOCK = 16;

    private final MatrixKernels kernels;
    private final Slab input;
    private final Slab output;
    private int rows;

    /** Moves from {@code input} to {@code output}, one of them rows and the other images. */
    LayoutOperation(MatrixKernels kernels, Slab input, Slab output) {
        this.kernels = kernels;
        this.input = input;
        this.output = output;
    }

    @Override
    public boolean isLayoutOnly() {
        return true;
    }

    @Override
    public void begin(long step, int count) {
        rows = count;
    }

    @Override
    public boolean isDivisible() {
        return true;
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        if (output.isImage()) {
            pack(input, input.values(), output, output.values(), from, to, worker);
        } else {
            unpack(input, input.values(), output, output.values(), from, to, worker);
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        if (!input.hasGradients()) {
            return;
        }
        if (output.isImage()) {
            unpack(output, output.gradients(), input, input.gradients(), from, to, worker);
        } else {
            pack(output, output.gradients(), input, input.gradients(), from, to, worker);
        }
    }

    /** Rows beyond those of the step become 0: sums over a block take all of its 16 samples. */
    private void pack(Slab rowPlace, float[] source, Slab imagePlace, float[] target, int from, int to, Worker worker) {
        int width = imagePlace.shape().dimension(2);
        int step = step(imagePlace);
        for (int first = from; first < to; first += BLOCK) {
            int count = Math.max(0, Math.min(BLOCK, rows - first));
            for (int line = worker.first(lines(imagePlace)); line < worker.end(lines(imagePlace)); line++) {
                int at = first * imagePlace.stride() + line(imagePlace, line);
                int row = rowPlace.start(first) + line * width;
                kernels.transpose(count & -8, width, source, row, rowPlace.stride(), target, at, step);
                for (int x = 0; x < width; x++) {
                    for (int lane = count & -8; lane < BLOCK; lane++) {
                        target[at + x * step + lane] = lane < count ? source[row + x + lane * rowPlace.stride()] : 0f;
                    }
                }
            }
        }
    }

    private void unpack(
            Slab imagePlace, float[] source, Slab rowPlace, float[] target, int from, int to, Worker worker) {
        int width = imagePlace.shape().dimension(2);
        int whole = width & -8;
        int step = step(imagePlace);
        for (int first = from; first < to; first += BLOCK) {
            for (int line = worker.first(lines(imagePlace)); line < worker.end(lines(imagePlace)); line++) {
                int at = first * imagePlace.stride() + line(imagePlace, line);
                int row = rowPlace.start(first) + line * width;
                kernels.transpose(whole, BLOCK, source, at, step, target, row, rowPlace.stride());
                for (int x = whole; x < width; x++) {
                    for (int lane = 0; lane < BLOCK; lane++) {
                        target[row + x + lane * rowPlace.stride()] = source[at + x * step + lane];
                    }
                }
            }
        }
    }

    /** Returns the distance of two pixels. */
    private static int step(Slab slab) {
        return slab.shape().dimension(0) * BLOCK;
    }

    /** Returns the number of rows of pixels of all channels. */
    private static int lines(Slab slab) {
        return slab.shape().dimension(0) * slab.shape().dimension(1);
    }

    /** Returns where a row of pixels of one channel begins in its block. */
    private static int line(Slab slab, int line) {
        int height = slab.shape().dimension(1);
        return Convolution.pixel(slab, line % height, 0) + line / height * BLOCK;
    }

    @Override
    public Slab output() {
        return output;
    }
}
