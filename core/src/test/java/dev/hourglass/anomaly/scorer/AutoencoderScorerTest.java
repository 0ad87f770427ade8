package dev.hourglass.anomaly.scorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.anomaly.scorer.AutoencoderConfig.Ensemble;
import dev.hourglass.anomaly.scorer.AutoencoderConfig.NeighbourSample;
import dev.hourglass.anomaly.scorer.AutoencoderConfig.Training;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AutoencoderScorerTest {
    private static final int FEATURES = 5;
    private static final int ROWS = 400;
    private static final AutoencoderConfig CONFIG = AutoencoderConfig.defaults()
            .withEnsemble(AutoencoderConfig.defaults().ensemble().withMembers(3))
            .withTraining(AutoencoderConfig.defaults().training().withSteps(200));

    /** Two causes seen through five columns; rows with a cause of their own lie on no such plane. */
    private static float[] rows(long seed, int count, boolean isAnomalous) {
        SeededRandom random = new SeededRandom(seed);
        float[] rows = new float[count * FEATURES];
        for (int i = 0; i < count; i++) {
            double first = random.nextGaussian();
            double second = random.nextGaussian();
            for (int j = 0; j < FEATURES; j++) {
                double value = isAnomalous ? 5 * random.nextGaussian() : j % 2 == 0 ? first : second - 0.5 * first;
                rows[i * FEATURES + j] = (float) (value + 0.1 * random.nextGaussian());
            }
        }
        return rows;
    }

    private static AutoencoderScorer fitted(ScoreKind kind) {
        return new AutoencoderFit(CONFIG.withScore(kind), 1, 2).fit(rows(1, ROWS, false), ROWS, FEATURES);
    }

    private static double median(double... scores) {
        return Arrays.stream(scores).sorted().toArray()[scores.length / 2];
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(ScoreKind.class)
    void everyKindPutsRowsUnlikeTheRestAbove(ScoreKind kind) {
        AutoencoderScorer scorer = fitted(kind);
        double[] normal = scorer.score(rows(2, ROWS, false), ROWS, 2);
        double[] anomalous = scorer.score(rows(3, ROWS, true), ROWS, 2);

        assertThat(scorer.kind()).isEqualTo(kind);
        assertThat(median(anomalous))
                .isGreaterThan(Arrays.stream(normal).sorted().toArray()[ROWS * 9 / 10]);
        assertThat(normal).containsExactly(scorer.score(rows(2, ROWS, false), ROWS, 1));
        for (float part : scorer.contributions(rows(3, 20, true), 20, 1)) {
            assertThat(part).isFinite().isNotNegative();
        }
    }

    @Test
    void fittingOnOneAndThreeThreadsGivesTheSameBits() {
        float[] rows = rows(1, ROWS, false);
        float[] test = rows(2, 50, true);
        double[] alone =
                new AutoencoderFit(CONFIG, 4, 1).fit(rows, ROWS, FEATURES).score(test, 50, 1);

        assertThat(new AutoencoderFit(CONFIG, 4, 3).fit(rows, ROWS, FEATURES).score(test, 50, 3))
                .containsExactly(alone);
    }

    @Test
    void theImportanceWeightedBoundIsTheTighterOne() {
        AutoencoderScorer scorer = fitted(ScoreKind.LIKELIHOOD);
        float[] rows = rows(2, ROWS, false);
        double[] plain = scorer.score(rows, ROWS, 2);
        double[] weighted = scorer.withKind(ScoreKind.IMPORTANCE_WEIGHTED).score(rows, ROWS, 2);

        assertThat(IntStream.range(0, ROWS)).allMatch(i -> weighted[i] <= plain[i] + 1e-9);
        assertThat(weighted).isNotEqualTo(plain);
    }

    @Test
    void plainNetworksKnowNoLikelihood() {
        AutoencoderScorer scorer = fitted(ScoreKind.COMBINED);
        assertThatThrownBy(() -> scorer.withKind(ScoreKind.LIKELIHOOD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("score likelihood must have networks that were fitted for it, but these were fitted for"
                        + " combined");
        assertThat(scorer.withKind(ScoreKind.NEIGHBOURS).kind()).isEqualTo(ScoreKind.NEIGHBOURS);
    }

    @Test
    void combinedIsTheSumOfTwoLogarithmsOfDistances() {
        AutoencoderScorer scorer = fitted(ScoreKind.COMBINED);
        float[] rows = rows(2, 30, true);
        double[] near = scorer.withKind(ScoreKind.NEIGHBOURS).score(rows, 30, 1);
        double[] left = scorer.withKind(ScoreKind.MAHALANOBIS).score(rows, 30, 1);
        double[] both = scorer.score(rows, 30, 1);
        for (int i = 0; i < 30; i++) {
            assertThat(both[i]).isCloseTo(near[i] + 0.5 * left[i], within(1e-9));
        }
    }

    @Test
    void fitsTheFewestAndTheNarrowestRows() {
        double[] scores = new AutoencoderFit(CONFIG, 1, 1)
                .fit(new float[] {1, 2}, 2, 1)
                .score(new float[] {1.5f, 40, Float.MAX_VALUE}, 3, 1);
        assertThat(Arrays.stream(scores).allMatch(Double::isFinite)).isTrue();
        assertThat(scores[1]).isGreaterThan(scores[0]);

        double[] constant = new AutoencoderFit(CONFIG, 1, 1)
                .fit(new float[] {3, 3, 3, 3, 3, 3}, 3, 2)
                .score(new float[] {3, 3, 3, 7}, 2, 1);
        assertThat(constant[1]).isGreaterThan(constant[0]);
    }

    @Test
    void refusesWhatItCannotFit() {
        AutoencoderFit fit = new AutoencoderFit(CONFIG, 1, 1);
        assertThatThrownBy(() -> fit.fit(new float[FEATURES], 1, FEATURES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2 rows");
        assertThatThrownBy(() -> new AutoencoderFit(CONFIG, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be at least 1, but was 0");
    }

    @Test
    void configurationsAreChecked() {
        assertThatThrownBy(() -> new Ensemble(0, 8, 16, 0.2, 0.5)).hasMessage("members must be 1 to 64, but were 0");
        assertThatThrownBy(() -> new Ensemble(1, 8, 4, 0.2, 0.5)).hasMessageEndingWith("but were 8 to 4");
        assertThatThrownBy(() -> new Ensemble(1, 8, 16, 0.6, 0.5)).hasMessageEndingWith("but were 0.6 to 0.5");
        assertThatThrownBy(() -> new Training(0, 1, 1)).hasMessageContaining("but were 0 and 1");
        assertThatThrownBy(() -> new Training(1, 1, Double.NaN)).hasMessageContaining("but was NaN");
        assertThatThrownBy(() -> new NeighbourSample(4, 5)).hasMessage("nearest must be 1 to 4, but were 5");
        assertThatThrownBy(() -> ScoreKind.from("best")).hasMessageContaining("latent-density");
        assertThat(ScoreKind.from("importance-weighted")).isEqualTo(ScoreKind.IMPORTANCE_WEIGHTED);
    }

    @Test
    void codesAreSmallerThanRows() {
        Ensemble ensemble = new Ensemble(4, 16, 32, 0.25, 0.75);
        assertThat(IntStream.range(0, 4).map(i -> ensemble.codeSize(i, 20))).containsExactly(5, 7, 10, 15);
        assertThat(IntStream.range(0, 4).map(i -> ensemble.codeSize(i, 2))).containsOnly(1);
        assertThat(ensemble.codeSize(0, 1)).isEqualTo(1);
        assertThat(new Training(600, 128, 1).epochs(1280)).isEqualTo(60);
        assertThat(new Training(600, 128, 1).epochs(10_000_000)).isEqualTo(1);
    }

    @Test
    void whiteningGivesMahalanobisDistances() {
        float[] rows = {1, 0, -1, 0, 0, 2, 0, -2};
        Whitening whitening = Whitening.fit(rows, 4, 2, 0);
        float[] whitened = new float[2 * whitening.padded()];
        whitening.apply(new float[] {1, 0, 3, 4}, 2, whitened);

        // Covariance diag(2/3, 8/3), and 1e-6 more.
        assertThat(whitening.squared(whitened, 0)).isCloseTo(1.5, within(1e-5));
        assertThat(whitening.squared(whitened, 1)).isCloseTo(9 * 1.5 + 16 * 0.375, within(1e-4));
        assertThat((double) whitening.weighted(whitened, 1, 0)).isCloseTo(3 * 1.5, within(1e-4));
        assertThat((double) whitening.weighted(whitened, 1, 1)).isCloseTo(4 * 0.375, within(1e-4));
    }

    @Test
    void wideRowsAreWhitenedColumnByColumn() {
        int size = 513;
        float[] rows = new float[3 * size];
        rows[1] = 1; // columns 0 and 1 hold 0 0 0 and 1 2 6, the others nothing
        rows[size + 1] = 2;
        rows[2 * size + 1] = 6;
        Whitening whitening = Whitening.fit(rows, 3, size, 0);
        float[] whitened = new float[3 * whitening.padded()];
        whitening.apply(rows, 3, whitened);
        assertThat(whitening.squared(whitened, 2)).isCloseTo(9.0 / 7, within(1e-4)); // (6 - 3)^2 / ((4 + 1 + 9) / 2)
        assertThat((double) whitening.weighted(whitened, 2, 1)).isCloseTo(3.0 / 7, within(1e-4));
        assertThat(whitening.store("w").get(1).shape()).isEqualTo(Shape.of(size));
    }

    @Test
    void oneFactorScalesAllColumnsAndIsTakenBack() {
        float[] rows = {0, 5, 2, 5, 4, 5, 6, 5}; // variances 5 and 0
        ColumnScaling scaling = ColumnScaling.fitTogether(rows, 2);
        float[] scaled = new float[2];
        scaling.apply(rows, 3, 1, scaled);
        assertThat(scaled[0]).isCloseTo((float) (3 / Math.sqrt(2.5)), within(1e-6f));
        assertThat(scaled[1]).isZero();
        float[] back = new float[2];
        scaling.invert(scaled, 1, back);
        assertThat(back).containsExactly(new float[] {6, 5}, within(1e-5f));
    }

    @Test
    void neighboursAreTheNearestOfTheSample() {
        SeededRandom random = new SeededRandom(9);
        float[] points = new float[70 * 3];
        for (int i = 0; i < points.length; i++) {
            points[i] = (float) random.nextGaussian();
        }
        int[] chosen = IntStream.range(0, 37).toArray();
        Neighbours neighbours = Neighbours.fit(points, 3, chosen);
        double[] means = new double[70];
        neighbours.distances(points, 70, 4, new float[neighbours.scratchSize(4)], means);
        for (int row = 0; row < 70; row++) {
            int from = row * 3;
            double[] sorted = Arrays.stream(chosen)
                    .mapToDouble(s -> distance(points, from, s * 3))
                    .sorted()
                    .toArray();
            assertThat(means[row]).isCloseTo((sorted[0] + sorted[1] + sorted[2] + sorted[3]) / 4, within(1e-3));
            int[] found = new int[2];
            neighbours.nearest(points, row, found);
            assertThat(distance(points, from, found[0] * 3)).isCloseTo(sorted[0], within(1e-6));
            assertThat(distance(points, from, found[1] * 3)).isCloseTo(sorted[1], within(1e-6));
        }
    }

    private static double distance(float[] points, int a, int b) {
        double sum = 0;
        for (int j = 0; j < 3; j++) {
            double difference = (double) points[a + j] - points[b + j];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }
}
