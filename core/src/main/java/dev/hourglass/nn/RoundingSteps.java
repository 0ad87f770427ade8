package dev.hourglass.nn;

import java.util.Arrays;

/** How far apart rounded numbers are, by channel and sample: one over a gain, or all alike. */
final class RoundingSteps {
    private final float[] steps;
    private final float[] slopes;

    /** Keeps arrays [rows / 16, C, 16], of which the steps are filled in before each step of training. */
    RoundingSteps(float[] steps, float[] slopes) {
        this.steps = steps;
        this.slopes = slopes;
    }

    /** Returns one step for so many channels and rows. */
    static RoundingSteps all(float step, int channels, int rows) {
        float[] steps = new float[channels * rows];
        Arrays.fill(steps, step);
        return new RoundingSteps(steps, new float[steps.length]);
    }

    /** Returns a number rounded at the step of a channel and a sample. */
    float round(int index, float number) {
        return DeadZone.round(number / steps[index]) * steps[index];
    }

    /** Returns half the step of a channel and a sample. */
    float half(int index) {
        return 0.5f * steps[index];
    }

    /** Forgets the slopes of a block of samples. */
    void clear(int from, int count) {
        Arrays.fill(slopes, from, from + count, 0f);
    }

    /** Adds to the slope of the loss with the logarithm of a step. */
    void addSlope(int index, float slope) {
        slopes[index] += slope;
    }
}
