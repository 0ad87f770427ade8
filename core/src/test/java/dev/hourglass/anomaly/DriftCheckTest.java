package dev.hourglass.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DriftCheckTest {
    private final Detector detector =
            SensorRows.fit(DetectorConfig.defaults(), 2).detector();

    @Test
    void findsNoDriftInRowsOfTheSameKind() {
        DriftReport report = DriftCheck.run(detector, SensorRows.normal(2000, 7), 2000);
        assertThat(report.columns())
                .allSatisfy(column -> assertThat(column.stabilityIndex()).isLessThan(DriftReport.ColumnDrift.CHANGED));
        assertThat(report.advice().isToRetrain()).isFalse();
    }

    @Test
    void namesTheColumnThatMovedAndAdvisesToRetrainWhereAlarmsFollow() {
        float[] rows = SensorRows.normal(1000, 7);
        for (int i = 0; i < 1000; i++) {
            rows[i * SensorRows.FEATURES + 2] += 2;
        }
        DriftReport report = DriftCheck.run(detector, rows, 1000);
        assertThat(report.columns().get(0).name()).isEqualTo("pressure");
        assertThat(report.columns().get(0).word()).isEqualTo("another population");
        assertThat(report.columns().get(0).meanNow() - report.columns().get(0).meanBefore())
                .isBetween(1.7, 2.3);
        assertThat(report.columns().get(1).stabilityIndex()).isLessThan(DriftReport.ColumnDrift.CHANGED);
        assertThat(report.alarmRate()).isGreaterThan(0.5);
        assertThat(report.advice().isToRetrain()).isTrue();
        assertThat(report.advice().reason()).contains("1 of 4 columns").contains("pressure");
    }

    @ParameterizedTest
    @EnumSource(
            value = ModelChoice.class,
            names = {"AUTOENCODER", "PCA"})
    void seesInTheCodesWhatNoColumnShows(ModelChoice choice) {
        Detector coded =
                SensorRows.fit(DetectorConfig.defaults().withModel(choice), 2).detector();
        DriftReport before = DriftCheck.run(coded, SensorRows.normal(2000, 7), 2000);
        assertThat(before.codes())
                .isNotEmpty()
                .allSatisfy(code -> assertThat(code.stabilityIndex()).isLessThan(DriftReport.ColumnDrift.OTHER));
        DriftReport report = DriftCheck.run(coded, withMirroredPressure(), 2000);
        assertThat(report.columns())
                .allSatisfy(column -> assertThat(column.stabilityIndex()).isLessThan(DriftReport.ColumnDrift.CHANGED));
        assertThat(report.codes())
                .anySatisfy(code -> assertThat(code.stabilityIndex()).isGreaterThan(DriftReport.ColumnDrift.OTHER));
        assertThat(report.advice().isToRetrain()).isTrue();
        assertThat(report.advice().reason()).contains("but what belongs together did (code ");
    }

    /** Each column as it always is, but the pressure rises with the load where it used to fall. */
    private static float[] withMirroredPressure() {
        float[] rows = SensorRows.normal(2000, 7);
        for (int i = 0; i < 2000; i++) {
            rows[i * SensorRows.FEATURES + 2] = 6 - rows[i * SensorRows.FEATURES + 2];
        }
        return rows;
    }

    @Test
    void hasNoCodesWhereTheScorerHasNone() {
        Detector forest = SensorRows.fit(DetectorConfig.defaults().withModel(ModelChoice.ISOLATION_FOREST), 2)
                .detector();
        assertThat(DriftCheck.run(forest, SensorRows.normal(200, 7), 200).codes())
                .isEmpty();
    }

    @Test
    void comparesWindowsOfASeriesInTheirSeason() {
        Subject subject = SensorRows.subject().withKind(DetectorKind.SERIES).withTiming(new Timing("time", 1000, 60));
        Detector series = new DetectorFit(DetectorConfig.defaults().withWindow(4), 1, 2)
                .fit(subject, SensorRows.data(SensorRows.series(600, 1)), new boolean[0], text -> {})
                .detector();
        float[] rows = SensorRows.series(240, 4);
        DriftReport inSeason = DriftCheck.run(series, rows, 240, 24);
        DriftReport outOfSeason = DriftCheck.run(series, rows, 240, 11);
        assertThat(inSeason.codes()).hasSameSizeAs(outOfSeason.codes()).isNotEmpty();
        assertThat(most(inSeason)).isLessThan(DriftReport.ColumnDrift.OTHER);
        assertThat(most(outOfSeason)).isGreaterThan(1);
        assertThat(inSeason.alarmRate()).isLessThan(outOfSeason.alarmRate());
    }

    private static double most(DriftReport report) {
        return report.codes().stream()
                .mapToDouble(DriftReport.ColumnDrift::stabilityIndex)
                .max()
                .orElseThrow();
    }

    @Test
    void isTheSymmetricDivergenceOfTheBins() {
        // Half of the values in the lowest bin, half in the highest, where training had a tenth in each.
        float[] training = new float[1000];
        float[] now = new float[1000];
        for (int i = 0; i < 1000; i++) {
            training[i] = i;
            now[i] = i % 2 == 0 ? -1 : 2000;
        }
        double expected = 2 * (0.5 - 0.1) * Math.log(0.5 / 0.1) + 8 * (1e-4 - 0.1) * Math.log(1e-4 / 0.1);
        assertThat(BinnedColumns.of(training, 1).stabilityIndex(now, 0))
                .isCloseTo(expected, org.assertj.core.data.Offset.offset(0.02));
    }

    @Test
    void refusesTooFewRows() {
        assertThatThrownBy(() -> DriftCheck.run(detector, SensorRows.normal(99, 1), 99))
                .hasMessage("drift needs at least 100 rows to compare, but got 99");
    }
}
