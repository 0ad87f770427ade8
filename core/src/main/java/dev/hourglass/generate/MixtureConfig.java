package dev.hourglass.generate;

/**
 * Says how a mixture of normal distributions is fitted.
 *
 * @param components K, at least 1
 * @param shape what covariance matrices may be
 * @param regularization keeps components from shrinking onto single codes: every variance grows by about this share of
 *     the mean variance of the codes; above 0
 * @param tolerance the gain, in nats a code, below which fitting stops; at least 0
 * @param maxIterations the most rounds, at least 1
 */
public record MixtureConfig(
        int components, CovarianceShape shape, double regularization, double tolerance, int maxIterations) {
    /** Above this size of a code a full matrix costs more time and codes than it is worth. */
    private static final int MAX_FULL_SIZE = 64;

    /** What covariance matrices may be. */
    public enum CovarianceShape {
        /** Dimensions are independent within a component. */
        DIAGONAL,
        /** Any. */
        FULL
    }

    public MixtureConfig {
        if (components < 1) {
            throw new IllegalArgumentException("components must be at least 1, but were " + components);
        }
        if (!(regularization > 0) || Double.isInfinite(regularization) || !(tolerance >= 0) || maxIterations < 1) {
            throw new IllegalArgumentException("a mixture needs regularization > 0, tolerance >= 0 and maxIterations >="
                    + " 1, but had " + regularization + ", " + tolerance + " and " + maxIterations);
        }
    }

    /**
     * Returns the usual way: full matrices up to 64 values a code, diagonal ones beyond.
     *
     * @param components K, at least 1
     * @param latentSize L
     */
    public static MixtureConfig defaults(int components, int latentSize) {
        CovarianceShape shape = latentSize <= MAX_FULL_SIZE ? CovarianceShape.FULL : CovarianceShape.DIAGONAL;
        return new MixtureConfig(components, shape, 1e-4, 1e-4, 200);
    }

    /** Returns a copy with another shape of covariance matrices. */
    public MixtureConfig withShape(CovarianceShape changed) {
        return new MixtureConfig(components, changed, regularization, tolerance, maxIterations);
    }
}
