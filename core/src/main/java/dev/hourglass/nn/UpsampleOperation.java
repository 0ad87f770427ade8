package dev.hourglass.nn;

import dev.hourglass.model.Upsample;
import dev.hourglass.tensor.kernel.ImageKernels;
import java.util.Arrays;

/**
 * Enlarges images: each output pixel is a weighted sum of up to four input pixels, and hands its gradient back by the
 * same weights.
 */
final class UpsampleOperation implements Operation {
    private static final int BLOCK = 16;

    private final ImageKernels kernels;
    private final Upsample config;
    private final Slab input;
    private final Slab output;
    private int[] outputs = new int[0];
    private int[][] taps = new int[0][];
    private float[][] shares = new float[0][];

    UpsampleOperation(ImageKernels kernels, Upsample config, Slab input, Slab output) {
        this.kernels = kernels;
        this.config = config;
        this.input = input;
        this.output = output;
    }

    @Override
    public void bind() {
        int columns = output.shape().dimension(2);
        int count = output.shape().dimension(1) * columns;
        outputs = new int[count];
        taps = new int[count][];
        shares = new float[count][];
        for (int i = 0; i < count; i++) {
            int y = i / columns;
            int x = i % columns;
            outputs[i] = Convolution.pixel(output, y, x);
            if (config.kind() == Upsample.Kind.NEAREST) {
                taps[i] = new int[] {Convolution.pixel(input, y / config.factor(), x / config.factor())};
                shares[i] = new float[] {1f};
            } else {
                bindBilinear(i, y, x);
            }
        }
    }

    /** Source pixels lie half a pixel inside: {@code (y + 0.5) / factor - 0.5}, as with aligned corners off. */
    private void bindBilinear(int i, int y, int x) {
        double sourceY = Math.max(0, (y + 0.5) / config.factor() - 0.5);
        double sourceX = Math.max(0, (x + 0.5) / config.factor() - 0.5);
        int top = (int) sourceY;
        int left = (int) sourceX;
        int bottom = Math.min(top + 1, input.shape().dimension(1) - 1);
        int right = Math.min(left + 1, input.shape().dimension(2) - 1);
        double down = sourceY - top;
        double across = sourceX - left;
        taps[i] = new int[] {
            Convolution.pixel(input, top, left),
            Convolution.pixel(input, top, right),
            Convolution.pixel(input, bottom, left),
            Convolution.pixel(input, bottom, right)
        };
        shares[i] = new float[] {
            (float) ((1 - down) * (1 - across)),
            (float) ((1 - down) * across),
            (float) (down * (1 - across)),
            (float) (down * across)
        };
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        int run = input.shape().dimension(0) * BLOCK;
        for (int row = from; row < to; row += BLOCK) {
            for (int i = 0; i < outputs.length; i++) {
                int at = row * output.stride() + outputs[i];
                Arrays.fill(output.values(), at, at + run, 0f);
                for (int t = 0; t < taps[i].length; t++) {
                    int source = row * input.stride() + taps[i][t];
                    kernels.addScaled(input.values(), source, shares[i][t], output.values(), at, run);
                }
            }
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        if (!input.hasGradients()) {
            return;
        }
        int run = input.shape().dimension(0) * BLOCK;
        for (int row = from; row < to; row += BLOCK) {
            int in = row * input.stride();
            Arrays.fill(input.gradients(), input.start(row), input.start(row + BLOCK), 0f);
            for (int i = 0; i < outputs.length; i++) {
                int at = row * output.stride() + outputs[i];
                for (int t = 0; t < taps[i].length; t++) {
                    kernels.addScaled(output.gradients(), at, shares[i][t], input.gradients(), in + taps[i][t], run);
                }
            }
        }
    }

    @Override
    public Slab output() {
        return output;
    }
}
