package dev.hourglass.compress.entropy;

import dev.hourglass.tensor.kernel.SpecialFunctions;

/** The standard normal distribution in strict float64 arithmetic, for tables. Stateless and safe for concurrent use. */
public final class NormalDistribution {
    private static final double DENSITY_AT_0 = 0.3989422804014327; // 1 / sqrt(2 pi)
    private static final double FAR = 8.5;
    private static final int NEWTON_STEPS = 8;

    private NormalDistribution() {}

    /**
     * Returns the share below x, within 1e-15.
     *
     * <pre>{@code
     * Phi(x) = 1/2 + phi(x) (x + x^3 / 3 + x^5 / (3 5) + x^7 / (3 5 7) + ...)
     * }</pre>
     *
     * Source: Marsaglia 2004, "Evaluating the normal distribution", Journal of Statistical Software 11(4).
     */
    public static double cumulative(double x) {
        if (Math.abs(x) > FAR) {
            return x < 0 ? 0 : 1;
        }
        double square = x * x;
        double sum = x;
        double term = x;
        for (int odd = 3; Math.abs(term) > 1e-18 * Math.abs(sum); odd += 2) {
            term = term * square / odd;
            sum += term;
        }
        return 0.5 + sum * density(x);
    }

    private static double density(double x) {
        return DENSITY_AT_0 * SpecialFunctions.exp(-0.5 * x * x);
    }

    /**
     * Returns the number that a share lies below, within 1e-9, by Newton's steps.
     *
     * @param share in [1e-6, 1 - 1e-6]
     * @param near a number close by to start from
     */
    public static double quantile(double share, double near) {
        double x = near;
        for (int i = 0; i < NEWTON_STEPS; i++) {
            double step = (cumulative(x) - share) / density(x);
            x -= Math.max(-0.5, Math.min(0.5, step));
        }
        return x;
    }
}
