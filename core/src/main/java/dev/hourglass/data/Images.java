package dev.hourglass.data;

import dev.hourglass.tensor.Shape;

/** What images of shape [C, H, W] have in common, for those that change them. */
final class Images {
    private Images() {}

    static void check(String what, Shape sampleShape) {
        if (sampleShape.rank() != 3) {
            throw new IllegalArgumentException(
                    what + " needs images of shape [C, H, W], but samples have shape " + sampleShape);
        }
    }

    /**
     * Blurs one line in place, by steps of weights {@code [w, 1 - 2 w, w]} whose variances 2 w add up to sigma^2; as
     * many as possible have w = 1/4. Their chain nears a normal curve as binomial numbers do, takes no exponentials and
     * no memory. Beyond its ends a line goes on with its last value.
     */
    static void blurLine(float[] values, int from, int count, int step, double sigma) {
        double variance = sigma * sigma;
        while (variance > 0) {
            float w = (float) Math.min(0.25, 0.5 * variance);
            float before = values[from];
            for (int i = 0; i < count; i++) {
                int at = from + i * step;
                float here = values[at];
                float after = i + 1 < count ? values[at + step] : here;
                values[at] = Math.fma(w, (before - here) + (after - here), here);
                before = here;
            }
            variance -= 0.5;
        }
    }
}
