package dev.hourglass.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ErrorMetricsTest {
    private static final float[] ORIGINALS = {0, 1, 1, 0.5f};
    private static final float[] RECONSTRUCTIONS = {0.5f, 1, 0.5f, 0.5f};

    @Test
    void measuresErrorsByHand() {
        ErrorMetrics metrics = ErrorMetrics.of(ORIGINALS, RECONSTRUCTIONS, 2);

        assertThat(metrics.meanSquaredError()).isEqualTo(0.125);
        assertThat(metrics.rootMeanSquaredError()).isEqualTo(StrictMath.sqrt(0.125));
        assertThat(metrics.meanAbsoluteError()).isEqualTo(0.25);
    }

    @Test
    void explainsVarianceAboutTheMeanOfEachFeature() {
        // Feature 0 is 0, 1 about 0.5; feature 1 is 1, 0.5 about 0.75: SST = 0.5 + 0.125, SSE = 0.5.
        assertThat(ErrorMetrics.of(ORIGINALS, RECONSTRUCTIONS, 2).r2()).isCloseTo(0.2, within(1e-15));
    }

    @Test
    void crossEntropyIsInNatsPerValue() {
        // Three values at p = 0.5 cost ln 2 each, an exact 1 costs -ln(1 - 1e-7).
        double expected = (3 * StrictMath.log(2) - StrictMath.log(1 - 1e-7)) / 4;

        assertThat(ErrorMetrics.of(ORIGINALS, RECONSTRUCTIONS, 2).binaryCrossEntropy())
                .isCloseTo(expected, within(1e-15));
    }

    @Test
    void crossEntropyOfACertainMistakeIsClamped() {
        assertThat(ErrorMetrics.of(new float[] {1}, new float[] {0}, 1).binaryCrossEntropy())
                .isCloseTo(-StrictMath.log(1e-7), within(1e-12));
    }

    @Test
    void crossEntropyDoesNotApplyOutsideZeroToOne() {
        assertThat(ErrorMetrics.of(new float[] {2}, new float[] {0}, 1).binaryCrossEntropy())
                .isNaN();
    }

    @Test
    void peakSignalToNoiseIsTheMeanOverSamples() {
        float[] originals = {0, 0, 0, 0};
        float[] reconstructions = {0.1f, 0.1f, 0.01f, 0.01f};

        assertThat(ErrorMetrics.of(originals, reconstructions, 2).peakSignalToNoise())
                .isCloseTo(30, within(1e-5));
    }

    @Test
    void exactSampleCountsForAHundredDecibels() {
        assertThat(ErrorMetrics.of(ORIGINALS, ORIGINALS, 2).peakSignalToNoise()).isEqualTo(100);
    }

    @Test
    void constantColumnsHaveNoVarianceToExplain() {
        float[] constant = {0.5f, 0.5f};

        assertThat(ErrorMetrics.of(constant, constant, 1).r2()).isEqualTo(1);
        assertThat(ErrorMetrics.of(constant, new float[] {0.5f, 0.25f}, 1).r2()).isNaN();
    }

    @Test
    void givesTheErrorOfEachSample() {
        assertThat(ErrorMetrics.sampleErrors(ORIGINALS, RECONSTRUCTIONS, 2)).containsExactly(0.125f, 0.125f);
    }

    @Test
    void rejectsDifferentSizes() {
        assertThatThrownBy(() -> ErrorMetrics.of(new float[2], new float[4], 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("originals and reconstructions must be of one size, but were 2 and 4 values");
    }

    @Test
    void rejectsRaggedRows() {
        assertThatThrownBy(() -> ErrorMetrics.sampleErrors(new float[3], new float[3], 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("originals must be at least one whole row of D = 2, but were 3 values");
    }
}
