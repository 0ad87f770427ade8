package dev.hourglass.tensor.kernel;

/**
 * Functions of a float64 with a fixed order of operations: the same bits on every machine. Errors are measured in
 * {@code SpecialFunctionsTest}.
 *
 * <p>The gamma functions take Stirling's series from 8 on, and reach it by the recurrences {@code Gamma(x + 1) = x
 * Gamma(x)} and {@code psi(x + 1) = psi(x) + 1 / x}. Source: Abramowitz and Stegun 1964, 6.1.15, 6.1.41, 6.3.5 and
 * 6.3.18.
 */
public final class SpecialFunctions {
    /** Where the series for the gamma functions starts, and how many steps of the recurrence lead there. */
    public static final int SERIES_START = 8;

    private static final double LOG2_E = 1.4426950408889634;
    /** ln 2 with its last 21 bits cut off, so that its products with exponents are exact. */
    private static final double LN2_HIGH = 0x1.62e42feep-1;

    private static final double LN2_LOW = 1.9082149292705877e-10;
    private static final double HALF_LOG_2_PI = 0.9189385332046728;
    /** 1.5 * 2^52: adding it rounds to an integer. */
    private static final double ROUNDER = 0x1.8p52;

    private static final long HALF_ROOT_BITS = 0x3FE6A09E667F3BCDL;
    private static final double EXP_MAX = 700;

    /**
     * Coefficients of {@code (log((1 + s) / (1 - s)) - 2 s) / s^3} in s^2, from power 0 up: interpolated at seven
     * Chebyshev nodes for mantissas from sqrt(1/2) to sqrt(2); relative error of the logarithm 4.7e-18.
     */
    private static final double L0 = 0.666666666666667;

    private static final double L1 = 0.39999999999899505;
    private static final double L2 = 0.28571428625975487;
    private static final double L3 = 0.2222221113479508;
    private static final double L4 = 0.18182889125261723;
    private static final double L5 = 0.15331721600556042;
    private static final double L6 = 0.14616449685043406;

    private SpecialFunctions() {}

    /** Returns e^x within a relative error of 4e-16, for x clamped to [-700, 700]. */
    public static double exp(double x) {
        double c = Math.min(Math.max(x, -EXP_MAX), EXP_MAX);
        double n = Math.fma(c, LOG2_E, ROUNDER) - ROUNDER;
        double r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, c));
        double p = 1.0 / 6227020800.0; // 1 / 13!, and so on up to 1 / 0!
        p = Math.fma(p, r, 1.0 / 479001600);
        p = Math.fma(p, r, 1.0 / 39916800);
        p = Math.fma(p, r, 1.0 / 3628800);
        p = Math.fma(p, r, 1.0 / 362880);
        p = Math.fma(p, r, 1.0 / 40320);
        p = Math.fma(p, r, 1.0 / 5040);
        p = Math.fma(p, r, 1.0 / 720);
        p = Math.fma(p, r, 1.0 / 120);
        p = Math.fma(p, r, 1.0 / 24);
        p = Math.fma(p, r, 1.0 / 6);
        p = Math.fma(p, r, 0.5);
        p = Math.fma(p, r, 1);
        p = Math.fma(p, r, 1);
        return p * Double.longBitsToDouble(((long) n + 1023) << 52);
    }

    /** Returns the natural logarithm within 1 ulp, for any positive normal double. */
    public static double log(double x) {
        long bits = Double.doubleToRawLongBits(x);
        long exponent = (bits - HALF_ROOT_BITS) >> 52;
        double f = Double.longBitsToDouble(bits - (exponent << 52)) - 1;
        double s = f / (f + 2);
        double z = s * s;
        double p = L6;
        p = Math.fma(p, z, L5);
        p = Math.fma(p, z, L4);
        p = Math.fma(p, z, L3);
        p = Math.fma(p, z, L2);
        p = Math.fma(p, z, L1);
        p = Math.fma(p, z, L0);
        double n = exponent;
        double half = 0.5 * f * f; // 2 s = f - s f, and s f = f^2 / 2 - s f^2 / 2: f keeps its digits
        double rest = Math.fma(s, Math.fma(p, z, half), n * LN2_LOW);
        return Math.fma(n, LN2_HIGH, f - (half - rest));
    }

    /** Returns log(Gamma(x)) within 2e-14 times the larger of 1 and its size, for x in [1e-30, 1e30]. */
    public static double logGamma(double x) {
        double shifted = x + SERIES_START;
        return logGammaSeries(shifted, log(shifted)) - log(rising(x));
    }

    /** Returns psi(x), the slope of {@link #logGamma}, within 2e-14 times the larger of 1 and its size; same range. */
    public static double digamma(double x) {
        double shifted = x + SERIES_START;
        return digammaSeries(shifted, log(shifted)) - risingSlope(x);
    }

    /** Returns log(Gamma(x)) for x of at least 8, given log(x). */
    private static double logGammaSeries(double x, double logX) {
        double r = 1 / x;
        double z = r * r;
        double p = 1.0 / 156;
        p = Math.fma(p, z, -691.0 / 360360);
        p = Math.fma(p, z, 1.0 / 1188);
        p = Math.fma(p, z, -1.0 / 1680);
        p = Math.fma(p, z, 1.0 / 1260);
        p = Math.fma(p, z, -1.0 / 360);
        p = Math.fma(p, z, 1.0 / 12);
        return Math.fma(x - 0.5, logX, Math.fma(p, r, HALF_LOG_2_PI - x));
    }

    /** Returns psi(x) for x of at least 8, given log(x). */
    private static double digammaSeries(double x, double logX) {
        double r = 1 / x;
        double z = r * r;
        double p = 1.0 / 12;
        p = Math.fma(p, z, -691.0 / 32760);
        p = Math.fma(p, z, 1.0 / 132);
        p = Math.fma(p, z, -1.0 / 240);
        p = Math.fma(p, z, 1.0 / 252);
        p = Math.fma(p, z, -1.0 / 120);
        p = Math.fma(p, z, 1.0 / 12);
        return logX - Math.fma(p, z, 0.5 * r);
    }

    /**
     * Returns {@code log(x (x + 1) ... (x + n - 1)) = log(Gamma(x + n) / Gamma(x))} within 1e-13 times the larger of 1
     * and its size.
     *
     * @param x in [1e-30, 1e30]
     * @param n the number of factors, at least 0
     */
    public static double logRising(double x, int n) {
        return seriesRising(x, n) + log(leading(x, n));
    }

    /**
     * Returns what {@link #logRising} leaves of its result when its first eight factors, {@link #leading}, are gone.
     */
    static double seriesRising(double x, int n) {
        if (n < SERIES_START) {
            return 0;
        }
        double start = x + SERIES_START;
        double end = x + n;
        return logGammaSeries(end, log(end)) - logGammaSeries(start, log(start));
    }

    /** Returns the product of the first factors of {@link #logRising}, at most eight; 1 where n is 0. */
    static double leading(double x, int n) {
        if (n >= SERIES_START) {
            return rising(x);
        }
        double product = 1;
        for (int j = 0; j < n; j++) {
            product *= x + j;
        }
        return product;
    }

    /**
     * Returns {@code 1 / x + 1 / (x + 1) + ... + 1 / (x + n - 1)}, the slope of {@link #logRising} in x, within 1e-13
     * times the larger of 1 and its size; same ranges.
     */
    public static double risingSlope(double x, int n) {
        if (n < SERIES_START) {
            return shortSlope(x, n);
        }
        double start = x + SERIES_START;
        double end = x + n;
        return digammaSeries(end, log(end)) - digammaSeries(start, log(start)) + risingSlope(x);
    }

    private static double shortSlope(double x, int n) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            sum += 1 / (x + j);
        }
        return sum;
    }

    /** Returns {@code x (x + 1) ... (x + 7) = Gamma(x + 8) / Gamma(x)}. */
    private static double rising(double x) {
        double ab = x * (x + 1);
        double cd = (x + 2) * (x + 3);
        double ef = (x + 4) * (x + 5);
        double gh = (x + 6) * (x + 7);
        return (ab * cd) * (ef * gh);
    }

    /** Returns {@code 1 / x + 1 / (x + 1) + ... + 1 / (x + 7)} with one division: 1 / a + 1 / b = (a + b) / (a b). */
    private static double risingSlope(double x) {
        double ab = x * (x + 1);
        double cd = (x + 2) * (x + 3);
        double ef = (x + 4) * (x + 5);
        double gh = (x + 6) * (x + 7);
        double abcd = (x + x + 1) * cd + (x + x + 5) * ab;
        double efgh = (x + x + 9) * gh + (x + x + 13) * ef;
        return (abcd * (ef * gh) + efgh * (ab * cd)) / ((ab * cd) * (ef * gh));
    }
}
