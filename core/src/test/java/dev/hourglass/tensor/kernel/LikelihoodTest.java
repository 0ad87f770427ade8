package dev.hourglass.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.tensor.SeededRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Probabilities, reconstructions and what happens at the ends of ranges. */
final class LikelihoodTest {
    private static final LikelihoodKernels KERNELS = Kernels.best().likelihood();
    private static final int FEATURES = 21;
    private static final int COMPONENTS = 3;

    /** The loss of a row whose targets are all x. */
    @FunctionalInterface
    private interface Loss {
        float of(float[] y, float[] x, float[] g);
    }

    /** The probabilities of the levels of one feature. */
    @FunctionalInterface
    private interface Probabilities {
        void of(float[] y, int feature, double[] target);
    }

    private static final Loss MIXTURE = (y, x, g) ->
            KERNELS.logisticMixture(y, 0, x, 0, g, 0, x.length, COMPONENTS, 1f, new float[LikelihoodKernels.SCRATCH]);
    private static final Loss BETA_BINOMIAL = (y, x, g) -> KERNELS.betaBinomial(y, 0, x, 0, g, 0, x.length, 1f);

    private static float[] outputs(int planes, double spread) {
        SeededRandom random = new SeededRandom(planes);
        float[] y = new float[planes * FEATURES];
        for (int i = 0; i < y.length; i++) {
            y[i] = (float) (spread * random.nextGaussian());
        }
        return y;
    }

    /** Probabilities add up to 1, and their logarithms, level by level, to the loss of the row. */
    private static void assertProbabilitiesAreThoseOfTheLoss(
            int levels, float[] y, Loss loss, Probabilities probabilities) {
        double[] sums = new double[levels];
        double[] target = new double[levels];
        for (int feature = 0; feature < FEATURES; feature++) {
            probabilities.of(y, feature, target);
            assertThat(Arrays.stream(target).sum()).isCloseTo(1, within(1e-13));
            assertThat(Arrays.stream(target).min().orElseThrow()).isNotNegative();
            for (int k = 0; k < levels; k++) {
                sums[k] -= StrictMath.log(target[k]);
            }
        }
        for (int k = 0; k < levels; k++) {
            float[] x = new float[FEATURES];
            Arrays.fill(x, k / (levels - 1f));
            assertThat((double) loss.of(y, x, new float[y.length]))
                    .as("level %s", k)
                    .isCloseTo(sums[k], within(1e-5 * sums[k]));
        }
    }

    @Test
    void probabilitiesOfTheMixtureAreThoseOfItsLoss() {
        assertProbabilitiesAreThoseOfTheLoss(
                256,
                outputs(3 * COMPONENTS, 1),
                MIXTURE,
                (y, feature, target) -> LogisticMixture.probabilities(y, 0, FEATURES, COMPONENTS, feature, target));
    }

    @Test
    void probabilitiesOfTheBetaBinomialAreThoseOfItsLoss() {
        assertProbabilitiesAreThoseOfTheLoss(
                256,
                outputs(2, 2),
                BETA_BINOMIAL,
                (y, feature, target) -> BetaBinomial.probabilities(y, 0, FEATURES, feature, target));
    }

    @Test
    void probabilitiesOfClassesAreThoseOfTheirLoss() {
        assertProbabilitiesAreThoseOfTheLoss(
                7,
                outputs(7, 2),
                (y, x, g) ->
                        KERNELS.categorical(y, 0, x, 0, g, 0, x.length, 7, 1f, new float[LikelihoodKernels.SCRATCH]),
                (y, feature, target) -> Categorical.probabilities(y, 0, FEATURES, 7, feature, target));
    }

    @Test
    void probabilitiesAddUpToOneAtTheEndsOfTheRanges() {
        double[] target = new double[256];
        for (float logAlpha : new float[] {-99, -10, 0, 10, 99}) {
            for (float logBeta : new float[] {-99, -10, 0, 10, 99}) {
                BetaBinomial.probabilities(new float[] {logAlpha, logBeta}, 0, 1, 0, target);
                assertThat(Arrays.stream(target).sum()).isCloseTo(1, within(1e-13));
                LogisticMixture.probabilities(new float[] {5, logAlpha, logBeta}, 0, 1, 1, 0, target);
                assertThat(Arrays.stream(target).sum()).isCloseTo(1, within(1e-13));
            }
        }
    }

    @Test
    void reconstructionsAreTheMeansOfTheDistributions() {
        float[] target = new float[2];
        BetaBinomial.mean(new float[] {0, 1, 0, -1}, 0, target, 0, 2);
        assertThat(target[0]).isEqualTo(0.5f);
        assertThat(target[1]).isCloseTo((float) (1 / (1 + StrictMath.exp(-2))), within(1e-6f));

        LogisticMixture.mean(new float[] {0, 1, 0, 1, -0.5f, 7, 0.5f, 7, 0, 0, 0, 0}, 0, target, 0, 2, 2);
        assertThat(target).containsExactly(0.5f, 1f); // means -0.5 and 0.5, and 7 twice, which counts as 1

        Categorical.mean(new float[] {0, -50, 0, -50, 0, 50}, 0, target, 0, 2, 3);
        assertThat(target[0]).isCloseTo(0.5f, within(1e-6f));
        assertThat(target[1]).isCloseTo(1f, within(1e-6f));
    }

    @Test
    void theMeanOfTheBetaBinomialIsThatOfItsProbabilities() {
        float[] y = {0.3f, -1.2f};
        double[] probabilities = new double[256];
        BetaBinomial.probabilities(y, 0, 1, 0, probabilities);
        double mean = 0;
        for (int k = 0; k < 256; k++) {
            mean += probabilities[k] * k / 255;
        }
        float[] target = new float[1];
        BetaBinomial.mean(y, 0, target, 0, 1);
        assertThat((double) target[0]).isCloseTo(mean, within(1e-6));
    }

    @Test
    void outputsBeyondTheRangesHaveNoGradientAndAFiniteLoss() {
        for (float end : new float[] {-1000, 1000}) {
            for (float x : new float[] {0f, 0.2f, 1f}) {
                float[] g = {7, 7};
                assertThat(BETA_BINOMIAL.of(new float[] {end, end}, new float[] {x}, g))
                        .isFinite();
                assertThat(g).containsExactly(0f, 0f);

                assertThat(KERNELS.learnedGaussian(
                                new float[] {0.5f, end},
                                0,
                                new float[] {x},
                                0,
                                g,
                                0,
                                1,
                                1f,
                                new float[LikelihoodKernels.SCRATCH]))
                        .isFinite();
                assertThat(g[1]).isZero();

                float[] gradients = new float[3];
                assertThat(KERNELS.logisticMixture(
                                new float[] {0, 0.5f, end},
                                0,
                                new float[] {x},
                                0,
                                gradients,
                                0,
                                1,
                                1,
                                1f,
                                new float[LikelihoodKernels.SCRATCH]))
                        .isFinite();
                assertThat(gradients[2]).isZero();
            }
        }
    }

    /** A narrow component far from the target: sigmoids differ by less than any float, their formula does not. */
    @Test
    void improbableLevelsKeepTheirLossAndSlope() {
        float[] g = new float[3];
        float loss = KERNELS.logisticMixture(
                new float[] {0, -0.9f, -5},
                0,
                new float[] {200 / 255f},
                0,
                g,
                0,
                1,
                1,
                1f,
                new float[LikelihoodKernels.SCRATCH]);
        double inverse = StrictMath.exp(5);
        double q = (2 * 200 / 255.0 - 1 - 1 / 255.0 + 0.9) * inverse;
        assertThat((double) loss).isCloseTo(q - StrictMath.log1p(-StrictMath.exp(-2 / 255.0 * inverse)), within(1e-3));
        assertThat((double) g[1]).isCloseTo(-inverse, within(1e-3));
    }
}
