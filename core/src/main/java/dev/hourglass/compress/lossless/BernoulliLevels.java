package dev.hourglass.compress.lossless;

import dev.hourglass.compress.entropy.RansStack;
import dev.hourglass.tensor.kernel.FloatMath;

/** Levels 0 and 1; the frequency of 1 is {@code floor(sigmoid(logit) (2^24 - 2)) + 1}, and 0 comes first. */
final class BernoulliLevels implements LevelCoder {
    private static final int ONE = 1 << PRECISION_BITS;

    private final int features;

    BernoulliLevels(int features) {
        this.features = features;
    }

    @Override
    public int levels() {
        return 2;
    }

    /** Returns where level 1 starts, which is the frequency of level 0. */
    private static int split(float logit) {
        return ONE - 1 - (int) ((double) FloatMath.sigmoid(logit) * (ONE - 2));
    }

    @Override
    public void push(RansStack stack, float[] outputs, int outputsFrom, int[] values, int valuesFrom) {
        for (int i = features - 1; i >= 0; i--) {
            int split = split(outputs[outputsFrom + i]);
            if (values[valuesFrom + i] == 0) {
                stack.push(0, 0, split, PRECISION_BITS);
            } else {
                stack.push(0, split, ONE - split, PRECISION_BITS);
            }
        }
    }

    @Override
    public void pop(RansStack stack, float[] outputs, int outputsFrom, int[] values, int valuesFrom) {
        for (int i = 0; i < features; i++) {
            int split = split(outputs[outputsFrom + i]);
            if (stack.slot(0, PRECISION_BITS) < split) {
                stack.pop(0, 0, split, PRECISION_BITS);
                values[valuesFrom + i] = 0;
            } else {
                stack.pop(0, split, ONE - split, PRECISION_BITS);
                values[valuesFrom + i] = 1;
            }
        }
    }
}
