package dev.hourglass.anomaly.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.file.Json;
import dev.hourglass.file.JsonView;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdRuleTest {
    private static final double[] SCORES = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "quantile:0.99",
                "contamination:0.05",
                "pot:0.001",
                "pot:0.00001:0.02",
                "cost:10:1",
                "cost:0.5:200",
                "f-beta:1",
                "f-beta:0.25"
            })
    void aRuleIsItsText(String text) {
        assertThat(ThresholdRule.from(text).id()).isEqualTo(text);
        assertThat(ThresholdRule.from(ThresholdRule.from(text).id())).isEqualTo(ThresholdRule.from(text));
    }

    @ParameterizedTest(name = "\"{0}\"")
    @CsvSource(
            delimiter = '|',
            value = {
                "''|a threshold rule must be quantile:Q",
                "pot|a threshold rule must be quantile:Q",
                "spot:0.1|or f-beta:BETA, but was \"spot:0.1\"",
                "pot:0.1:0.2:0.3|a threshold rule must be",
                "cost:1|a threshold rule must be",
                "quantile:NaN|\"quantile:NaN\" has \"NaN\"",
                "quantile:|numbers of a threshold rule must be like 0.01",
                "quantile:1.5|q must be above 0 and at most 1, but was 1.5",
                "contamination:0|rate must be above 0 and at most 0.5",
                "pot:2|falseAlarmRate must be above 0 and below 1",
                "cost:1:-1|costs must be numbers above 0, but were 1.0 and -1.0",
                "f-beta:0|beta must be a number above 0",
                "f-beta:1e999|beta must be a number above 0"
            })
    void refusesWhatIsNoRule(String text, String message) {
        assertThatThrownBy(() -> ThresholdRule.from(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest(name = "{0} of ten scores")
    @CsvSource({"1, 10, 0", "0.9, 9, 1", "0.85, 9, 1", "0.8, 8, 2", "0.5, 5, 5", "0.01, 1, 9"})
    void quantilesLeaveTheirShareAbove(double q, double value, int above) {
        Threshold threshold = new Quantile(q).fit(HeldOutScores.of(SCORES));

        assertThat(threshold.value()).isEqualTo(value);
        assertThat(Arrays.stream(SCORES).filter(threshold::isAlarm).count()).isEqualTo(above);
        assertThat(threshold.falseAlarmsPerThousand()).isEqualTo(1000.0 * (above + 1) / 11, within(1e-9));
    }

    @Test
    void quantilesKeepTheirPromiseOnNewRows() {
        // With continuous scores, (above + 1) / (n + 1) is the exact expectation: the mean over many small samples.
        double sum = 0;
        for (int seed = 0; seed < 2000; seed++) {
            double[] scores = Draws.pareto(seed, 49, 0);
            double value = new Quantile(0.9).fit(HeldOutScores.of(scores)).value();
            sum += StrictMath.exp(-value);
        }

        assertThat(sum / 2000).isEqualTo(5.0 / 50, within(0.004)); // 4 of 49 are above; standard error 0.001
    }

    @Test
    void equalScoresAreNeverSplit() {
        Threshold threshold = new Quantile(0.7).fit(HeldOutScores.of(new double[] {5, 5, 5, 5}));

        assertThat(threshold.value()).isEqualTo(5);
        assertThat(threshold.falseAlarmsPerThousand()).isEqualTo(200);
        assertThat(new Contamination(0.3)
                        .fit(HeldOutScores.of(new double[] {1, 2, 2, 2}))
                        .value())
                .isEqualTo(2);
    }

    @Test
    void contaminationCountsAllRows() {
        boolean[] labels = new boolean[10];
        labels[9] = true;
        Threshold threshold = new Contamination(0.2).fit(HeldOutScores.of(SCORES, labels));

        assertThat(threshold.value()).isEqualTo(8);
        assertThat(threshold.reason())
                .isEqualTo("2 of 10 held-out rows score higher, as 20.00 % were said to be anomalous");
        assertThat(new Quantile(0.8).fit(HeldOutScores.of(SCORES, labels)).value())
                .isEqualTo(8);
        assertThat(new Quantile(0.7).fit(HeldOutScores.of(SCORES, labels)).value())
                .isEqualTo(7);
    }

    @Test
    void rowsMayComeInAnyOrder() {
        double[] mixed = {7, 2, 10, 5, 1, 9, 3, 8, 6, 4};

        assertThat(new Contamination(0.2).fit(HeldOutScores.of(mixed)).value()).isEqualTo(8);
        assertThat(new Quantile(0.8).fit(HeldOutScores.of(mixed)).value()).isEqualTo(8);
        assertThat(mixed[0]).isEqualTo(7);
    }

    @Test
    void refusesHeldOutScoresThatTellNothing() {
        double[] broken = {1, 2, Double.NEGATIVE_INFINITY};
        assertThatThrownBy(() -> HeldOutScores.of(broken))
                .hasMessage("held-out scores must be finite, but that of row 2 was -Infinity");
        assertThatThrownBy(() -> HeldOutScores.of(broken, new boolean[3]))
                .hasMessage("held-out scores must be finite, but that of row 2 was -Infinity");
        assertThatThrownBy(() -> HeldOutScores.of(SCORES, new boolean[9]))
                .hasMessage("scores and labels must be as many, but there were 10 scores and 9 labels");
        assertThatThrownBy(() -> HeldOutScores.of(new double[0]))
                .hasMessage("a threshold needs at least 1 held-out score, but there was none");
        assertThatThrownBy(() -> HeldOutScores.of(new double[] {1, 2}, new boolean[] {true, true}))
                .hasMessage("at least 1 held-out row must be normal, but none of 2 was");
    }

    @ParameterizedTest(name = "a miss costs {0}")
    @CsvSource({"0.4, 8.5, 2, 0", "1.4, 5.5, 1, 1", "10, 2.5, 0, 3"})
    void costsWeighMissesAgainstFalseAlarms(double missCost, double value, long missed, long falseAlarms) {
        // Anomalous are 10, 6 and 3. Alarms from 10 up cost 2 misses, from 6 up 1 miss and 1 false alarm, from 3 up 3.
        double[] scores = {1, 2, 3, 4, 5, 6, 7, 10, 0, -1};
        boolean[] labels = {false, false, true, false, false, true, false, true, false, false};
        Threshold threshold = new Cost(missCost, 1).fit(HeldOutScores.of(scores, labels));

        assertThat(threshold.value()).isEqualTo(value);
        assertThat(threshold.reason()).endsWith(missed + " missed, " + falseAlarms + " false alarms");
    }

    @Test
    void fBetaIsTheBestThereIs() {
        double[] scores = {1, 2, 3, 4, 5, 6, 7, 10};
        boolean[] labels = {false, false, true, false, false, true, false, true};
        Threshold precise = new FBeta(0.1).fit(HeldOutScores.of(scores, labels));
        Threshold complete = new FBeta(10).fit(HeldOutScores.of(scores, labels));

        assertThat(precise.value()).isEqualTo(8.5);
        assertThat(complete.value()).isEqualTo(2.5);
        assertThat(complete.reason()).contains("recall 1.0000");
    }

    @Test
    void rulesThatNeedLabelsSaySo() {
        assertThat(new FBeta(1).needsLabels()).isTrue();
        assertThat(new Quantile(0.9).needsLabels()).isFalse();
        assertThatThrownBy(() -> new Cost(1, 1).fit(HeldOutScores.of(SCORES)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the rule cost:1:1 needs held-out rows with labels, anomalous ones among them,"
                        + " but none was labelled so");
    }

    @Test
    void aThresholdComesBackFromJson() {
        Threshold threshold = new Quantile(0.9).fit(HeldOutScores.of(SCORES));
        JsonView fields = new JsonView("threshold", Json.parse(Json.print(threshold.fields())));

        assertThat(Threshold.read(fields)).isEqualTo(threshold);
        assertThat(threshold.isAlarm(9)).isFalse();
        assertThat(threshold.isAlarm(9.1)).isTrue();
        assertThatThrownBy(() -> new Threshold(Double.NaN, new Quantile(0.9), "", 1))
                .hasMessage("a threshold must be finite, but was NaN");
    }

    @Test
    void heldOutScoresAreChecked() {
        assertThatThrownBy(() -> HeldOutScores.of(new double[0])).hasMessageContaining("at least 1 held-out score");
        assertThatThrownBy(() -> HeldOutScores.of(new double[] {1, Double.POSITIVE_INFINITY}))
                .hasMessageContaining("row 1 was Infinity");
        assertThatThrownBy(() -> HeldOutScores.of(new double[] {1}, new boolean[] {true}))
                .hasMessageContaining("at least 1 held-out row must be normal");
        assertThatThrownBy(() -> HeldOutScores.of(new double[] {1}, new boolean[2]))
                .hasMessageContaining("1 scores and 2 labels");
    }
}
