package dev.hourglass.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RateCurveTest {
    private static final RateCurve CURVE = curve(0.8, 36, 0.1, 27, 0.4, 33);

    private static RateCurve curve(double... ratesAndPsnr) {
        List<RateCurve.Point> points = new java.util.ArrayList<>();
        for (int i = 0; i < ratesAndPsnr.length; i += 2) {
            points.add(new RateCurve.Point(ratesAndPsnr[i], ratesAndPsnr[i + 1], ratesAndPsnr[i + 1] / 40));
        }
        return new RateCurve("a", points);
    }

    @Test
    void isLinearInTheLogarithmOfTheRate() {
        assertThat(CURVE.psnrAt(0.1)).isEqualTo(27);
        assertThat(CURVE.psnrAt(0.2)).isEqualTo(30, offset(1e-12));
        assertThat(CURVE.psnrAt(0.4)).isEqualTo(33);
        assertThat(CURVE.psnrAt(0.8)).isEqualTo(36);
        assertThat(CURVE.multiScaleSimilarityAt(0.2)).isEqualTo(0.75, offset(1e-12));
        assertThat(CURVE.psnrAt(0.0999)).isNaN();
        assertThat(CURVE.psnrAt(0.8001)).isNaN();
        assertThat(CURVE.least()).isEqualTo(0.1);
        assertThat(CURVE.largest()).isEqualTo(0.8);
    }

    @Test
    void theSmallestMarginMayLieAtAPointOfEither() {
        assertThat(CURVE.smallestMargin(curve(0.1, 26, 0.2, 29.5, 0.8, 35), 0.1, 0.8))
                .isEqualTo(0.5, offset(1e-12));
        assertThat(CURVE.smallestMargin(curve(0.1, 26, 0.8, 35), 0.1, 0.8)).isEqualTo(1, offset(1e-12));
        assertThat(curve(0.1, 26, 0.2, 30.5, 0.8, 37).smallestMargin(CURVE, 0.15, 0.3))
                .isEqualTo(-0.125, offset(0.2))
                .isNegative();
        assertThat(curve(0.1, 30, 0.8, 30).smallestMargin(CURVE, 0.2, 0.4)).isEqualTo(-3, offset(1e-12));
    }

    @Test
    void ratesThatTheOtherDoesNotReachDoNotCountButOwnOnesMustBeThere() {
        assertThat(curve(0.3, 34, 0.5, 35).smallestMargin(CURVE, 0.3, 0.5)).isPositive();
        assertThat(curve(0.3, 34, 0.5, 35).smallestMargin(CURVE, 0.2, 0.5)).isNaN();
        assertThat(curve(0.3, 34, 0.5, 35).smallestMargin(CURVE, 0.3, 0.6)).isNaN();
        assertThat(CURVE.smallestMargin(curve(0.3, 30, 0.5, 31), 0.01, 5)).isPositive();
        assertThat(CURVE.smallestMargin(curve(2, 30, 3, 31), 0.1, 0.8)).isNaN();
    }

    @Test
    void impossibleCurvesAreRefused() {
        assertThatThrownBy(() -> new RateCurve("x", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a curve must have at least 1 point, but has none: x");
        assertThatThrownBy(() -> new RateCurve.Point(0, 30, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
