package dev.hourglass.reproduce;

/**
 * States a published figure and the range in which a full run must land.
 *
 * @param metric what is measured, with its unit, for example {@code test BCE (nats per pixel)}
 * @param published the figure someone else obtained
 * @param least the least value that counts as reached
 * @param most the greatest value that counts as reached
 * @param isHigherBetter whether more is better
 */
public record Figure(String metric, double published, double least, double most, boolean isHigherBetter) {
    public Figure {
        if (!(least <= most)) {
            throw new IllegalArgumentException("least must be at most most, but were " + least + " and " + most);
        }
    }

    /** Returns a figure where lower is better and {@code most} is good enough. */
    static Figure atMost(String metric, double published, double most) {
        return new Figure(metric, published, Double.NEGATIVE_INFINITY, most, false);
    }

    /** Returns a figure to stand beside another one, of which nothing is demanded. */
    static Figure beside(String metric, double other, boolean isHigherBetter) {
        return new Figure(metric, other, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, isHigherBetter);
    }

    /** Returns a figure where lower is better and a baseline must be beaten. */
    static Figure below(String metric, double baseline) {
        return atMost(metric, baseline, Math.nextDown(baseline));
    }

    /** Returns a figure where higher is better and a baseline must be beaten. */
    static Figure above(String metric, double baseline) {
        return new Figure(metric, baseline, Math.nextUp(baseline), Double.POSITIVE_INFINITY, true);
    }

    /** Returns a figure where lower is better that is to be met on both sides: a better one would be a mistake too. */
    static Figure within(String metric, double published, double tolerance) {
        return new Figure(metric, published, published - tolerance, published + tolerance, false);
    }

    /** Returns whether a full run must land in a range; figures that only stand beside others need not. */
    public boolean isDemanded() {
        return least > Double.NEGATIVE_INFINITY || most < Double.POSITIVE_INFINITY;
    }

    /** Returns whether a value reaches the figure; NaN never does. */
    public boolean isReachedBy(double obtained) {
        return obtained >= least && obtained <= most;
    }
}
