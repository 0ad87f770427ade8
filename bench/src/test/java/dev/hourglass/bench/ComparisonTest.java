package dev.hourglass.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.bench.Comparison.Agreement;
import dev.hourglass.bench.Comparison.Series;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final Check EXACT = new Check(1e-7, 1e-8);
    private static final Series OURS = new Series("java-17", new double[] {1, 2, 4}, new double[] {0.5, 0.4, 0.3});
    private static final Series PEER = new Series("torch", new double[] {3, 4, 16}, new double[] {0.5, 0.4, 0.33});

    @Test
    void ratioIsTheMedianOfTheRatiosOfRounds() {
        assertThat(comparison(EXACT, 2.9).ratio()).isEqualTo(3);
        assertThat(comparison(EXACT, 2.9).isReached()).isTrue();
        assertThat(comparison(EXACT, 3.1).isReached()).isFalse();
    }

    @Test
    void missedRatiosDecideFullRunsOnly() {
        List<Comparison> missed = List.of(comparison(EXACT, 3.1));

        assertThat(SideBySide.exitCode(missed, false)).isEqualTo(1);
        assertThat(SideBySide.exitCode(missed, true)).isZero();
        assertThat(ResultTable.text(missed)).contains("MISSED").contains("1.0000/2.0000");
    }

    @Test
    void differentWorkFailsEvenQuickRuns() {
        List<Comparison> wrong = List.of(comparison(new Check(5.7e-3, 8e-6), 1));

        assertThat(SideBySide.exitCode(wrong, true)).isEqualTo(1);
        assertThat(ResultTable.text(wrong)).contains("DIFFERS");
    }

    @Test
    void weightsThatAreNotNumbersAreNoNoise() {
        Check check = Check.of(new double[] {1, Double.NaN}, new double[] {1, 2}, 0, 0);

        assertThat(check.isNoise(Tolerance.USUAL)).isFalse();
        assertThat(Check.of(new double[] {1, 2.00001}, new double[] {1, 2}, 0, 0)
                        .isNoise(Tolerance.USUAL))
                .isTrue();
    }

    @Test
    void largeNumbersAreComparedByTheirSize() {
        assertThat(Check.of(new double[] {1000.01}, new double[] {1000}, 0, 0).isNoise(Tolerance.USUAL))
                .isTrue();
        assertThat(Check.of(new double[] {0.50003}, new double[] {0.5}, 0, 0).isNoise(Tolerance.USUAL))
                .isFalse();
    }

    @Test
    void fewWeightsMayStrayWhereChanceHasAPart() {
        double[] exact = new double[200_000];
        double[] found = new double[exact.length];
        found[7] = 1e-3;
        found[8] = 1e-3;
        assertThat(Check.of(found, exact, 0, 1e-5).weightError()).isZero();
        assertThat(Check.of(found, exact, 0, 0).weightError()).isEqualTo(1e-3);
        found[9] = 2e-4;
        assertThat(Check.of(found, exact, 0, 1e-5).weightError()).isEqualTo(2e-4);
        found[10] = Double.NaN;
        assertThat(Check.of(found, exact, 0, 1e-5).weightError()).isInfinite();
    }

    @Test
    void drawnCodesAreHeldToTheLossOfARound() {
        Tolerance drawn = Tolerance.of(ClassicCases.DENSE_VAE.definition());

        assertThat(new Agreement(0.049, EXACT, EXACT, drawn).isGood()).isTrue();
        assertThat(new Agreement(0.051, EXACT, EXACT, drawn).isGood()).isFalse();
        assertThat(new Agreement(0.051, EXACT, EXACT, Tolerance.of(ClassicCases.CONV.definition())).isGood())
                .isTrue();
        assertThat(new Agreement(0, new Check(2e-4, 0), EXACT, Tolerance.of(ClassicCases.CONV.definition())).isGood())
                .isFalse();
    }

    @Test
    void driftIsRelative() {
        assertThat(Comparison.drift(OURS, PEER)).isEqualTo(0.03 / 0.33, within(1e-12));
    }

    @Test
    void jsonHasOneObjectALine() {
        assertThat(ResultTable.json(List.of(comparison(EXACT, 2), comparison(Check.NONE, 2))))
                .hasLineCount(2)
                .startsWith("{\"case\":\"784-100-784\",\"ours\":\"java-17\",\"peer\":\"torch\",")
                .contains("\"ratio\":3.0000,\"required\":2.00,\"reached\":true")
                .contains("\"ourWeightError\":null");
    }

    private static Comparison comparison(Check ours, double required) {
        Agreement agreement = new Agreement(Comparison.drift(OURS, PEER), ours, EXACT, Tolerance.USUAL);
        return new Comparison("784-100-784", OURS, PEER, agreement, required);
    }
}
