package dev.hourglass.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Measures the functions against {@link StrictMath} in float64: every exponent, and densely where they bend. */
final class FloatMathTest {
    private static final int MANTISSAS = 512;
    private static final int DENSE = 400_000;
    private static final double GELU_SCALE = StrictMath.sqrt(8 / StrictMath.PI);

    @FunctionalInterface
    private interface FloatFunction {
        float apply(float x);
    }

    @FunctionalInterface
    private interface Sample {
        void take(float x);
    }

    /** Visits floats of every exponent and sign with |x| at most {@code limit}, and a dense grid. */
    private static void visit(float limit, Sample sample) {
        for (int exponent = 0; exponent < 255; exponent++) {
            for (int m = 0; m < MANTISSAS; m++) {
                float x = Float.intBitsToFloat((exponent << 23) | (m * ((1 << 23) / MANTISSAS) + (m * 7919 & 0xfff)));
                if (x <= limit) {
                    sample.take(x);
                    sample.take(-x);
                }
            }
        }
        float dense = Math.min(limit, 90);
        for (int i = 0; i <= DENSE; i++) {
            float x = dense * i / DENSE;
            sample.take(x);
            sample.take(-x);
        }
    }

    private static double largest(FloatFunction error, float limit) {
        double[] largest = {0};
        visit(limit, x -> {
            largest[0] = Math.max(largest[0], error.apply(x)); // NaN stays
        });
        return largest[0];
    }

    private static FloatFunction ulps(FloatFunction function, DoubleUnaryOperator exact) {
        return x -> {
            double target = exact.applyAsDouble(x);
            return (float) (Math.abs(function.apply(x) - target) / Math.ulp((float) target));
        };
    }

    private static FloatFunction absolute(FloatFunction function, DoubleUnaryOperator exact) {
        return x -> (float) Math.abs(function.apply(x) - exact.applyAsDouble(x));
    }

    private static double clamp(double x) {
        return Math.max(FloatMath.EXP_MIN, Math.min(FloatMath.EXP_MAX, x));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double geluArgument(double x) {
        return GELU_SCALE * (x + 0.044715 * x * x * x);
    }

    private static double gelu(double x) {
        return x * sigmoid(geluArgument(x));
    }

    private static double geluSlope(double x) {
        double s = sigmoid(geluArgument(x));
        return s + x * s * (1 - s) * GELU_SCALE * (1 + 3 * 0.044715 * x * x);
    }

    private static void assertLargest(FloatFunction error, float limit, double bound) {
        double largest = largest(error, limit);
        assertThat(largest).as("largest error").isBetween(bound / 1.25, bound); // a stated error is also near the truth
    }

    @Test
    void expIsWithinOneUlp() {
        assertLargest(ulps(FloatMath::exp, x -> StrictMath.exp(clamp(x))), Float.MAX_VALUE, 1);
    }

    @Test
    void expKeepsNotANumberAndClampsInfinities() {
        assertThat(FloatMath.exp(Float.NaN)).isNaN();
        assertThat(FloatMath.exp(Float.intBitsToFloat(0xffc00000))).isNaN();
        assertThat(FloatMath.exp(Float.POSITIVE_INFINITY)).isEqualTo(FloatMath.exp(FloatMath.EXP_MAX));
        assertThat(FloatMath.exp(Float.NEGATIVE_INFINITY)).isEqualTo(FloatMath.exp(FloatMath.EXP_MIN));
        assertThat(FloatMath.exp(-0f)).isEqualTo(1f);
    }

    @Test
    void log1pIsWithinTwoUlp() {
        FloatFunction error = ulps(FloatMath::log1p, StrictMath::log1p);
        assertLargest(x -> x < 0 ? 0 : error.apply(x), 1, 2);
    }

    @Test
    void logIsWithinTwoUlp() {
        FloatFunction error = ulps(FloatMath::log, StrictMath::log);
        assertLargest(x -> x < 1 ? 0 : error.apply(x), Float.MAX_VALUE, 2);
    }

    @Test
    void lnIsWithinItsBoundForEveryPositiveNormalFloat() {
        FloatFunction error = ulps(FloatMath::ln, StrictMath::log);
        assertLargest(x -> x < Float.MIN_NORMAL || x > Float.MAX_VALUE ? 0 : error.apply(x), Float.MAX_VALUE, 1);
        assertThat(FloatMath.ln(1f)).isZero();
    }

    @Test
    void oneMinusExpIsWithinItsBound() {
        FloatFunction function = d -> FloatMath.oneMinusExp(d, FloatMath.exp(-d));
        FloatFunction error = ulps(function, d -> -StrictMath.expm1(-d));
        assertLargest(d -> d < Float.MIN_NORMAL ? 0 : error.apply(d), Float.MAX_VALUE, 1.4);
    }

    @Test
    void sigmoidIsWithinItsBounds() {
        assertLargest(ulps(FloatMath::sigmoid, FloatMathTest::sigmoid), 86, 2.4);
        assertLargest(absolute(FloatMath::sigmoid, FloatMathTest::sigmoid), Float.MAX_VALUE, 9e-8);
    }

    @Test
    void tanhIsWithinItsBound() {
        assertLargest(ulps(FloatMath::tanh, StrictMath::tanh), Float.MAX_VALUE, 1.4);
    }

    @Test
    void eluIsWithinItsBound() {
        DoubleUnaryOperator exact = x -> x < 0 ? StrictMath.expm1(x) : x;
        assertLargest(absolute(FloatMath::elu, exact), Float.MAX_VALUE, 6e-8);
    }

    @Test
    void geluIsWithinItsBound() {
        FloatFunction error = absolute(FloatMath::gelu, FloatMathTest::gelu);
        assertLargest(x -> error.apply(x) / Math.max(1, Math.abs(x)), Float.MAX_VALUE, 1.4e-7);
    }

    @Test
    void geluSlopeIsWithinItsBound() {
        assertLargest(absolute(FloatMath::geluSlope, FloatMathTest::geluSlope), 1e10f, 2e-6);
    }
}
