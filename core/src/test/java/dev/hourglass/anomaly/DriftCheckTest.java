package dev.hourglass.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

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
