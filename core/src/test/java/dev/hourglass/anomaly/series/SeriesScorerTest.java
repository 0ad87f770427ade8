package dev.hourglass.anomaly.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.tensor.SeededRandom;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class SeriesScorerTest {
    private static final int ROWS = 500;
    private static final int COLUMNS = 3;
    private static final int WINDOW = 8;
    private static final SeriesConfig CONFIG = new SeriesConfig(WINDOW, 100);
    private static final DistanceScorer SCORER = new DistanceScorer(WINDOW * COLUMNS);

    private static float[] series(int rows) {
        SeededRandom random = new SeededRandom(11);
        float[] values = new float[rows * COLUMNS];
        for (int i = 0; i < values.length; i++) {
            int row = i / COLUMNS;
            double wave = StrictMath.sin(2 * StrictMath.PI * row / 25);
            values[i] = (float) (2 * wave + 0.2 * random.nextGaussian());
        }
        return values;
    }

    @Test
    void aPlantedPointStandsOutInItsRowAndColumn() {
        float[] rows = series(ROWS);
        Seasonality seasonality = Seasonality.fit(rows, ROWS, COLUMNS, CONFIG.maxPeriod());
        rows[300 * COLUMNS + 1] += 4; // within the range of the wave, but not at this hour

        SeriesScorer scorer = new SeriesScorer(CONFIG, seasonality, SCORER);

        double[] scores = scorer.score(rows, ROWS, 0, 1);

        assertThat(seasonality.period()).isEqualTo(25);
        assertThat(scores).hasSize(ROWS);
        assertThat(highest(scores)).isBetween(293, 307); // the windows that hold it are the worst
        float[] shares = scorer.contributions(rows, ROWS, 0, 1);
        double[] contributions = new double[shares.length];
        for (int i = 0; i < contributions.length; i++) {
            contributions[i] = shares[i];
        }
        assertThat(contributions).hasSize(ROWS * COLUMNS);
        assertThat(highest(contributions)).isEqualTo(300 * COLUMNS + 1);
    }

    private static int highest(double... values) {
        int best = 0;
        for (int i = 0; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    @Test
    void aStreamGivesEveryWindowTheBitsItHasAmongOthers() {
        float[] rows = series(ROWS);
        Seasonality seasonality = Seasonality.fit(rows, ROWS, COLUMNS, CONFIG.maxPeriod());
        float[] left = seasonality.normalize(rows, 1000, ROWS);
        Windows windows = new Windows(WINDOW, COLUMNS);
        int count = windows.count(ROWS);
        double[] expected = SCORER.score(windows.cut(left, 0, count), count, 1);
        SeriesStream stream = new SeriesScorer(CONFIG, seasonality, SCORER).stream(1000);
        for (int i = 0; i < ROWS; i++) {
            assertThat(stream.warmUpLeft()).isEqualTo(Math.max(0, WINDOW - i));
            OptionalDouble score = stream.score(rows[3 * i], rows[3 * i + 1], rows[3 * i + 2]);
            assertThat(score.isPresent()).isEqualTo(i >= WINDOW - 1);
            if (score.isPresent()) {
                assertThat(score.getAsDouble()).isEqualTo(expected[i - WINDOW + 1]);
            }
        }
        assertThat(stream.rows()).isEqualTo(ROWS);
        assertThat(stream.contributions()).isEqualTo(SCORER.contributions(windows.cut(left, count - 1, 1), 1, 1));
    }

    @Test
    void aStreamDoesNotKnowWhatComes() {
        float[] rows = series(ROWS);
        SeriesScorer scorer = new SeriesScorer(CONFIG, Seasonality.none(COLUMNS), SCORER);
        SeriesStream plain = scorer.stream(0);
        SeriesStream changed = scorer.stream(0);
        for (int i = 0; i < 100; i++) {
            assertThat(changed.score(rows[3 * i], rows[3 * i + 1], rows[3 * i + 2]))
                    .isEqualTo(plain.score(rows[3 * i], rows[3 * i + 1], rows[3 * i + 2]));
        }
        assertThat(changed.score(90, 90, 90).getAsDouble())
                .isGreaterThan(plain.score(0, 0, 0).getAsDouble());
    }

    @Test
    void takesTrainingWindowsEvenly() {
        float[] rows = series(ROWS);
        Seasonality none = Seasonality.none(COLUMNS);

        float[] all = SeriesScorer.trainingWindows(CONFIG, none, rows, ROWS, 10_000);
        float[] some = SeriesScorer.trainingWindows(CONFIG, none, rows, ROWS, 29);

        Windows windows = new Windows(WINDOW, COLUMNS);
        assertThat(all).isEqualTo(windows.cut(rows, 0, windows.count(ROWS)));
        assertThat(some).hasSize(29 * WINDOW * COLUMNS);
        assertThat(some).startsWith(windows.cut(rows, 0, 1));
        float[] second = new float[WINDOW * COLUMNS];
        System.arraycopy(some, second.length, second, 0, second.length);
        assertThat(second).isEqualTo(windows.cut(rows, 493 / 29, 1));
    }

    @Test
    void refusesWhatDoesNotFit() {
        SeriesScorer scorer = new SeriesScorer(CONFIG, Seasonality.none(COLUMNS), SCORER);
        assertThatThrownBy(() -> new SeriesScorer(CONFIG, Seasonality.none(2), SCORER))
                .hasMessage("the scorer must take windows of 8 x 2 values, but takes 24");
        assertThatThrownBy(() -> scorer.score(new float[7 * COLUMNS], 7, 0, 1))
                .hasMessageContaining("at least one window of 8 rows, but had 7");
        SeriesStream stream = scorer.stream(0);
        assertThatThrownBy(() -> stream.score(1, 2)).hasMessage("a row must have 3 values, but had 2");
        assertThatThrownBy(() -> stream.score(1, Float.NaN, 2)).hasMessageContaining("column 1 was NaN");
        assertThatThrownBy(stream::contributions).hasMessageContaining("8 rows are to come");
        assertThatThrownBy(() -> scorer.stream(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
