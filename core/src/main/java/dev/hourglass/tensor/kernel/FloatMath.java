package dev.hourglass.tensor.kernel;

/**
 * Elementary functions with a fixed order of operations, one element at a time; the vector kernels repeat them
 * operation by operation. Errors are measured against {@link StrictMath} in {@code FloatMathTest}.
 *
 * <p>The polynomials are minimax fits made for this class (Lawson's iteration on 4,001 Chebyshev nodes).
 */
public final class FloatMath {
    /** Arguments of {@link #exp} below this count as this; the result is near the smallest normal float. */
    public static final float EXP_MIN = -87f;
    /** Arguments of {@link #exp} above this count as this; the result is 1.65e38. */
    public static final float EXP_MAX = 88f;

    /** 1 / ln 2. */
    public static final float LOG2_E = 1.442695f;
    /** ln 2, rounded to float. */
    public static final float LN2_HIGH = 0.6931472f;
    /** ln 2 minus {@link #LN2_HIGH}. */
    public static final float LN2_LOW = -1.9046542e-9f;
    /** 1.5 * 2^23: adding it rounds to an integer and leaves that integer in the low bits. */
    public static final float ROUNDER = 12582912f;

    /** Coefficients of exp on [-ln 2 / 2, ln 2 / 2], from r^2 up; relative error 1.9e-9 before rounding. */
    public static final float E2 = 0.4999999f;

    /** Coefficient of r^3. */
    public static final float E3 = 0.1666642f;
    /** Coefficient of r^4. */
    public static final float E4 = 0.041668225f;
    /** Coefficient of r^5. */
    public static final float E5 = 0.008374824f;
    /** Coefficient of r^6. */
    public static final float E6 = 0.0013836832f;

    /** Coefficients of log(1 + e) / e on [0, 1], from e^0 up; relative error 4.7e-9 before rounding. */
    public static final float L0 = 1f;

    /** Coefficient of e^1. */
    public static final float L1 = -0.49999902f;
    /** Coefficient of e^2. */
    public static final float L2 = 0.33329964f;
    /** Coefficient of e^3. */
    public static final float L3 = -0.24954133f;
    /** Coefficient of e^4. */
    public static final float L4 = 0.19675934f;
    /** Coefficient of e^5. */
    public static final float L5 = -0.15305574f;
    /** Coefficient of e^6. */
    public static final float L6 = 0.10603623f;
    /** Coefficient of e^7. */
    public static final float L7 = -0.056959208f;
    /** Coefficient of e^8. */
    public static final float L8 = 0.019851282f;
    /** Coefficient of e^9. */
    public static final float L9 = -0.0032439842f;

    /** The bits of sqrt(1/2): {@link #ln} takes mantissas from there to sqrt(2), where 1 lies inside. */
    public static final int HALF_ROOT_BITS = 0x3F3504F3;

    /**
     * Coefficients of (log(1 + f) - f) / f^2 for those mantissas, from f^0 up; relative error of the logarithm 4.1e-9.
     */
    public static final float N0 = -0.49999988f;

    /** Coefficient of f^1. */
    public static final float N1 = 0.33333325f;
    /** Coefficient of f^2. */
    public static final float N2 = -0.25001583f;
    /** Coefficient of f^3. */
    public static final float N3 = 0.20001975f;
    /** Coefficient of f^4. */
    public static final float N4 = -0.16609082f;
    /** Coefficient of f^5. */
    public static final float N5 = 0.14181814f;
    /** Coefficient of f^6. */
    public static final float N6 = -0.13242985f;
    /** Coefficient of f^7. */
    public static final float N7 = 0.12904494f;
    /** Coefficient of f^8. */
    public static final float N8 = -0.07621856f;

    /** Below this {@link #oneMinusExp} is a polynomial, above it a difference. */
    public static final float ONE_MINUS_EXP_SMALL = 0.5f;

    /** Coefficients of (1 - e^-d) / d on [0, 0.5], from d^1 up (d^0 is 1); relative error 1.4e-9 before rounding. */
    public static final float M1 = -0.49999982f;

    /** Coefficient of d^2. */
    public static final float M2 = 0.16666225f;
    /** Coefficient of d^3. */
    public static final float M3 = -0.041629087f;
    /** Coefficient of d^4. */
    public static final float M4 = 0.008187385f;
    /** Coefficient of d^5. */
    public static final float M5 = -0.0011216344f;

    /** Below this magnitude tanh is a polynomial, above it comes from exp. */
    public static final float TANH_SMALL = 0.625f;
    /** Coefficients of (tanh(x) / x - 1) / x^2 in x^2, from s^0 up; relative error 4.4e-9 before rounding. */
    public static final float T0 = -0.3333328f;

    /** Coefficient of s^1. */
    public static final float T1 = 0.13331442f;
    /** Coefficient of s^2. */
    public static final float T2 = -0.05373971f;
    /** Coefficient of s^3. */
    public static final float T3 = 0.020639075f;
    /** Coefficient of s^4. */
    public static final float T4 = -0.0057049743f;

    /** sqrt(8 / pi), the scale inside GELU's sigmoid. */
    public static final float GELU_SCALE = 1.5957692f;
    /** The cubic coefficient of GELU, https://arxiv.org/abs/1606.08415. */
    public static final float GELU_CUBIC = 0.044715f;
    /** Slope of leaky ReLU below 0. */
    public static final float LEAK = 0.01f;

    private FloatMath() {}

    /** Returns e^x within 1 ulp, for x clamped to [-87, 88]; NaN for the NaN that arithmetic makes. */
    public static float exp(float x) {
        float c = Math.min(Math.max(x, EXP_MIN), EXP_MAX);
        float m = Math.fma(c, LOG2_E, ROUNDER);
        float n = m - ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, c));
        float p = Math.fma(r, E6, E5);
        p = Math.fma(p, r, E4);
        p = Math.fma(p, r, E3);
        p = Math.fma(p, r, E2);
        p = Math.fma(p, r, 1f);
        p = Math.fma(p, r, 1f);
        return Float.intBitsToFloat(Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(m) << 23));
    }

    /** Returns log(1 + e) within 2 ulp, for e in [0, 1]. */
    public static float log1p(float e) {
        float p = Math.fma(e, L9, L8);
        p = Math.fma(p, e, L7);
        p = Math.fma(p, e, L6);
        p = Math.fma(p, e, L5);
        p = Math.fma(p, e, L4);
        p = Math.fma(p, e, L3);
        p = Math.fma(p, e, L2);
        p = Math.fma(p, e, L1);
        p = Math.fma(p, e, L0);
        return p * e;
    }

    /** Returns the natural logarithm within 2 ulp, for a normal float of at least 1. */
    public static float log(float x) {
        int bits = Float.floatToRawIntBits(x);
        float exponent = (bits >>> 23) - 127;
        float mantissa = Float.intBitsToFloat((bits & 0x007F_FFFF) | 0x3F80_0000);
        float fraction = Math.fma(exponent, LN2_LOW, log1p(mantissa - 1f));
        return Math.fma(exponent, LN2_HIGH, fraction);
    }

    /**
     * Returns the natural logarithm within 1 ulp, for any positive normal float: unlike {@link #log} it keeps its
     * digits just below 1, at the price of one more step.
     */
    public static float ln(float x) {
        int bits = Float.floatToRawIntBits(x);
        int exponent = (bits - HALF_ROOT_BITS) >> 23;
        float n = Float.intBitsToFloat(exponent + Float.floatToRawIntBits(ROUNDER)) - ROUNDER;
        float f = Float.intBitsToFloat(bits - (exponent << 23)) - 1f;
        float p = Math.fma(f, N8, N7);
        p = Math.fma(p, f, N6);
        p = Math.fma(p, f, N5);
        p = Math.fma(p, f, N4);
        p = Math.fma(p, f, N3);
        p = Math.fma(p, f, N2);
        p = Math.fma(p, f, N1);
        p = Math.fma(p, f, N0);
        float fraction = Math.fma(p * f, f, Math.fma(n, LN2_LOW, f));
        return Math.fma(n, LN2_HIGH, fraction);
    }

    /**
     * Returns 1 - e^-d within 1.4 ulp, for d of at least 0.
     *
     * @param d the exponent, negated
     * @param exp e^-d, which callers have at hand
     */
    public static float oneMinusExp(float d, float exp) {
        float p = Math.fma(d, M5, M4);
        p = Math.fma(p, d, M3);
        p = Math.fma(p, d, M2);
        p = Math.fma(p, d, M1);
        p = Math.fma(p, d, 1f);
        return d < ONE_MINUS_EXP_SMALL ? p * d : 1f - exp;
    }

    /** Returns 1 / (1 + e^-x) within 9e-8, and within 2.4 ulp for |x| up to 86; never less than 6e-39. */
    public static float sigmoid(float x) {
        return 1f / (exp(-x) + 1f);
    }

    /** Returns the hyperbolic tangent within 1.4 ulp. */
    public static float tanh(float x) {
        float a = Math.abs(x);
        float large = 1f - 2f / (exp(a + a) + 1f);
        float s = x * x;
        float p = Math.fma(s, T4, T3);
        p = Math.fma(p, s, T2);
        p = Math.fma(p, s, T1);
        p = Math.fma(p, s, T0);
        float small = Math.fma(p * s, x, x);
        float signed = x < 0f ? -large : large;
        return a < TANH_SMALL ? small : signed;
    }

    /** Returns {@code x < 0 ? e^x - 1 : x} within 6e-8 (absolute: near 0 the difference cancels digits). */
    public static float elu(float x) {
        return x < 0f ? exp(x) - 1f : x;
    }

    /** Returns GELU in its tanh form, within 1.4e-7 times the larger of 1 and |x|. */
    public static float gelu(float x) {
        return x * sigmoid(geluArgument(x));
    }

    /**
     * Returns the derivative of {@link #gelu} within 2e-6, for |x| up to 1e10; from 1e19 on it may be infinite or NaN.
     */
    public static float geluSlope(float x) {
        float s = sigmoid(geluArgument(x));
        float inner = Math.fma(3f * GELU_CUBIC * GELU_SCALE, x * x, GELU_SCALE);
        return Math.fma(x * s * (1f - s), inner, s);
    }

    private static float geluArgument(float x) {
        return x * Math.fma(GELU_CUBIC * GELU_SCALE, x * x, GELU_SCALE);
    }
}
