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
    /** The first step in which something goes back. */
    private final long settling;

    private final Slab input;
    private final Slab output;
    private final PartGradients parts;
    private final int channels;
    /** [rows / 16, C, 16] */
    private final float[] factors;
    /** [rows / 16, C, 16]: sums over pixels of what is handed back times what was handed on. */
    private final float[] sums;
    /** [rows / 16, C, 16]: what charges for bits leave for the logarithms of the factors of the inverse. */
    private final float[] stepSlopes;

    private boolean isSettling;

    /** Multiplies; the output shares the gradients of {@code input}. */
    GainOperation(Gains gains, RowTradeoffs tradeoffs, Slab input, long settling, int factor) {
        this(gains, tradeoffs, false, input, settling, parts(gains, input, factor));
    }

    private GainOperation(
            Gains gains, RowTradeoffs tradeoffs, boolean isInverse, Slab input, long settling, PartGradients parts) {
        this.gains = gains;
        this.tradeoffs = tradeoffs;
        this.isInverse = isInverse;
        this.input = input;
        this.settling = settling;
        this.output = input.withOwnValues();
        this.parts = parts;
        this.channels = input.shape().dimension(0);
        int blocks = input.capacity() / BLOCK;
        this.factors = new float[blocks * channels * BLOCK];
        this.sums = new float[factors.length];
        this.stepSlopes = new float[factors.length];
    }

    private static PartGradients parts(Gains gains, Slab input, int factor) {
        int blocks = input.hasGradients() ? input.capacity() / BLOCK : 0;
        return PartGradients.of(gains.parameter(), blocks, BLOCK, factor);
    }

    /** Returns the steps that rounding comes to after this, the inverse. */
    RoundingSteps steps() {
        return new RoundingSteps(factors, stepSlopes);
    }

    /** Returns what divides again; it comes first backward, and this adds to the gradients that it leaves. */
    GainOperation inverse(Slab from) {
        return new GainOperation(gains, tradeoffs, true, from, settling, parts);
    }

    @Override
    public void begin(long step, int rows) {
        isSettling = step < settling;
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
            System.arraycopy(stepSlopes, factor, sums, factor, channels * BLOCK);
            for (int y = 0; y < ImageRows.count(input); y++) {
                int start = ImageRows.start(input, row, y);
                sum(start, factor);
                multiply(output.gradients(), output.gradients(), start, factor);
                if (isSettling) {
                    Arrays.fill(output.gradients(), start, start + ImageRows.length(input), 0f);
                }
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
        if (isInverse) {
            Arrays.fill(parts.parts(), part, part + parameter.storedSize(), 0f);
        }
        for (int c = 0; c < channels; c++) {
            for (int lane = 0; lane < BLOCK; lane++) {
                int at = part + tradeoffs.of(row + lane) * parameter.stride() + c;
                float sum = isSettling ? 0f : sums[row * channels + c * BLOCK + lane];
                parts.parts()[at] += isInverse ? -sum : sum;
            }
        }
    }

    @Override
    public List<PartGradients> partGradients() {
        return isInverse ? List.of() : List.of(parts);
    }

    @Override
    public Slab output() {
        return output;
    }
}
