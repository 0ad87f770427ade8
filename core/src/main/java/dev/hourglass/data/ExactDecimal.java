package dev.hourglass.data;

/**
 * Decimal numbers that float64 arithmetic rounds correctly: of at most 15 digits and a power of ten up to 22, either
 * way, both of which are exact, so that a single multiplication or division rounds. Source: Clinger 1990, "How to read
 * floating point numbers accurately", section 3.
 */
public final class ExactDecimal {
    /** The most digits. */
    public static final int MAX_DIGITS = 15;

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private ExactDecimal() {}

    /** Returns whether {@link #of} rounds a number of so many digits correctly. */
    public static boolean suits(int digits, int power) {
        return digits <= MAX_DIGITS && Math.abs(power) < POWERS_OF_TEN.length;
    }

    /** Returns the float64 nearest to {@code significand 10^power}, which must suit. */
    public static double of(long significand, int power) {
        return power < 0 ? significand / POWERS_OF_TEN[-power] : significand * POWERS_OF_TEN[power];
    }
}
