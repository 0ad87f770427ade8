package dev.hourglass.nn;

import dev.hourglass.model.Pool;
import dev.hourglass.tensor.kernel.ImageKernels;
import java.util.Arrays;

/** Pools each channel over windows; the largest value hands its gradient to the pixel it came from. */
final class PoolOperation implements Operation {
    private static final int BLOCK = 16;

    private final ImageKernels kernels;
    private final Pool pool;
    private final Slab input;
    private final Slab output;
    private final Slab winners;
    private Windows windows;

    PoolOperation(ImageKernels kernels, Pool pool, Slab input, Slab output) {
        this.kernels = kernels;
        this.pool = pool;
        this.input = input;
        this.output = output;
        this.winners = output.withOwnValues();
        this.windows = new Windows(pool, input, output);
    }

    @Override
    public void bind() {
        windows = new Windows(pool, input, output); // borders are known now
    }

    private int run() {
        return input.shape().dimension(0) * BLOCK;
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int row = from; row < to; row += BLOCK) {
            int in = row * input.stride();
            int out = row * output.stride();
            for (int i = 0; i < windows.outputs.length; i++) {
                int at = out + windows.outputs[i];
                int[] taps = windows.taps[i];
                if (pool.kind() == Pool.Kind.AVERAGE) {
                    average(taps, in, at);
                } else if (taps.length == 4) {
                    kernels.max4(
                            input.values(),
                            in,
                            taps[0],
                            taps[1],
                            taps[2],
                            taps[3],
                            output.values(),
                            winners.values(),
                            at,
                            run());
                } else {
                    largest(taps, in, at);
                }
            }
        }
    }

    private void average(int[] taps, int in, int at) {
        Arrays.fill(output.values(), at, at + run(), 0f);
        for (int tap : taps) {
            kernels.addScaled(input.values(), in + tap, 1f / taps.length, output.values(), at, run());
        }
    }

    private void largest(int[] taps, int in, int at) {
        System.arraycopy(input.values(), in + taps[0], output.values(), at, run());
        Arrays.fill(winners.values(), at, at + run(), 0f);
        for (int t = 1; t < taps.length; t++) {
            kernels.maxTap(input.values(), in + taps[t], t, output.values(), winners.values(), at, run());
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        if (!input.hasGradients()) {
            return;
        }
        for (int row = from; row < to; row += BLOCK) {
            int in = row * input.stride();
            int out = row * output.stride();
            if (pool.kind() == Pool.Kind.MAX && windows.areQuads) {
                handBackQuads(in, out);
            } else {
                Arrays.fill(input.gradients(), input.start(row), input.start(row + BLOCK), 0f);
                handBack(in, out);
            }
        }
    }

    private void handBackQuads(int in, int out) {
        for (int i = 0; i < windows.outputs.length; i++) {
            int[] taps = windows.taps[i];
            kernels.max4Gradient(
                    output.gradients(),
                    winners.values(),
                    out + windows.outputs[i],
                    input.gradients(),
                    in,
                    taps[0],
                    taps[1],
                    taps[2],
                    taps[3],
                    run());
        }
    }

    private void handBack(int in, int out) {
        for (int i = 0; i < windows.outputs.length; i++) {
            int[] taps = windows.taps[i];
            int at = out + windows.outputs[i];
            for (int t = 0; t < taps.length; t++) {
                if (pool.kind() == Pool.Kind.AVERAGE) {
                    kernels.addScaled(output.gradients(), at, 1f / taps.length, input.gradients(), in + taps[t], run());
                } else {
                    kernels.maxTapGradient(
                            output.gradients(), winners.values(), at, t, input.gradients(), in + taps[t], run());
                }
            }
        }
    }

    @Override
    public Slab output() {
        return output;
    }
}
