package dev.hourglass.anomaly.threshold;

/**
 * Describes how fast a distribution falls off beyond a level, as a generalised Pareto distribution.
 *
 * <pre>{@code
 * P(X > x) = share (1 + shape (x - start) / scale)^(-1 / shape)        // x > start
 *          = share exp(-(x - start) / scale)                           // shape = 0
 * }</pre>
 *
 * Beyond a high level nearly every distribution looks so. Source: Pickands 1975, "Statistical inference using extreme
 * order statistics"; for thresholds Siffer et al. 2017, "Anomaly detection in streams with extreme value theory", eq.
 * 1.
 *
 * <p>Immutable and safe for concurrent use.
 *
 * @param start where the tail begins, finite
 * @param scale above 0
 * @param shape above 0 for heavy tails, below 0 for tails that end at {@code start - scale / shape}
 * @param share of the distribution that is in the tail, above 0 and at most 1
 */
public record ParetoTail(double start, double scale, double shape, double share) {
    /** Closer to 0 than this, the exponential is nearer than what rounding leaves of the power. */
    private static final double EXPONENTIAL = 1e-9;

    public ParetoTail {
        if (!Double.isFinite(start) || !Double.isFinite(shape)) {
            throw new IllegalArgumentException(
                    "start and shape of a tail must be finite, but were " + start + " and " + shape);
        }
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("scale of a tail must be a number above 0, but was " + scale);
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share of a tail must be above 0 and at most 1, but was " + share);
        }
    }

    /** Returns P(X > x) for x at or beyond the start. */
    public double exceedance(double x) {
        double far = Math.max(0, x - start) / scale;
        if (Math.abs(shape) < EXPONENTIAL) {
            return share * StrictMath.exp(-far);
        }
        double base = shape * far;
        return base <= -1 ? 0 : share * StrictMath.exp(-StrictMath.log1p(base) / shape);
    }

    /** Returns the x that P(X > x) is {@code rate} at; the start where {@code rate} is the share or more. */
    public double quantile(double rate) {
        double logShare = StrictMath.log(Math.min(1, rate / share));
        if (Math.abs(shape) < EXPONENTIAL) {
            return start - scale * logShare;
        }
        return start + scale * StrictMath.expm1(-shape * logShare) / shape;
    }
}
