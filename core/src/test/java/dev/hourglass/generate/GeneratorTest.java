package dev.hourglass.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.artifact.Posterior;
import dev.hourglass.artifact.Provenance;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.artifact.UntrainedModel;
import dev.hourglass.data.Dataset;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.Parameters;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GeneratorTest {
    private static final Dataset DATA = UntrainedModel.samples(40, 3);

    @Test
    void equalSeedsGiveEqualBitsInOneCallOrInSeveralOnAnyThreads() {
        TrainedModel model = UntrainedModel.gaussian(4);
        Tensor whole = Generator.generate(model, new StandardNormal(4), 200, 6);

        Generator parts = new Generator(model.withThreads(3), new StandardNormal(4), 6);

        assertThat(parts.next(70)).isEqualTo(Arrays.copyOf(whole.values(), 70 * UntrainedModel.FEATURES));
        assertThat(parts.next(130))
                .isEqualTo(Arrays.copyOfRange(whole.values(), 70 * UntrainedModel.FEATURES, whole.values().length));
        assertThat(Generator.generate(model, new StandardNormal(4), 200, 7).values())
                .isNotEqualTo(whole.values());
        assertThat(whole.shape().dimensions()).containsExactly(200, UntrainedModel.FEATURES);
    }

    @Test
    void thePriorIsStandardNormal() {
        float[] codes = new float[2 * 50_000];
        new StandardNormal(2).draw(new SeededRandom(1), codes, 50_000);
        double sum = 0;
        double squares = 0;
        for (float code : codes) {
            sum += code;
            squares += code * code;
        }

        assertThat(sum / codes.length).isCloseTo(0, within(0.01));
        assertThat(squares / codes.length).isCloseTo(1, within(0.02));
    }

    @Test
    void levelsAreDrawnFromTheTopDown() {
        TrainedModel model = UntrainedModel.hierarchical(4);
        Tensor whole = Generator.generate(model, AncestralPrior.of(model), 200, 6);
        Generator parts = new Generator(model.withThreads(2), AncestralPrior.of(model), 6);

        assertThat(parts.next(70)).isEqualTo(Arrays.copyOf(whole.values(), 70 * UntrainedModel.FEATURES));
        assertThat(parts.next(130))
                .isEqualTo(Arrays.copyOfRange(whole.values(), 70 * UntrainedModel.FEATURES, whole.values().length));
    }

    /** With all weights but one bias 0, what the top level says is known. */
    @Test
    void aLevelIsDrawnAsTheOneAboveTells() {
        TrainedModel model = UntrainedModel.hierarchical(4);
        Parameters weights = new Parameters(model.parameters().layout());
        Parameter bias = weights.layout().parameter("prior_1.2.bias");
        weights.set(bias, new float[] {3, 3, 3, 3, -4, -4, -4, -4});
        TrainedModel told = new TrainedModel(
                model.config(),
                weights,
                model.normalization(),
                new TrainedModel.Reading(model.schema(), model.dataOptions()),
                model.provenance());
        float[] codes = new float[4 * 20_000];

        AncestralPrior.of(told).draw(new SeededRandom(1), codes, 20_000);

        double sum = 0;
        double squares = 0;
        for (float code : codes) {
            sum += code;
            squares += (code - 3.0) * (code - 3.0);
        }
        assertThat(sum / codes.length).isCloseTo(3, within(0.01));
        assertThat(squares / codes.length).isCloseTo(StrictMath.exp(-4), within(0.001));
    }

    @Test
    void levelsOfAnotherHierarchyAreRefused() {
        AncestralPrior prior = AncestralPrior.of(UntrainedModel.hierarchical(4));

        assertThatThrownBy(() -> Generator.generate(UntrainedModel.hierarchical(5), prior, 1, 1))
                .hasMessage("codes of a hierarchy belong to the model whose hierarchy it is, but this one has another;"
                        + " draw them from its own");
        assertThatThrownBy(() -> AncestralPrior.of(UntrainedModel.gaussian(4)))
                .hasMessage("codes are drawn level by level from a hierarchical latent variable, but that of this model"
                        + " is gaussian; draw them from another source");
    }

    @Test
    void theAggregateOfLevelsHasTheNoiseOfTheEncoder() {
        TrainedModel model = UntrainedModel.hierarchical(4);

        Tensor samples = Generator.generate(model, AggregatePosterior.of(model, DATA), 30, 2);

        assertThat(isRowOf(model.reconstruct(DATA.tensor()).values(), row(samples.values(), 0)))
                .isFalse();
    }

    @Test
    void plainCodesHaveNoPrior() {
        TrainedModel model = UntrainedModel.point(4);

        assertThatThrownBy(() -> Generator.generate(model, new StandardNormal(4), 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the prior belongs to gaussian latent variables, and to codes trained by wae, aae or gan, but"
                                + " that of this model is point; draw from a mixture fitted to codes of data, or from the aggregate of codes of"
                                + " data");
    }

    @Test
    void codesHeldToThePriorAreDrawnFromIt() {
        TrainedModel plain = UntrainedModel.point(4);
        Provenance provenance = plain.provenance();
        TrainedModel held = plain.withProvenance(new Provenance(
                provenance.hourglassVersion(),
                provenance.dataName(),
                provenance.dataHash(),
                provenance.dataRows(),
                provenance.seed(),
                Map.of("objective", "wae"),
                Map.of()));
        float[] codes = new float[3 * 4];
        new StandardNormal(4).draw(new SeededRandom(6).fork("codes"), codes, 3);

        assertThat(Generator.generate(held, new StandardNormal(4), 3, 6).values())
                .isEqualTo(plain.decode(codes, 3));
    }

    @Test
    void entriesOfACodebookHaveNoPrior() {
        assertThatThrownBy(() -> Generator.generate(UntrainedModel.quantized(), new StandardNormal(3), 1, 1))
                .hasMessage(
                        "the prior belongs to gaussian latent variables, and to codes trained by wae, aae or gan, but"
                                + " that of this model is quantized; draw from the aggregate of codes of data");
    }

    @Test
    void theAggregateOfPlainCodesGivesReconstructionsBack() {
        TrainedModel model = UntrainedModel.point(4);
        float[] restored = model.reconstruct(DATA.tensor()).values();

        Tensor samples = Generator.generate(model, AggregatePosterior.of(model, DATA), 30, 2);

        for (int i = 0; i < 30; i++) {
            assertThat(isRowOf(restored, row(samples.values(), i))).isTrue();
        }
    }

    @Test
    void theAggregateOfCodebookEntriesGivesReconstructionsBack() {
        TrainedModel model = UntrainedModel.quantized();
        float[] restored = model.reconstruct(DATA.tensor()).values();

        Tensor samples = Generator.generate(model, AggregatePosterior.of(model, DATA), 30, 2);

        for (int i = 0; i < 30; i++) {
            assertThat(isRowOf(restored, row(samples.values(), i))).isTrue();
        }
    }

    @Test
    void theAggregateOfGaussianCodesHasTheEncodersNoise() {
        TrainedModel model = UntrainedModel.gaussian(2);
        Dataset one = DATA.head(1);
        Posterior posterior = model.posterior(one.values(), 1);
        float[] codes = new float[2 * 20_000];

        AggregatePosterior.of(model, one).draw(new SeededRandom(8), codes, 20_000);

        for (int j = 0; j < 2; j++) {
            double sum = 0;
            double squares = 0;
            for (int i = j; i < codes.length; i += 2) {
                double standard = (codes[i] - posterior.mean(0, j)) / posterior.deviation(0, j);
                sum += standard;
                squares += standard * standard;
            }
            assertThat(sum / 20_000).isCloseTo(0, within(0.03));
            assertThat(squares / 20_000).isCloseTo(1, within(0.04));
        }
    }

    @Test
    void posteriorsAreWhatTheEncoderSays() {
        TrainedModel model = UntrainedModel.gaussian(3);

        Posterior posterior = model.posterior(DATA.values(), DATA.rows());

        float[] codes = model.encode(DATA.tensor()).values();
        for (int i = 0; i < codes.length; i++) {
            double mean = posterior.mean(i / 3, i % 3);
            double deviation = posterior.deviation(i / 3, i % 3);
            assertThat((float) mean).isEqualTo(codes[i]);
            assertThat(posterior.divergence(i / 3, i % 3))
                    .isCloseTo(
                            0.5 * (mean * mean + deviation * deviation - 1) - StrictMath.log(deviation), within(1e-6))
                    .isNotNegative();
        }
        assertThatThrownBy(() -> UntrainedModel.point(3).posterior(DATA.values(), DATA.rows()))
                .isInstanceOf(WrongModelException.class)
                .hasMessage(
                        "distributions of codes need a model with a gaussian or hierarchical latent variable, but that of this one"
                                + " is point");
    }

    @Test
    void countsBelowOneAreRefused() {
        Generator generator = new Generator(UntrainedModel.gaussian(2), new StandardNormal(2), 1);

        assertThatThrownBy(() -> generator.next(0)).hasMessage("count must be at least 1, but was 0");
    }

    private static float[] row(float[] values, int index) {
        return Arrays.copyOfRange(values, index * UntrainedModel.FEATURES, (index + 1) * UntrainedModel.FEATURES);
    }

    private static boolean isRowOf(float[] values, float[] row) {
        for (int i = 0; i < values.length / row.length; i++) {
            if (Arrays.equals(row(values, i), row)) {
                return true;
            }
        }
        return false;
    }
}
