package dev.hourglass.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.artifact.UntrainedModel;
import dev.hourglass.generate.MixtureConfig.CovarianceShape;
import dev.hourglass.tensor.SeededRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class GaussianMixtureTest {
    private static final double LOG_TWO_PI = StrictMath.log(2 * Math.PI);

    static Stream<Arguments> seedsAndShapes() {
        return LongStream.range(0, 20)
                .boxed()
                .flatMap(seed -> Stream.of(CovarianceShape.values()).map(shape -> Arguments.of(seed, shape)));
    }

    @ParameterizedTest(name = "seed {0}, {1}")
    @MethodSource("seedsAndShapes")
    void fittingNeverLosesGround(long seed, CovarianceShape shape) {
        SeededRandom random = new SeededRandom(seed);
        int size = 1 + random.nextInt(6);
        int components = 1 + random.nextInt(7);
        float[] codes = clusters(random, 40 + random.nextInt(200), size, 1 + random.nextInt(4));
        MixtureConfig config = new MixtureConfig(components, shape, 1e-3, 0, 60);

        List<Double> course = GaussianMixture.fit(codes, size, config, seed).course();

        for (int i = 1; i < course.size(); i++) {
            assertThat(course.get(i)).isGreaterThanOrEqualTo(course.get(i - 1) - 1e-9);
        }
    }

    @Test
    void oneComponentIsTheMeanAndTheCovariance() {
        float[] codes = {0, 0, 2, 1, 4, 5};
        MixtureConfig config = new MixtureConfig(1, CovarianceShape.FULL, 1e-9, 0, 5);

        GaussianMixture mixture = GaussianMixture.fit(codes, 2, config, 3);

        // S = [[8, 10], [10, 14]] / 3, det S = 12 / 9; the mean squared distance of any sample is L.
        assertThat(mixture.mean(0)).containsExactly(new double[] {2, 2}, within(1e-12));
        assertThat(mixture.logLikelihood(codes))
                .isCloseTo(-0.5 * (2 * LOG_TWO_PI + StrictMath.log(12.0 / 9) + 2), within(1e-6));
    }

    @Test
    void diagonalComponentsKnowNoCorrelation() {
        float[] codes = {0, 0, 2, 1, 4, 5};
        MixtureConfig config = new MixtureConfig(1, CovarianceShape.DIAGONAL, 1e-9, 0, 5);

        GaussianMixture mixture = GaussianMixture.fit(codes, 2, config, 3);

        assertThat(mixture.logLikelihood(codes))
                .isCloseTo(-0.5 * (2 * LOG_TWO_PI + StrictMath.log(8 * 14 / 9.0) + 2), within(1e-6));
    }

    @ParameterizedTest(name = "seed {0}, {1}")
    @MethodSource("seedsAndShapes")
    void findsClustersThatLieApart(long seed, CovarianceShape shape) {
        SeededRandom random = new SeededRandom(seed);
        float[] codes = new float[3000];
        for (int i = 0; i < codes.length / 2; i++) {
            boolean isLeft = i % 3 == 0;
            codes[2 * i] = (float) ((isLeft ? -20 : 20) + random.nextGaussian());
            codes[2 * i + 1] = (float) (isLeft ? 5 + random.nextGaussian() : 0.5 * random.nextGaussian());
        }

        GaussianMixture mixture =
                GaussianMixture.fit(codes, 2, MixtureConfig.defaults(2, 2).withShape(shape), seed);

        int left = mixture.mean(0)[0] < 0 ? 0 : 1;
        assertThat(mixture.weights().get(left)).isCloseTo(1.0 / 3, within(1e-9));
        assertThat(mixture.mean(left)).containsExactly(new double[] {-20, 5}, within(0.2));
        assertThat(mixture.mean(1 - left)).containsExactly(new double[] {20, 0}, within(0.2));
    }

    @Test
    void drawsHaveTheMomentsOfTheCodes() {
        SeededRandom random = new SeededRandom(4);
        float[] codes = new float[4000];
        for (int i = 0; i < codes.length / 2; i++) {
            double shared = random.nextGaussian();
            codes[2 * i] = (float) (3 + 2 * shared);
            codes[2 * i + 1] = (float) (shared + 0.5 * random.nextGaussian());
        }
        float[] drawn = new float[2 * 40_000];

        GaussianMixture.fit(codes, 2, MixtureConfig.defaults(3, 2), 1).draw(new SeededRandom(9), drawn, 40_000);

        assertThat(moments(drawn)).containsExactly(moments(codes), within(0.06));
    }

    @Test
    void equalCodesAreDrawnAgain() {
        float[] codes = new float[60];
        Arrays.fill(codes, 1.5f);
        float[] drawn = new float[30];

        GaussianMixture mixture = GaussianMixture.fit(codes, 3, MixtureConfig.defaults(4, 3), 1);
        mixture.draw(new SeededRandom(2), drawn, 10);

        assertThat(drawn).containsExactly(drawnAs(1.5f, 30), within(1e-6f));
        assertThat(mixture.weights()).containsExactly(1.0, 0.0, 0.0, 0.0);
    }

    @Test
    void equalSeedsGiveEqualBitsInOneCallOrInSeveral() {
        float[] codes = clusters(new SeededRandom(5), 300, 4, 3);
        GaussianMixture first = GaussianMixture.fit(codes, 4, MixtureConfig.defaults(5, 4), 8);
        GaussianMixture second = GaussianMixture.fit(codes, 4, MixtureConfig.defaults(5, 4), 8);
        float[] whole = new float[40];
        float[] head = new float[12];
        float[] tail = new float[28];

        first.draw(new SeededRandom(1), whole, 10);
        SeededRandom random = new SeededRandom(1);
        second.draw(random, head, 3);
        second.draw(random, tail, 7);

        assertThat(first.course()).isEqualTo(second.course());
        assertThat(whole).startsWith(head).endsWith(tail);
    }

    @Test
    void moreComponentsThanCodesAreRefused() {
        assertThatThrownBy(() -> GaussianMixture.fit(new float[6], 2, MixtureConfig.defaults(4, 2), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a mixture of 4 components needs at least as many codes, but had 3");
    }

    @Test
    void codesThatAreNoNumbersAreRefused() {
        assertThatThrownBy(() -> GaussianMixture.fit(new float[] {1, Float.NaN}, 1, MixtureConfig.defaults(1, 1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a mixture needs finite codes, but one was NaN");
    }

    @Test
    void indicesOfACodebookAreRefused() {
        GaussianMixture mixture = GaussianMixture.fit(new float[] {1, 2}, 1, MixtureConfig.defaults(1, 1), 1);

        assertThatThrownBy(() -> mixture.requireFit(UntrainedModel.quantized()))
                .hasMessage("a mixture needs codes that may lie between others, but those of this model are entries of"
                        + " a codebook; draw from the aggregate of codes of data");
        assertThatThrownBy(() -> mixture.requireFit(UntrainedModel.point(3)))
                .hasMessage("codes must have the 3 values that the model takes, but had 1");
    }

    /** Returns clusters of codes about centres up to 5 from 0. */
    private static float[] clusters(SeededRandom random, int rows, int size, int count) {
        double[] centres = new double[count * size];
        for (int j = 0; j < centres.length; j++) {
            centres[j] = 10 * random.nextDouble() - 5;
        }
        float[] codes = new float[rows * size];
        for (int i = 0; i < codes.length; i++) {
            int cluster = i / size % count;
            codes[i] = (float) (centres[cluster * size + i % size] + random.nextGaussian());
        }
        return codes;
    }

    private static float[] drawnAs(float value, int count) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }

    /** Returns the means, the variances and the covariance of pairs. */
    private static double[] moments(float[] pairs) {
        int count = pairs.length / 2;
        double[] sums = new double[5];
        for (int i = 0; i < count; i++) {
            double x = pairs[2 * i];
            double y = pairs[2 * i + 1];
            sums[0] += x / count;
            sums[1] += y / count;
            sums[2] += x * x / count;
            sums[3] += y * y / count;
            sums[4] += x * y / count;
        }
        return new double[] {
            sums[0], sums[1], sums[2] - sums[0] * sums[0], sums[3] - sums[1] * sums[1], sums[4] - sums[0] * sums[1]
        };
    }
}
