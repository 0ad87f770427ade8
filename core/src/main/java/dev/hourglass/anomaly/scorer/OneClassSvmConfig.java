package dev.hourglass.anomaly.scorer;

/**
 * Says how a {@link OneClassSvm} is fitted.
 *
 * @param nu at most this share of the training rows is left outside, and at least this share are support vectors; above
 *     0 and at most 1
 * @param gammaScale the width of the kernel, {@code gamma = gammaScale / (D var)}, where var is the variance of all
 *     training values; above 0
 * @param maxRows fitted on at most so many rows, drawn at random from more; in [2, 10,000]. Memory grows with its
 *     square, 32 MB at 2,000
 * @param seed of the draw
 */
public record OneClassSvmConfig(double nu, double gammaScale, int maxRows, long seed) {
    static final int LARGEST_MAX_ROWS = 10_000;

    public OneClassSvmConfig {
        if (!(nu > 0 && nu <= 1)) {
            throw new IllegalArgumentException("nu must be above 0 and at most 1, but was " + nu);
        }
        if (!(gammaScale > 0) || Double.isInfinite(gammaScale)) {
            throw new IllegalArgumentException("gammaScale must be a number above 0, but was " + gammaScale);
        }
        if (maxRows < 2 || maxRows > LARGEST_MAX_ROWS) {
            throw new IllegalArgumentException("maxRows must be in [2, " + LARGEST_MAX_ROWS + "], but was " + maxRows);
        }
    }

    /** Returns nu 0.1 on at most 2,000 rows with scikit-learn's {@code gamma="scale"}. */
    public static OneClassSvmConfig defaults(long seed) {
        return new OneClassSvmConfig(0.1, 1, 2000, seed);
    }
}
