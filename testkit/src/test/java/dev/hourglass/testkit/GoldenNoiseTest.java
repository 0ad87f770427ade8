package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.data.Augmentation;
import dev.hourglass.data.Corruption;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.BetaBinomial;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.tensor.kernel.LikelihoodKernels;
import dev.hourglass.tensor.kernel.LogisticMixture;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random numbers, damaged samples, likelihoods and probabilities that must come out the same on every machine and Java
 * version. A change of noise changes what users can reproduce; a change of probabilities, which files they can
 * decompress.
 */
final class GoldenNoiseTest {
    private static final int FEATURES = 3 * 16 * 12;
    private static final SeededRandom RANDOM = new SeededRandom(9);
    private static final float[] OUTPUTS = RandomArrays.normal(RANDOM, 15 * FEATURES);
    private static final float[] SAMPLE = RandomArrays.uniform(RANDOM, FEATURES);

    private static String hash(float[] values) {
        return Long.toHexString(Bits.hash(values));
    }

    @Test
    void noiseHasThePinnedBits() {
        float[] target = new float[2000];
        Kernels.best().noise().uniform(12, 34, target, 0, 1000);
        Kernels.best().noise().normal(12, 34, target, 1000, 1000);
        assertThat(hash(target)).isEqualTo("3c40d1afd5ffc78f");
    }

    @ParameterizedTest
    @CsvSource({
        "gaussian:0.3, 643583d594762511",
        "masking:0.5, f0b9f25b309437fc",
        "salt-and-pepper:0.2, 47103c7a3626fde0",
        "blur:1.5, 96f2c1134afde165"
    })
    void corruptionsHaveThePinnedBits(String text, String pinned) {
        float[] target = new float[FEATURES];
        Corruption.from(text).apply(SAMPLE, 0, target, 0, Shape.of(3, 16, 12), 56);
        assertThat(hash(target)).isEqualTo(pinned);
    }

    @Test
    void augmentationsHaveThePinnedBits() {
        float[] target = new float[FEATURES];
        Augmentation.from("shift:2,rotate:10,scale:0.1,flip,noise:0.05")
                .apply(SAMPLE, 0, target, 0, Shape.of(3, 16, 12), 78);
        assertThat(hash(target)).isEqualTo("c2cc4519c88fe7a8");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 922ebd68dc9185f",
        "1, 3c940c5dd776ea6b",
        "2, 2a04a3d61ac1c552",
        "3, 23770d10652ea37",
        "4, 6509df5d510679f9"
    })
    void likelihoodsHaveThePinnedBits(int index, String pinned) {
        ReferenceLikelihood likelihood =
                ReferenceLikelihood.draw(new SeededRandom(3)).get(index);
        float[] g = new float[likelihood.planes() * FEATURES + 1];
        float[] x = likelihood.targets(new SeededRandom(4), FEATURES);
        float[] scratch = new float[LikelihoodKernels.SCRATCH];
        g[g.length - 1] = likelihood.row(Kernels.best().likelihood(), OUTPUTS, 0, x, 0, g, 0, FEATURES, 1f, scratch);
        assertThat(hash(g)).as(likelihood.name()).isEqualTo(pinned);
    }

    @Test
    void probabilitiesHaveThePinnedBits() {
        double[] probabilities = new double[256];
        LogisticMixture.probabilities(OUTPUTS, 0, FEATURES, 3, 5, probabilities);
        assertThat(Arrays.hashCode(probabilities)).isEqualTo(-1287060480);
        BetaBinomial.probabilities(OUTPUTS, 0, FEATURES, 5, probabilities);
        assertThat(Arrays.hashCode(probabilities)).isEqualTo(-198258115);
    }
}
