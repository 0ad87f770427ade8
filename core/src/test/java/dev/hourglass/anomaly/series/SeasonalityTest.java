package dev.hourglass.anomaly.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.anomaly.scorer.StoredScorer;
import dev.hourglass.file.Json;
import dev.hourglass.file.JsonView;
import dev.hourglass.file.NamedArrays;
import dev.hourglass.file.SafetensorsFile;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SeasonalityTest {
    private static final int ROWS = 600;

    @TempDir
    Path folder;

    /** Two columns: a wave of the period with noise of a tenth of it, and noise alone. */
    private static float[] waves(int period, int rows) {
        SeededRandom random = new SeededRandom(3);
        float[] values = new float[rows * 2];
        for (int i = 0; i < rows; i++) {
            values[2 * i] = (float) (5 + StrictMath.sin(2 * StrictMath.PI * i / period) + 0.1 * random.nextGaussian());
            values[2 * i + 1] = (float) (0.1 * random.nextGaussian() + values[2 * i] / 3);
        }
        return values;
    }

    @ParameterizedTest(name = "period {0}")
    @ValueSource(ints = {7, 24, 100, 288})
    void findsThePeriod(int period) {
        int rows = Math.max(ROWS, 5 * period);

        assertThat(Seasonality.fit(waves(period, rows), rows, 2, 1440).period())
                .isBetween(period - period / 50, period + period / 50);
    }

    @Test
    void takesOffWhatComesAgainAndKeepsTheLevel() {
        float[] rows = waves(24, ROWS);
        Seasonality seasonality = Seasonality.fit(rows, ROWS, 2, 100);

        float[] all = seasonality.normalize(rows, 0, ROWS);

        assertThat(seasonality.period()).isEqualTo(24);
        for (int i = 0; i < ROWS; i++) {
            assertThat((double) all[2 * i]).isCloseTo(5, within(0.6));
        }
    }

    @Test
    void takesOffByHowMuchTheMedianOfAPhaseLiesAboveThatOfAll() {
        int count = ROWS + 13; // some phases come once more than others, so both kinds of median
        float[] rows = waves(24, count);
        float[] left = Seasonality.fit(rows, count, 2, 100).normalize(rows, 0, count);

        for (int column = 0; column < 2; column++) {
            double level = median(rows, column, 0, 1, count);
            for (int i = 0; i < count; i++) {
                double season = median(rows, column, i % 24, 24, count) - level;
                assertThat((double) left[2 * i + column]).isCloseTo(rows[2 * i + column] - season, within(1e-6));
            }
        }
    }

    private static double median(float[] rows, int column, int first, int step, int count) {
        List<Float> values = new ArrayList<>();
        for (int i = first; i < count; i += step) {
            values.add(rows[2 * i + column]);
        }
        Collections.sort(values);
        int half = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(half) : ((double) values.get(half - 1) + values.get(half)) / 2;
    }

    @Test
    void keepsThePhaseOfLaterRows() {
        float[] rows = waves(24, ROWS);
        Seasonality seasonality = Seasonality.fit(rows, ROWS, 2, 100);
        float[] all = seasonality.normalize(rows, 0, ROWS);
        float[] tail = new float[(ROWS - 37) * 2];
        System.arraycopy(rows, 37 * 2, tail, 0, tail.length);
        float[] expected = new float[tail.length];
        System.arraycopy(all, 37 * 2, expected, 0, tail.length);

        assertThat(seasonality.normalize(tail, 37, ROWS - 37)).isEqualTo(expected);
        assertThat(seasonality.normalize(tail, 37 + 24L * 1_000_000_000_000L, ROWS - 37))
                .isEqualTo(expected);
        assertThat(seasonality.normalize(tail, 38, ROWS - 37)).isNotEqualTo(expected);
    }

    @Test
    void oneBadSeasonDoesNotSpoilTheProfile() {
        float[] rows = waves(24, ROWS);
        float[] spoilt = rows.clone();
        for (int i = 240; i < 264; i++) {
            spoilt[2 * i] += 3;
        }
        Seasonality clean = Seasonality.fit(rows, ROWS, 2, 100);
        Seasonality despite = Seasonality.fit(spoilt, ROWS, 2, 100);

        float[] left = despite.normalize(rows, 0, ROWS);
        float[] wanted = clean.normalize(rows, 0, ROWS);
        assertThat(despite.period()).isEqualTo(24);
        for (int i = 0; i < ROWS; i++) {
            assertThat(left[2 * i]).isCloseTo(wanted[2 * i], within(0.3f));
        }
    }

    @Test
    void leavesNoiseTrendsAndConstantsAsTheyAre() {
        SeededRandom random = new SeededRandom(5);
        float[] noise = new float[ROWS];
        float[] trend = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            noise[i] = (float) random.nextGaussian();
            trend[i] = i;
        }
        assertThat(Seasonality.fit(noise, ROWS, 1, 300).period()).isZero();
        assertThat(Seasonality.fit(trend, ROWS, 1, 300).period()).isZero();
        assertThat(Seasonality.fit(new float[ROWS], ROWS, 1, 300).period()).isZero();
        assertThat(Seasonality.fit(waves(24, ROWS), ROWS, 2, 0).period()).isZero();
        assertThat(Seasonality.fit(new float[] {1}, 1, 1, 300).period()).isZero();
        assertThat(Seasonality.none(1).normalize(noise, 9, ROWS)).isEqualTo(noise);
    }

    @Test
    void comesBackFromAFileToTheBit() throws IOException {
        float[] rows = waves(24, ROWS);
        Seasonality written = Seasonality.fit(rows, ROWS, 2, 100);

        Seasonality back = back(written.store());

        assertThat(back.period()).isEqualTo(24);
        assertThat(back.columns()).isEqualTo(2);
        assertThat(back.normalize(rows, 5, ROWS)).isEqualTo(written.normalize(rows, 5, ROWS));
        assertThat(back(Seasonality.none(3).store()).columns()).isEqualTo(3);
    }

    private Seasonality back(StoredScorer stored) throws IOException {
        return read(stored.fields(), stored.arrays());
    }

    private Seasonality read(Map<String, Object> fields, List<SafetensorsFile.Entry> arrays) throws IOException {
        Path path = folder.resolve("seasonality.safetensors");
        SafetensorsFile.write(path, Map.of("fields", Json.print(fields)), arrays);
        SafetensorsFile file = SafetensorsFile.read(path);
        return Seasonality.read(
                new JsonView("seasonality", Json.parse(file.metadata().getOrDefault("fields", ""))),
                NamedArrays.of(file));
    }

    @Test
    void refusesFilesThatDoNotFit() {
        SafetensorsFile.Entry profile =
                new SafetensorsFile.Entry("profile", Shape.of(2, 1), new float[] {1, Float.NaN});
        assertThatThrownBy(() -> read(Map.of("period", 2L, "columns", 1L), List.of(profile)))
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> read(Map.of("period", 3L, "columns", 1L), List.of(profile)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> read(Map.of("period", 1L << 30, "columns", 1L << 20), List.of(profile)))
                .hasMessageContaining("at most");
        assertThatThrownBy(() -> read(Map.of("period", 0L, "columns", 0L), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
