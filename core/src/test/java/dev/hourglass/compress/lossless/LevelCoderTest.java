package dev.hourglass.compress.lossless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.entropy.NormalDistribution;
import dev.hourglass.compress.entropy.RansStack;
import dev.hourglass.data.Normalization;
import dev.hourglass.model.Likelihood;
import dev.hourglass.tensor.kernel.BetaBinomial;
import dev.hourglass.tensor.kernel.Categorical;
import dev.hourglass.tensor.kernel.LogisticMixture;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LevelCoderTest {
    private static final int FEATURES = VariationalModels.FEATURES;

    private static Stream<Arguments> likelihoods() {
        return Stream.of(
                Arguments.of(new Likelihood.Bernoulli(), 2),
                Arguments.of(new Likelihood.Categorical(5), 5),
                Arguments.of(new Likelihood.Categorical(256), 256),
                Arguments.of(new Likelihood.BetaBinomial(), 256),
                Arguments.of(new Likelihood.LogisticMixture(3), 256),
                Arguments.of(new Likelihood.Gaussian(0.1), 256),
                Arguments.of(new Likelihood.GaussianVariance(), 65_536));
    }

    private static float[] outputs(Likelihood likelihood, double deviation, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] outputs = new float[likelihood.planes() * FEATURES];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = (float) ((random.nextDouble() + random.nextDouble() - 1) * deviation);
        }
        return outputs;
    }

    private static void assertRoundTrip(LevelCoder coder, float[] outputs, int[] values) {
        RansStack stack = RansStack.empty(1);
        coder.push(stack, outputs, 0, values, 0);
        int[] back = new int[values.length];
        coder.pop(stack, outputs, 0, back, 0);
        assertThat(back).isEqualTo(values);
        stack.requireStart();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("likelihoods")
    void everyLevelComesBackWhateverTheNetworkSays(Likelihood likelihood, int levels) {
        LevelCoder coder = LevelCoders.create(VariationalModels.of(likelihood), levels);
        float[] odd = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0, 1e30f, -1e30f, 100, -100, -0f};
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 300; round++) {
            float[] outputs = outputs(likelihood, Math.scalb(1.0, round % 12 - 4), round);
            for (int i = 0; i < outputs.length && round % 2 == 1; i++) {
                outputs[i] = random.nextInt(3) == 0 ? odd[random.nextInt(odd.length)] : outputs[i];
            }
            int[] values = random.ints(FEATURES, 0, levels).toArray();
            values[round % FEATURES] = 0;
            values[(round + 1) % FEATURES] = levels - 1;
            assertRoundTrip(coder, outputs, values);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("likelihoods")
    void lengthIsThatOfTheLikelihood(Likelihood likelihood, int levels) {
        LevelCoder coder = LevelCoders.create(VariationalModels.of(likelihood), levels);
        SplittableRandom random = new SplittableRandom(4);
        RansStack stack = RansStack.empty(1);
        double bits = 0;
        for (int round = 0; round < (levels > 256 ? 1 : 100); round++) {
            float[] outputs = outputs(likelihood, 4, round);
            int[] values = new int[FEATURES];
            for (int i = 0; i < FEATURES; i++) {
                double[] shares = probabilities(likelihood, levels, outputs, i);
                values[i] = draw(shares, random.nextDouble());
                bits -= Math.log(shares[values[i]]) / Math.log(2);
            }
            coder.push(stack, outputs, 0, values, 0);
        }
        assertThat((stack.sizeBytes() - 8) * 8.0).isCloseTo(bits, within(0.001 * bits + 64));
    }

    private static int draw(double[] shares, double uniform) {
        double left = uniform;
        for (int k = 0; k < shares.length; k++) {
            left -= shares[k];
            if (left < 0) {
                return k;
            }
        }
        return 0;
    }

    private static double[] probabilities(Likelihood likelihood, int levels, float[] outputs, int feature) {
        double[] shares = new double[levels];
        if (likelihood instanceof Likelihood.BetaBinomial) {
            BetaBinomial.probabilities(outputs, 0, FEATURES, feature, shares);
        } else if (likelihood instanceof Likelihood.LogisticMixture mixture) {
            LogisticMixture.probabilities(outputs, 0, FEATURES, mixture.components(), feature, shares);
        } else if (likelihood instanceof Likelihood.Categorical) {
            Categorical.probabilities(outputs, 0, FEATURES, levels, feature, shares);
        } else if (likelihood instanceof Likelihood.Bernoulli) {
            shares[1] = 1 / (1 + Math.exp(-outputs[feature]));
            shares[0] = 1 - shares[1];
        } else {
            double deviation = likelihood instanceof Likelihood.Gaussian gaussian
                    ? gaussian.deviation()
                    : Math.exp(0.5 * outputs[FEATURES + feature]);
            double before = 0;
            for (int k = 1; k <= levels; k++) {
                double edge = (k - 0.5) / (levels - 1);
                double below = k == levels ? 1 : NormalDistribution.cumulative((edge - outputs[feature]) / deviation);
                shares[k - 1] = below - before;
                before = below;
            }
        }
        return shares;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("likelihoods")
    void rowsMayStandAnywhere(Likelihood likelihood, int levels) {
        TrainedModel model = VariationalModels.of(likelihood, Normalization.none(FEATURES));
        LevelCoder coder = LevelCoders.create(model, levels);
        float[] outputs = outputs(likelihood, 2, 1);
        float[] shifted = new float[outputs.length + 11];
        System.arraycopy(outputs, 0, shifted, 11, outputs.length);
        int[] values = new SplittableRandom(5).ints(FEATURES, 0, levels).toArray();
        int[] later = new int[FEATURES + 3];
        System.arraycopy(values, 0, later, 3, FEATURES);
        RansStack first = RansStack.empty(1);
        RansStack second = RansStack.empty(1);
        coder.push(first, outputs, 0, values, 0);
        coder.push(second, shifted, 11, later, 3);
        assertThat(second.toBytes()).isEqualTo(first.toBytes());
        int[] back = new int[FEATURES + 3];
        coder.pop(second, shifted, 11, back, 3);
        assertThat(Arrays.copyOfRange(back, 3, back.length)).isEqualTo(values);
    }
}
