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

    /**
     * Draws one plane [H, W] anew: each pixel's place goes back by the shift, then is turned and scaled about the
     * centre, then mirrored, and the source is read there. Distances are in pixels; outside the source all is 0.
     *
     * @param mirror -1 to mirror left to right, else 1
     * @param cos the cosine of the angle over the scale
     * @param sin the sine of the angle over the scale
     */
    static void move(
            float[] source,
            int from,
            float[] target,
            int to,
            int height,
            int width,
            double mirror,
            double cos,
            double sin,
            int across,
            int down) {
        double centerX = (width - 1) / 2.0;
        double centerY = (height - 1) / 2.0;
        for (int y = 0; y < height; y++) {
            double downwards = y - down - centerY;
            for (int x = 0; x < width; x++) {
                double rightwards = x - across - centerX;
                double oldX = centerX + mirror * (cos * rightwards + sin * downwards);
                double oldY = centerY + (cos * downwards - sin * rightwards);
                target[to + y * width + x] = sample(source, from, height, width, oldX, oldY);
            }
        }
    }

    /** Returns the value at a place between pixels: bilinear, 0 outside. */
    private static float sample(float[] source, int from, int height, int width, double x, double y) {
        double left = Math.floor(x);
        double top = Math.floor(y);
        if (!(left >= -1 && left < width && top >= -1 && top < height)) {
            return 0f;
        }
        int column = (int) left;
        int row = (int) top;
        float upper = between(source, from + row * width, column, row < 0 ? 0 : width, (float) (x - left));
        float lower =
                between(source, from + (row + 1) * width, column, row + 1 < height ? width : 0, (float) (x - left));
        return Math.fma((float) (y - top), lower - upper, upper);
    }

    /** Returns a value of one row between a column and the next; outside the first {@code width} columns all is 0. */
    private static float between(float[] source, int row, int column, int width, float share) {
        float a = column >= 0 && column < width ? source[row + column] : 0f;
        float b = column + 1 < width ? source[row + column + 1] : 0f;
        return Math.fma(share, b - a, a);
    }
}
