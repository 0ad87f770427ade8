package dev.hourglass.anomaly.threshold;

import java.util.Optional;

/**
 * Fits the tail of a sample of scores.
 *
 * <p>The likelihood of a generalised Pareto distribution has one unknown left once the shape is expressed by {@code b =
 * -shape / scale}; this takes its mean over a grid of b, weighted by likelihood. Unlike a search for the maximum it
 * always ends, and it is at least as exact from some tens of values on.
 *
 * <pre>{@code
 * shape(b) = mean log(1 - b x_i)
 * l(b)     = n (log(-b / shape(b)) - shape(b) - 1)
 * b_j      = 1 / x_max + (1 - sqrt(m / (j - 0.5))) / (3 x_quartile),  j = 1..m,  m = 20 + floor(sqrt n)
 * }</pre>
 *
 * Source: Zhang and Stephens 2009, "A new and efficient estimation method for the generalized Pareto distribution".
 * Stateless and safe for concurrent use.
 */
final class ParetoFit {
    /** Below that, the shape is hardly more than a guess (its standard error is about (1 + shape) / sqrt n). */
    static final int LEAST_VALUES = 20;

    /** Enough for a shape to two digits; more rows let the tail start higher, where it is more of a tail. */
    private static final int MOST_VALUES = 5000;

    private static final int LEAST_GRID = 20;

    private ParetoFit() {}

    /** Returns the share of scores that the tail takes: what is asked for, but of at most 5,000 of them. */
    static double share(int rows, double share) {
        return Math.min(share, (double) MOST_VALUES / rows);
    }

    /**
     * Fits what lies beyond the quantile of a share.
     *
     * @param ascending scores
     * @param share of them that are to be in the tail, as far as {@link #share} lets it; ties may leave fewer
     * @return the tail; nothing where fewer than {@value #LEAST_VALUES} scores are in it
     */
    static Optional<ParetoTail> tail(double[] ascending, double share) {
        double start = HeldOutScores.quantile(ascending, share(ascending.length, share));
        int from = HeldOutScores.countUpTo(ascending, start);
        double[] excesses = new double[ascending.length - from];
        for (int i = 0; i < excesses.length; i++) {
            excesses[i] = ascending[from + i] - start;
        }
        return fit(excesses, start, (double) excesses.length / ascending.length);
    }

    /**
     * Fits excesses over a start.
     *
     * @param excesses ascending, above 0
     * @param start where they start
     * @param share of all scores that they are
     */
    static Optional<ParetoTail> fit(double[] excesses, double start, double share) {
        int n = excesses.length;
        if (n < LEAST_VALUES) {
            return Optional.empty();
        }
        double largest = excesses[n - 1];
        // In units of the largest, so that neither tiny nor huge scores leave the range of numbers.
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = excesses[i] / largest;
        }
        double b = meanOfGrid(x);
        double shape = shape(x, b);
        double scale = b == 0 || shape == 0 ? mean(x) : -shape / b;
        if (!Double.isFinite(shape) || !(scale * largest > 0) || Double.isInfinite(scale * largest)) {
            return Optional.empty();
        }
        return Optional.of(new ParetoTail(start, scale * largest, shape, share));
    }

    private static double meanOfGrid(double[] x) {
        int n = x.length;
        int m = LEAST_GRID + (int) Math.sqrt(n);
        double quartile = x[Math.max(0, (int) (n / 4.0 + 0.5) - 1)];
        double[] grid = new double[m];
        double[] likelihoods = new double[m];
        double highest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < m; j++) {
            grid[j] = 1 / x[n - 1] + (1 - Math.sqrt(m / (j + 0.5))) / (3 * quartile);
            double shape = shape(x, grid[j]);
            // At b = 0 the ratio is that of the exponential, 1 / mean.
            double ratio = shape == 0 ? 1 / mean(x) : -grid[j] / shape;
            likelihoods[j] = n * (StrictMath.log(ratio) - shape - 1);
            highest = Math.max(highest, likelihoods[j]);
        }
        double sum = 0;
        double weighted = 0;
        for (int j = 0; j < m; j++) {
            double weight = StrictMath.exp(likelihoods[j] - highest);
            sum += weight;
            weighted += weight * grid[j];
        }
        return weighted / sum;
    }

    private static double mean(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value;
        }
        return sum / x.length;
    }

    private static double shape(double[] x, double b) {
        double sum = 0;
        for (double value : x) {
            sum += StrictMath.log1p(-b * value);
        }
        return sum / x.length;
    }
}
