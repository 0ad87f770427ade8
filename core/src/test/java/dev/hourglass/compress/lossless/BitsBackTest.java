package dev.hourglass.compress.lossless;

import static dev.hourglass.compress.lossless.VariationalModels.smooth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.artifact.UntrainedModel;
import dev.hourglass.data.Normalization;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.model.Likelihood;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class BitsBackTest {
    private static final int FEATURES = VariationalModels.FEATURES;

    /** Likelihood, levels, CRC-32 of the bytes of {@link VariationalModels#smooth} rows. */
    private static Stream<Arguments> likelihoods() {
        return Stream.of(
                Arguments.of(new Likelihood.Bernoulli(), 2, 0x10F09E43L),
                Arguments.of(new Likelihood.Categorical(5), 5, 0x1F1CC5FBL),
                Arguments.of(new Likelihood.BetaBinomial(), 256, 0xE49AB705L),
                Arguments.of(new Likelihood.LogisticMixture(3), 256, 0x7A660034L),
                Arguments.of(new Likelihood.Gaussian(0.1), 256, 0xFDEF2BB5L),
                Arguments.of(new Likelihood.GaussianVariance(), 65_536, 0x9BF363E2L));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("likelihoods")
    void rowsComeBack(Likelihood likelihood, int levels, long crc) {
        BitsBack coder = BitsBack.create(VariationalModels.of(likelihood), levels);
        for (int rows : new int[] {0, 1, 2, 7, 8, 9, 63, 300, 341}) {
            int[][] data = {
                smooth(rows, levels),
                new SplittableRandom(rows)
                        .ints((long) rows * FEATURES, 0, levels)
                        .toArray(),
                new int[rows * FEATURES],
                new SplittableRandom(rows)
                        .ints((long) rows * FEATURES, 0, 2)
                        .map(bit -> bit * (levels - 1))
                        .toArray()
            };
            for (int[] values : data) {
                byte[] bytes = coder.encode(values, rows);
                assertThat(coder.decode("chunk 3", bytes, rows)).isEqualTo(values);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("likelihoods")
    void bytesDependOnNeitherThreadsNorKernelsNorMachine(Likelihood likelihood, int levels, long crc) {
        TrainedModel model = VariationalModels.of(likelihood);
        int[] values = smooth(400, levels);
        byte[] bytes = BitsBack.create(model, levels).encode(values, 400);
        assertThat(BitsBack.create(model.withThreads(3), levels).encode(values, 400))
                .isEqualTo(bytes);
        BitsBack plain = BitsBack.create(model, levels, Kernels.plain());
        assertThat(plain.encode(values, 400)).isEqualTo(bytes);
        assertThat(plain.decode("chunk 3", bytes, 400)).isEqualTo(values);
        CRC32 found = new CRC32();
        found.update(bytes);
        assertThat(Long.toHexString(found.getValue())).isEqualTo(Long.toHexString(crc));
    }

    @Test
    void groupsGrowFromOneRow() {
        assertThat(Stream.iterate(0, first -> first + RowGroups.size(first, 10_000))
                        .limit(12)
                        .toList())
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15);
        assertThat(RowGroups.size(9_000, 10_000)).isEqualTo(64);
        assertThat(RowGroups.size(9_990, 10_000)).isEqualTo(10);
    }

    @Test
    void aChunkBorrowsTheCodesOfAboutOneRow() {
        BitsBack coder = BitsBack.create(VariationalModels.of(new Likelihood.BetaBinomial()), 256);
        double one = coder.encode(smooth(1, 256), 1).length;
        double many = coder.encode(smooth(400, 256), 400).length;
        assertThat(one).isLessThan(many / 400 + 16);
    }

    @Test
    void everyFlippedBitAndEveryCutIsNoticed() {
        DamagedChunks.assertNoticed(
                BitsBack.create(VariationalModels.of(new Likelihood.Bernoulli()), 2), smooth(12, 2), 12);
    }

    @Test
    void normalizedModelsCodeTheirOwnUnits() {
        float[] fill = new float[FEATURES];
        float[] offset = new float[FEATURES];
        float[] scale = new float[FEATURES];
        Arrays.fill(offset, 0.3f);
        Arrays.fill(scale, 4f);
        Normalization normalization = Normalization.of(Normalization.Kind.STANDARDIZE, fill, offset, scale);
        BitsBack coder = BitsBack.create(VariationalModels.of(new Likelihood.Gaussian(0.5), normalization), 1000);
        int[] near = new int[50 * FEATURES];
        Arrays.fill(near, 300); // the offset: 0 to the network
        int[] far = new int[50 * FEATURES];
        Arrays.fill(far, 900);
        byte[] bytes = coder.encode(near, 50);
        assertThat(bytes.length).isLessThan(coder.encode(far, 50).length);
        assertThat(coder.decode("chunk 3", bytes, 50)).isEqualTo(near);
    }

    @Test
    void refusesModelsThatCannotCode() {
        assertThatExceptionOfType(WrongModelException.class)
                .isThrownBy(() -> BitsBack.create(UntrainedModel.point(3), 2))
                .withMessage("bits-back coding needs a model with a gaussian latent variable, but that of this one is"
                        + " point; train it with objective elbo");
        assertThatExceptionOfType(WrongModelException.class)
                .isThrownBy(() -> BitsBack.create(VariationalModels.of(new Likelihood.Direct()), 2))
                .withMessage("lossless coding needs a model with a likelihood, but that of this one is direct; train"
                        + " one with likelihood bernoulli, beta-binomial or another");
        assertThatExceptionOfType(WrongModelException.class)
                .isThrownBy(() -> BitsBack.create(VariationalModels.of(new Likelihood.Bernoulli()), 256))
                .withMessage("a model with a bernoulli likelihood codes values of 2 levels, but they have 256");
        assertThatExceptionOfType(WrongModelException.class)
                .isThrownBy(() -> BitsBack.create(VariationalModels.of(new Likelihood.Gaussian(1)), 65_537))
                .withMessage("values must have 2 to 65536 levels, but have 65537");
    }

    @Test
    void refusesValuesThatAreNoLevels() {
        BitsBack coder = BitsBack.create(VariationalModels.of(new Likelihood.Bernoulli()), 2);
        int[] values = new int[2 * FEATURES];
        values[FEATURES + 4] = 2;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> coder.encode(values, 2))
                .withMessage("values must be whole numbers in [0, 2), but value 4 of row 1 was 2");
    }
}
