package dev.hourglass.nn;

import dev.hourglass.tensor.kernel.FloatMath;
import java.util.Arrays;
import java.util.List;

/** Multiplies channels by the {@link Gains} of each row's tradeoff, or divides them again. */
final class GainOperation implements Operation {
    private static final int BLOCK = 16;

    private final Gains gains;
    private final RowTradeoffs tradeoffs;
    private final boolean isInverse;
    private final Slab input;
    private final Slab output;
    private final PartGradients parts;
    private final int channels;
    /** [rows / 16, C, 16] */
    private final float[] factors;
    /** [rows / 16, C, 16]: sums over pixels of what is handed back times what was handed on. */
    private final float[] sums;

    /** The output shares the gradients of {@code input}. */
    GainOperation(Gains gains, RowTradeoffs tradeoffs, boolean isInverse, Slab input, int factor) {
        this.gains = gains;
        this.tradeoffs = tradeoffs;
        this.isInverse = isInverse;
        this.input = input;
        this.output = input.withOwnValues();
        this.channels = input.shape().dimension(0);
        int blocks = input.capacity() / BLOCK;
        this.parts = PartGradients.of(gains.parameter(), input.hasGradients() ? blocks : 0, BLOCK, factor);
        this.factors = new float[blocks * channels * BLOCK];
        this.sums = new float[factors.length];
    }

    @Override
    public void begin(long step, int rows) {
        if (!isInverse) { // the first of the two, and of all that ask for tradeoffs
            tradeoffs.begin(step, rows);
        }
        for (int i = 0; i < factors.length; i++) {
            int row = i / (channels * BLOCK) * BLOCK + i % BLOCK;
            float logarithm = gains.logarithm(tradeoffs.of(row), i / BLOCK % channels);
            factors[i] = FloatMath.exp(isInverse ? -logarithm : logarithm);
        }
    }

    @Override
    public void forward(int from, int to, Worker worker) {
        for (int row = from; row < to; row += BLOCK) {
            for (int y = 0; y < ImageRows.count(input); y++) {
                multiply(input.values(), output.values(), ImageRows.start(input, row, y), row * channels);
            }
        }
    }

    private void multiply(float[] source, float[] target, int start, int factor) {
        int run = channels * BLOCK;
        for (int at = start; at < start + ImageRows.length(input); at += run) {
            for (int i = 0; i < run; i++) {
                target[at + i] = source[at + i] * factors[factor + i];
            }
        }
    }

    @Override
    public void backward(int from, int to, Worker worker) {
        for (int row = from; row < to; row += BLOCK) {
            int factor = row * channels;
            Arrays.fill(sums, factor, factor + channels * BLOCK, 0f);
            for (int y = 0; y < ImageRows.count(input); y++) {
                int start = ImageRows.start(input, row, y);
                sum(start, factor);
                multiply(output.gradients(), output.gradients(), start, factor);
            }
            store(row);
        }
    }

    private void sum(int start, int factor) {
        float[] slope = output.gradients();
        float[] out = output.values();
        int run = channels * BLOCK;
        for (int at = start; at < start + ImageRows.length(input); at += run) {
            for (int i = 0; i < run; i++) {
                sums[factor + i] = Math.fma(slope[at + i], out[at + i], sums[factor + i]);
            }
        }
    }

    /** The logarithm of an inverse falls where that of the gain rises. */
    private void store(int row) {
        Parameter parameter = gains.parameter();
        int part = row / BLOCK * parameter.storedSize();
        Arrays.fill(parts.parts(), part, part + parameter.storedSize(), 0f);
        for (int c = 0; c < channels; c++) {
            for (int lane = 0; lane < BLOCK; lane++) {
                int at = part + tradeoffs.of(row + lane) * parameter.stride() + c;
                float sum = sums[row * channels + c * BLOCK + lane];
                parts.parts()[at] += isInverse ? -sum : sum;
            }
        }
    }

    @Override
    public List<PartGradients> partGradients() {
        return List.of(parts);
    }

    @Override
    public Slab output() {
        return output;
    }
}
