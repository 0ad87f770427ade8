package dev.hourglass.nn;

import dev.hourglass.tensor.Shape;

/** Moves samples between rows [C, H, W] and blocks of 16 images; gradients go the other way. */
final class LayoutOperation implements Operation {
    private static final int BLOCK = 16;

    private final Slab input;
    private final Slab output;
    private int rows;

    /** Moves from {@code input} to {@code output}, one of them rows and the other images. */
    LayoutOperation(Slab input, Slab output) {
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
    public void forward(int from, int to, Worker worker) {
        if (output.isImage()) {
            pack(input, input.values(), output, output.values(), from, to);
        } else {
            unpack(input, input.values(), output, output.values(), from, to);
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        if (!input.hasGradients()) {
            return;
        }
        if (output.isImage()) {
            unpack(output, output.gradients(), input, input.gradients(), from, to);
        } else {
            pack(output, output.gradients(), input, input.gradients(), from, to);
        }
    }

    /** Rows beyond those of the step become 0: sums over a block take all of its 16 samples. */
    private void pack(Slab rowPlace, float[] source, Slab imagePlace, float[] target, int from, int to) {
        int features = rowPlace.columns();
        for (int first = from; first < to; first += BLOCK) {
            int count = Math.min(BLOCK, rows - first);
            for (int i = 0; i < features; i++) {
                int at = first * imagePlace.stride() + place(imagePlace, i);
                int row = first * rowPlace.stride() + i;
                for (int lane = 0; lane < count; lane++) {
                    target[at + lane] = source[row + lane * rowPlace.stride()];
                }
                for (int lane = Math.max(count, 0); lane < BLOCK; lane++) {
                    target[at + lane] = 0f;
                }
            }
        }
    }

    private static void unpack(Slab imagePlace, float[] source, Slab rowPlace, float[] target, int from, int to) {
        int features = rowPlace.columns();
        for (int first = from; first < to; first += BLOCK) {
            for (int i = 0; i < features; i++) {
                int at = first * imagePlace.stride() + place(imagePlace, i);
                int row = first * rowPlace.stride() + i;
                for (int lane = 0; lane < BLOCK; lane++) {
                    target[row + lane * rowPlace.stride()] = source[at + lane];
                }
            }
        }
    }

    /** Returns where value i of a sample [C, H, W] lies in its block. */
    private static int place(Slab slab, int i) {
        Shape shape = slab.shape();
        int plane = shape.dimension(1) * shape.dimension(2);
        int x = i % shape.dimension(2);
        int y = i % plane / shape.dimension(2);
        return Convolution.pixel(slab, y, x) + i / plane * BLOCK;
    }

    @Override
    public Slab output() {
        return output;
    }
}
