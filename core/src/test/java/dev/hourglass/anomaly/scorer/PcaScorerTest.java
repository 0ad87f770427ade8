package dev.hourglass.anomaly.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PcaScorerTest {
    /** Points on the line (1, 2, 7) + t (3, 4, 0) for t = -1, 0, 1. */
    private static final float[] LINE = {-2, -2, 7, 1, 2, 7, 4, 6, 7};

    @Test
    void scoresTheSquaredDistanceToTheLine() {
        PcaScorer scorer = PcaScorer.fit(LINE, 3, 3, PcaScorerConfig.defaults());

        // (1, 2, 7) + 5 (0.8, -0.6, 0) is 5 away, (1, 2, 9) is 2 away along the constant column.
        assertThat(scorer.components()).isEqualTo(1);
        assertThat(scorer.score(new float[] {5, -1, 7, 1, 2, 9, 7, 10, 7}, 3, 1))
                .containsExactly(new double[] {25, 4, 0}, within(1e-5));
        assertThat(scorer.contributions(new float[] {5, -1, 7, 1, 2, 9}, 2, 1))
                .containsExactly(new float[] {16, 9, 0, 0, 0, 4}, within(1e-5f));
    }

    @Test
    void keepsAsManyComponentsAsTheShareAsksFor() {
        // Independent columns of variances 8, 1 and 1 (+-sqrt): shares 0.8, 0.9, 1.
        float[] rows = new float[8 * 3];
        for (int i = 0; i < 8; i++) {
            rows[i * 3] = (float) ((i & 1) == 0 ? Math.sqrt(8) : -Math.sqrt(8));
            rows[i * 3 + 1] = (i & 2) == 0 ? 1 : -1;
            rows[i * 3 + 2] = (i & 4) == 0 ? 1 : -1;
        }

        assertThat(PcaScorer.fit(rows, 8, 3, new PcaScorerConfig(0.75)).components())
                .isEqualTo(1);
        assertThat(PcaScorer.fit(rows, 8, 3, new PcaScorerConfig(0.85)).components())
                .isEqualTo(2);
        assertThat(PcaScorer.fit(rows, 8, 3, new PcaScorerConfig(1)).components())
                .isEqualTo(2);
    }

    @Test
    void oneColumnIsMeasuredFromItsMean() {
        PcaScorer scorer = PcaScorer.fit(new float[] {1, 3}, 2, 1, PcaScorerConfig.defaults());

        assertThat(scorer.components()).isZero();
        assertThat(scorer.score(new float[] {2, 5}, 2, 1)).containsExactly(0, 9);
    }

    @Test
    void rowsThatNeverChangeAreFarFromAllElse() {
        PcaScorer scorer = PcaScorer.fit(new float[] {1, 2, 1, 2}, 2, 2, PcaScorerConfig.defaults());

        assertThat(scorer.score(new float[] {1, 2, 1, 5}, 2, 1)).containsExactly(0, 9);
    }

    @Test
    void refusesWhatItCannotFit() {
        assertThatThrownBy(() -> PcaScorer.fit(new float[0], 0, 2, PcaScorerConfig.defaults()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a scorer must be fitted on at least 1 rows, but there were 0");
        assertThatThrownBy(() -> PcaScorer.fit(new float[] {1, Float.NaN}, 1, 2, PcaScorerConfig.defaults()))
                .hasMessage("rows must be finite, but row 0, column 1 was NaN");
        assertThatThrownBy(() -> new PcaScorerConfig(0)).hasMessageContaining("varianceShare must be above 0");
        PcaScorer scorer = PcaScorer.fit(LINE, 3, 3, PcaScorerConfig.defaults());
        assertThatThrownBy(() -> scorer.score(LINE, 4, 1)).hasMessageContaining("count must be in [0, 3]");
        assertThatThrownBy(() -> scorer.score(LINE, 3, 0)).hasMessageContaining("threads must be at least 1");
    }
}
