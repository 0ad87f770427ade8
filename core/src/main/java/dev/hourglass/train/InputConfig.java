package dev.hourglass.train;

import dev.hourglass.nn.RowTransform;
import dev.hourglass.tensor.SeededRandom;

/**
 * Says what happens to samples on their way into a step, anew in every epoch.
 *
 * @param drawsPixels whether each value x in [0, 1] becomes 1 with probability x, else 0
 */
public record InputConfig(boolean drawsPixels) {
    /** Samples as they are. */
    public static final InputConfig NONE = new InputConfig(false);

    /** Returns what a plan does with a sample. */
    RowTransform transform() {
        return drawsPixels ? InputConfig::draw : RowTransform.NONE;
    }

    private static void draw(float[] source, int from, float[] target, int to, int count, long key) {
        for (int i = 0; i < count; i++) {
            float uniform = (SeededRandom.mix(key + i) >>> 40) * 0x1p-24f;
            target[to + i] = uniform < source[from + i] ? 1f : 0f;
        }
    }
}
