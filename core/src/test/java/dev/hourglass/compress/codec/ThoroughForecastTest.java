package dev.hourglass.compress.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

/** What the thorough effort knows of a column, each part by itself. */
final class ThoroughForecastTest {
    private static final int ROWS = 700;
    private static final int[] NO_NEIGHBOURS = {};

    private static ColumnHistory history(int rows) {
        return new ColumnHistory(
                new ColumnPlan[] {new ColumnPlan(ColumnLevels.grid(0), false, 0, NO_NEIGHBOURS)}, rows);
    }

    private static ColumnHistory history(IntToLongFunction ranks) {
        ColumnHistory history = history(ROWS);
        for (int at = 0; at < ROWS; at++) {
            history.put(at, ranks.applyAsLong(at), (double) ranks.applyAsLong(at));
        }
        return history;
    }

    @Test
    void histogramsTellRanksFromTheirFirstOn() {
        RankHistogram histogram = new RankHistogram(1, -512);
        for (long rank : new long[] {-600, -512, -3, -3, 7, 511, 900}) {
            histogram.learn(rank);
        }

        assertThat(histogram.below(-513)).isZero();
        assertThat(histogram.below(-512)).isCloseTo(2.0 / 7, within(0.02));
        assertThat(histogram.below(-3)).isCloseTo(4.0 / 7, within(0.02));
        assertThat(histogram.below(7)).isCloseTo(5.0 / 7, within(0.02));
        assertThat(histogram.below(511)).isEqualTo(1);
    }

    @Test
    void levelsCountFromWhereTheyStart() {
        ColumnLevels grid = ColumnLevels.grid(-5);
        ColumnLevels list = ColumnLevels.of(-48, -40, 16);

        assertThat(grid.rank(-5 * ValueGrid.FINE_STEPS)).isZero();
        assertThat(grid.fineIndex(7)).isEqualTo(2 * ValueGrid.FINE_STEPS);
        assertThat(grid.position(7)).isEqualTo(7);
        assertThat(list.list()).containsExactly(-48, -40, 16);
        assertThat(list.position(1)).isEqualTo(0.5);
        assertThat(list.rank(16)).isEqualTo(2);
        assertThat(list.edge(1)).isEqualTo((0.5 + 4) / 2);
    }

    @Test
    void histogramsAreSharesOfWhatWasSeenLateMoreThanEarly() {
        double growth = 1.02;
        RankHistogram histogram = new RankHistogram(growth, 0);
        SplittableRandom random = new SplittableRandom(1);
        double[] weights = new double[1024];
        double weight = 1;
        for (int i = 0; i < 3000; i++) {
            long rank = random.nextInt(10) == 0 ? random.nextLong(-5, 2000) : 200 + random.nextInt(20);
            histogram.learn(rank);
            weights[(int) Math.max(0, Math.min(1023, rank))] += weight;
            weight *= growth;
        }
        double total = 0;
        for (double part : weights) {
            total += part;
        }
        double below = 0;
        for (int rank = 0; rank < 1023; rank++) {
            below += weights[rank];
            assertThat(histogram.below(rank)).as("below %d", rank).isCloseTo(below / total, within(2e-3));
        }
        assertThat(histogram.below(-1)).isZero();
        assertThat(histogram.below(1L << 40)).isEqualTo(1);
    }

    @Test
    void aSeasonIsThePeriodOfTheColumn() {
        SplittableRandom random = new SplittableRandom(2);
        long[] day = random.longs(37, 0, 500).toArray();
        ColumnHistory history = history(at -> day[at % day.length]);
        Season season = new Season(history);
        for (int at = 0; at < ROWS; at++) {
            season.learn(at);
        }
        assertThat(season.period()).isEqualTo(37);
    }

    @Test
    void whatCameBeforeIsGuessedAgain() {
        SplittableRandom random = new SplittableRandom(3);
        long[] pattern = random.longs(50, 0, 5).toArray();
        ColumnHistory history = history(ROWS);
        Recurrences recurrences = new Recurrences(history, 1, ROWS);
        int right = 0;
        for (int at = 0; at < ROWS; at++) {
            recurrences.look(at, 0, NO_NEIGHBOURS);
            long rank = pattern[at % pattern.length];
            if (at >= 100) {
                int run = Recurrences.COUNT - 1;
                right += recurrences.confidence(run) > 0 && recurrences.guess(run) == rank ? 1 : 0;
            }
            history.put(at, rank, (double) rank);
            recurrences.learn(at, 0);
        }
        assertThat(right).isEqualTo(ROWS - 100);
        assertThat(recurrences.confidence(Recurrences.COUNT - 1)).isEqualTo(Recurrences.MAX_CONFIDENCE);
    }

    @Test
    void rowsLikeThisOneTellHowFarItWillBeOff() {
        ColumnHistory history = history(at -> at % 10 == 0 ? 100 : 0);
        SimilarRows similar = new SimilarRows(history, 1, ROWS);
        for (int at = 0; at < ROWS; at++) {
            double expected = at % 10 == 0 ? 7 : -1;
            if (at > 500) {
                assertThat(similar.residual(at)).as("row %d", at).isCloseTo(expected, within(0.5));
            }
            similar.learn(at, history.position(at, 0), expected, 1);
        }
    }

    @Test
    void stackedForecastsAreBetterThanTheValueAbove() {
        SplittableRandom random = new SplittableRandom(4);
        double[] walk = new double[ROWS];
        for (int i = 2; i < ROWS; i++) {
            walk[i] = 1.8 * walk[i - 1] - 0.9 * walk[i - 2] + 10 * (random.nextDouble() - 0.5);
        }
        ColumnHistory history = history(ROWS);
        ColumnPlan plan = new ColumnPlan(ColumnLevels.grid(0), false, 0, NO_NEIGHBOURS);
        ColumnForecasts forecasts = new ColumnForecasts(history, new SimilarRows(history, 1, ROWS), plan, 0);
        for (int at = 0; at < ROWS; at++) {
            forecasts.predict(at);
            history.put(at, Math.round(walk[at]), Math.rint(walk[at]));
            forecasts.learn(at, Math.rint(walk[at]));
        }
        double above = forecasts.error(ColumnForecasts.ABOVE);
        assertThat(forecasts.error(ColumnForecasts.STACK)).isLessThan(0.6 * above);
        assertThat(forecasts.error(ColumnForecasts.BLEND)).isLessThan(0.6 * above);
    }
}
