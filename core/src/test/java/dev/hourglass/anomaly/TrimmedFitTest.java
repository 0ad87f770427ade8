package dev.hourglass.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.anomaly.DetectorConfig.Alarms;
import dev.hourglass.anomaly.scorer.PcaScorer;
import dev.hourglass.anomaly.scorer.PcaScorerConfig;
import dev.hourglass.evaluate.detection.RankingMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TrimmedFitTest {
    private static final int NORMAL = 570;
    private static final int PLANTED = 30;
    private static final double SHARE = 0.05;

    /** Of PCA this is not so: the cluster gets a component of its own at once, and scores low from then on. */
    @ParameterizedTest
    @EnumSource(
            value = ModelChoice.class,
            names = {"AUTOENCODER", "ONE_CLASS_SVM"})
    void ranksNewRowsOfAPlantedClusterClearlyHigher(ModelChoice choice) {
        double missed = 1 - areaAbove(choice, 0);
        assertThat(1 - areaAbove(choice, SHARE)).isLessThan(0.75 * missed);
    }

    @Test
    void leavesOutTheShareThatScoredHighestAndKeepsTheOrderOfTheOthers() {
        float[] rows = {1, 2, 90, 3, -80, 2, 1, 2, 3, 2};
        List<float[]> fitted = new ArrayList<>();
        new TrimmedFit(0.2, 1).fit(rows, 1, inputs -> {
            fitted.add(inputs);
            return PcaScorer.fit(inputs, inputs.length, 1, PcaScorerConfig.defaults());
        });
        assertThat(fitted).hasSize(2);
        assertThat(fitted.get(0)).isEqualTo(rows);
        assertThat(fitted.get(1)).containsExactly(1, 2, 3, 2, 1, 2, 3, 2);
    }

    @Test
    void fitsOnceWhereNothingIsToBeLeftOut() {
        int[] fits = new int[1];
        new TrimmedFit(0.09, 1).fit(new float[10], 1, inputs -> {
            fits[0]++;
            return PcaScorer.fit(inputs, inputs.length, 1, PcaScorerConfig.defaults());
        });
        assertThat(fits[0]).isEqualTo(1);
    }

    @Test
    void trustsLabelsWhereThereAreSome() {
        List<String> said = new ArrayList<>();
        DetectorConfig config = config(ModelChoice.PCA, SHARE);
        new DetectorFit(config, 1, 1)
                .fit(SensorRows.subject(), SensorRows.data(contaminated()), new boolean[NORMAL + PLANTED], said::add);
        assertThat(said).noneMatch(text -> text.contains("twice"));
        new DetectorFit(config, 1, 1)
                .fit(SensorRows.subject(), SensorRows.data(contaminated()), new boolean[0], said::add);
        assertThat(said).anyMatch(text -> text.contains("without the 24 of 480"));
    }

    private static double areaAbove(ModelChoice choice, double share) {
        Detector detector = new DetectorFit(config(choice, share), 1, 2)
                .fit(SensorRows.subject(), SensorRows.data(contaminated()), new boolean[0], text -> {})
                .detector();
        float[] rows = Arrays.copyOf(SensorRows.normal(200, 8), 250 * SensorRows.FEATURES);
        plant(rows, 200, 50, 9);
        boolean[] isPlanted = new boolean[250];
        Arrays.fill(isPlanted, 200, 250, true);
        return RankingMetrics.of(detector.score(rows, 250), isPlanted).rocAuc();
    }

    private static DetectorConfig config(ModelChoice choice, double share) {
        DetectorConfig defaults = DetectorConfig.defaults();
        return new DetectorConfig(
                choice,
                defaults.autoencoder().withSuspects(0),
                false,
                new Alarms(Optional.empty(), share, 0.2),
                defaults.window());
    }

    private static float[] contaminated() {
        float[] rows = Arrays.copyOf(SensorRows.normal(NORMAL, 1), (NORMAL + PLANTED) * SensorRows.FEATURES);
        plant(rows, NORMAL, PLANTED, 2);
        return rows;
    }

    /** Rows of one fault: the flow falls although power and pressure stay. */
    private static void plant(float[] rows, int first, int count, long seed) {
        System.arraycopy(
                SensorRows.normal(count, seed), 0, rows, first * SensorRows.FEATURES, count * SensorRows.FEATURES);
        for (int i = first; i < first + count; i++) {
            rows[i * SensorRows.FEATURES] -= 40;
        }
    }
}
