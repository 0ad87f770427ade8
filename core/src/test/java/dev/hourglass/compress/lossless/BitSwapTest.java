package dev.hourglass.compress.lossless;

import static dev.hourglass.compress.lossless.VariationalModels.FEATURES;
import static dev.hourglass.compress.lossless.VariationalModels.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.model.Likelihood;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class BitSwapTest {
    private static final TrainedModel TWO = VariationalModels.hierarchical(new Likelihood.Bernoulli(), 3, 2);
    private static final TrainedModel FOUR = VariationalModels.hierarchical(new Likelihood.BetaBinomial(), 3, 5, 2, 1);
    private static final TrainedModel MIXTURE =
            VariationalModels.hierarchical(new Likelihood.LogisticMixture(2), 7, 3, 2);

    /** Model, levels, CRC-32 of the bytes of {@link VariationalModels#smooth} rows. */
    private static Stream<Arguments> models() {
        return Stream.of(
                Arguments.of(TWO, 2, 0xBECA4309L),
                Arguments.of(FOUR, 256, 0x205523D7L),
                Arguments.of(MIXTURE, 256, 0x507E20E8L));
    }

    @ParameterizedTest(name = "{1} levels, {2}")
    @MethodSource("models")
    void rowsComeBack(TrainedModel model, int levels, long crc) {
        BitSwap coder = BitSwap.create(model, levels);
        for (int rows : new int[] {0, 1, 2, 7, 8, 9, 63, 300, 341}) {
            int[][] data = {
                smooth(rows, levels),
                new SplittableRandom(rows)
                        .ints((long) rows * FEATURES, 0, levels)
                        .toArray(),
                new int[rows * FEATURES]
            };
            for (int[] values : data) {
                byte[] bytes = coder.encode(values, rows);
                assertThat(coder.decode("chunk 3", bytes, rows)).isEqualTo(values);
            }
        }
    }

    @ParameterizedTest(name = "{1} levels, {2}")
    @MethodSource("models")
    void bytesDependOnNeitherThreadsNorKernelsNorMachine(TrainedModel model, int levels, long crc) {
        int[] values = smooth(400, levels);
        byte[] bytes = BitSwap.create(model, levels).encode(values, 400);
        assertThat(BitSwap.create(model.withThreads(3), levels).encode(values, 400))
                .isEqualTo(bytes);
        BitSwap plain = BitSwap.create(model, levels, Kernels.plain());
        assertThat(plain.encode(values, 400)).isEqualTo(bytes);
        assertThat(plain.decode("chunk 3", bytes, 400)).isEqualTo(values);
        CRC32 found = new CRC32();
        found.update(bytes);
        assertThat(Long.toHexString(found.getValue())).isEqualTo(Long.toHexString(crc));
    }

    @Test
    void aChunkBorrowsTheFirstLevelOfAboutOneRow() {
        BitSwap coder = BitSwap.create(FOUR, 256);
        double one = coder.encode(smooth(1, 256), 1).length;
        double many = coder.encode(smooth(400, 256), 400).length;
        assertThat(one).isLessThan(many / 400 + 20);
    }

    @Test
    void everyFlippedBitAndEveryCutIsNoticed() {
        DamagedChunks.assertNoticed(BitSwap.create(TWO, 2), smooth(12, 2), 12);
    }

    @Test
    void refusesModelsThatCannotCode() {
        assertThatExceptionOfType(WrongModelException.class)
                .isThrownBy(() -> BitSwap.create(VariationalModels.of(new Likelihood.Bernoulli()), 2))
                .withMessage(
                        "Bit-Swap coding needs a model with a hierarchical latent variable, but that of this one is"
                                + " gaussian; train one with upper-latents");
        assertThatExceptionOfType(WrongModelException.class)
                .isThrownBy(() -> BitSwap.levels(VariationalModels.hierarchical(new Likelihood.Direct(), 2, 2)))
                .withMessage("lossless coding needs a model with a likelihood, but that of this one is direct; train"
                        + " one with likelihood bernoulli, beta-binomial or another");
        assertThat(BitSwap.suits(TWO)).isTrue();
        assertThat(BitsBack.suits(TWO)).isFalse();
        assertThat(BitSwap.suits(VariationalModels.of(new Likelihood.Bernoulli())))
                .isFalse();
    }

    @Test
    void refusesValuesThatAreNoLevels() {
        BitSwap coder = BitSwap.create(TWO, 2);
        int[] values = new int[2 * FEATURES];
        values[FEATURES + 4] = 2;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> coder.encode(values, 2))
                .withMessage("values must be whole numbers in [0, 2), but value 4 of row 1 was 2");
    }
}
