package dev.hourglass.tensor.kernel;

import dev.hourglass.tensor.SeededRandom;

/**
 * Random numbers without a state, one element at a time: each is a function of a key and an index, so that an element
 * gets the same number whichever thread asks, in whatever order.
 *
 * <p>The bits are {@code SeededRandom.mix(key + index)}. Keys of different steps or purposes must themselves come from
 * a hash: with neighbouring keys the numbers would repeat, shifted.
 *
 * <p>The polynomials are minimax fits made for this class (Lawson's iteration on 6,001 Chebyshev nodes).
 */
public final class Noise {
    /** 2^-32: turns 32 bits into a share. */
    public static final float UNIT = 0x1p-32f;
    /** The least tail, half of what one bit is worth; its quantile is 6.34. */
    public static final float TAIL_MIN = 0x1p-33f;
    /** Up to this w the quantile's factor is a polynomial in w - {@link #NEAR_MIDDLE}, above it one in sqrt(w). */
    public static final float NEAR_MAX = 6f;
    /** Middle of the near range. */
    public static final float NEAR_MIDDLE = 3f;
    /** Middle of the far range of sqrt(w). */
    public static final float FAR_MIDDLE = 3.5f;

    /** Coefficients of the factor for w up to 6, in w - 3, from power 0 up; relative error 3.3e-7. */
    public static final float A0 = 2.2960355f;

    /** Coefficient of power 1. */
    public static final float A1 = 0.34171873f;
    /** Coefficient of power 2. */
    public static final float A2 = -0.008116879f;
    /** Coefficient of power 3. */
    public static final float A3 = -0.001185197f;
    /** Coefficient of power 4. */
    public static final float A4 = 0.0002771341f;
    /** Coefficient of power 5. */
    public static final float A5 = -1.6905871e-05f;
    /** Coefficient of power 6. */
    public static final float A6 = -2.7826507e-06f;
    /** Coefficient of power 7. */
    public static final float A7 = 4.7624386e-07f;

    /** Coefficients of the factor for w above 6, in sqrt(w) - 3.5, from power 0 up; relative error 1.8e-7. */
    public static final float B0 = 4.717088f;

    /** Coefficient of power 1. */
    public static final float B1 = 1.4246323f;
    /** Coefficient of power 2. */
    public static final float B2 = 0.004656333f;
    /** Coefficient of power 3. */
    public static final float B3 = -0.0028923487f;
    /** Coefficient of power 4. */
    public static final float B4 = 0.001441434f;
    /** Coefficient of power 5. */
    public static final float B5 = -0.001026892f;
    /** Coefficient of power 6. */
    public static final float B6 = 0.00078203366f;
    /** Coefficient of power 7. */
    public static final float B7 = -0.0002707347f;

    private Noise() {}

    /** Returns a uniform number in [0, 1), a multiple of 2^-24. */
    public static float uniform(long key, long index) {
        return (float) (SeededRandom.mix(key + index) >>> 40) * 0x1p-24f;
    }

    /** Returns a uniform number in [-1/2, 1/2] whose digits are finest at 0, for {@link #normal(float)}. */
    public static float signedTail(long key, long index) {
        return (float) (int) (SeededRandom.mix(key + index) >>> 32) * UNIT;
    }

    /** Returns a normal number of mean 0 and deviation 1, in [-6.4, 6.4]; of the bits that {@link #uniform} takes. */
    public static float normal(long key, long index) {
        return normal(signedTail(key, index));
    }

    /**
     * Returns the number that a standard normal one exceeds with probability {@code |tail|}, with the sign of
     * {@code tail}, within a relative error of 6e-7.
     *
     * <pre>{@code
     * p = max(|tail|, 2^-33), w = -log(4 p (1 - p)), z = (1 - 2 p) f(w)
     * }</pre>
     *
     * The form is Giles's: f is smooth, in w near the middle and in sqrt(w) in the tails. Source: Giles 2010,
     * "Approximating the erfinv function", GPU Computing Gems 2, chapter 10.
     *
     * @param tail in [-1/2, 1/2]
     */
    public static float normal(float tail) {
        float p = Math.max(Math.abs(tail), TAIL_MIN);
        float w = -FloatMath.ln(4f * p * (1f - p));
        float half = 0.5f - p; // exact near the middle, where 1 - p is not
        float size = (half + half) * (w < NEAR_MAX ? near(w - NEAR_MIDDLE) : far((float) Math.sqrt(w) - FAR_MIDDLE));
        return tail < 0f ? -size : size;
    }

    private static float near(float t) {
        float f = Math.fma(t, A7, A6);
        f = Math.fma(f, t, A5);
        f = Math.fma(f, t, A4);
        f = Math.fma(f, t, A3);
        f = Math.fma(f, t, A2);
        f = Math.fma(f, t, A1);
        return Math.fma(f, t, A0);
    }

    private static float far(float t) {
        float f = Math.fma(t, B7, B6);
        f = Math.fma(f, t, B5);
        f = Math.fma(f, t, B4);
        f = Math.fma(f, t, B3);
        f = Math.fma(f, t, B2);
        f = Math.fma(f, t, B1);
        return Math.fma(f, t, B0);
    }
}
