package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.hourglass.data.Dataset;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.data.Normalization;
import dev.hourglass.data.Split;
import dev.hourglass.evaluate.TradeoffRate;
import dev.hourglass.experiment.Experiment;
import dev.hourglass.experiment.Experiment.Outcome;
import dev.hourglass.model.ConvConfig;
import dev.hourglass.model.Initializer;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Layer;
import dev.hourglass.model.LayerText;
import dev.hourglass.model.Likelihood;
import dev.hourglass.model.Network;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.train.Distortion;
import dev.hourglass.train.Objective;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A codec that is trained for likeness as an eye would have it. */
final class LikenessTrainingTest {
    private static final ImageSchema SCHEMA = new ImageSchema(1, 24, 24);

    /** Waves of all directions, in [0.2, 0.8]. */
    private static Dataset waves(int rows, long seed, float lift) {
        SeededRandom random = new SeededRandom(seed);
        float[] values = new float[rows * SCHEMA.features()];
        for (int row = 0; row < rows; row++) {
            double across = random.nextDouble();
            double down = random.nextDouble();
            double phase = 6 * random.nextDouble();
            for (int i = 0; i < SCHEMA.features(); i++) {
                double wave = StrictMath.sin(across * (i % 24) + down * Math.floorDiv(i, 24) + phase);
                values[row * SCHEMA.features() + i] = lift + (float) (0.5 + 0.3 * wave);
            }
        }
        return Dataset.of("waves", SCHEMA, values, List.of());
    }

    private static ConvConfig codec(List<Double> tradeoffs) {
        Shape image = SCHEMA.sampleShape();
        List<Layer> encoder = LayerText.parse(List.of("conv:8:8:stride=4:padding=2"), image);
        Shape code = new Network(image, encoder).outputShape();
        return new ConvConfig(
                image,
                encoder,
                code,
                LayerText.parse(List.of("deconv:1:8:stride=4:padding=2"), code),
                new Latent.Coded(code, tradeoffs, List.of(), List.of()),
                new Likelihood.Direct(),
                Initializer.COSINE);
    }

    private static Outcome train(Distortion distortion, List<Double> tradeoffs, int epochs, float lift)
            throws IOException {
        TrainerConfig training = TrainerConfig.defaults(new Objective.RateDistortion(distortion, 0), epochs)
                .withBatchSize(16)
                .withLearningRate(0.003);
        Split split = new Split(waves(96, 1, lift), waves(32, 2, lift), waves(0, 3, lift));
        return Experiment.of(split, Normalization.Kind.NONE, codec(tradeoffs), training)
                .run(RunOptions.defaults(1).withThreads(2), TrainingListener.SILENT);
    }

    @Test
    void theLossIsWhatIsMeasured() throws IOException {
        double tradeoff = 0.01;
        Outcome outcome = train(Distortion.MS_SSIM, List.of(tradeoff), 30, 0);
        TradeoffRate rate = outcome.evaluation().rates().get(0);
        double loss = outcome.training().history().epochs().get(29).validationLoss();

        assertThat(outcome.training().history().warnings()).isEmpty();
        assertThat(loss)
                .isCloseTo(
                        tradeoff * 1270 * (1 - rate.multiScaleSimilarity()) + rate.bitsPerPixel(),
                        withinPercentage(1)); // pixels beyond [0, 1] count in the loss as they are
        assertThat(outcome.model().provenance().settings()).containsEntry("distortion", "ms-ssim");
    }

    @Test
    void likenessRises() throws IOException {
        List<Double> tradeoffs = List.of(0.002, 0.01, 0.05);
        List<TradeoffRate> early =
                train(Distortion.MS_SSIM, tradeoffs, 1, 0).evaluation().rates();
        List<TradeoffRate> late =
                train(Distortion.MS_SSIM, tradeoffs, 25, 0).evaluation().rates();

        assertThat(late).extracting(TradeoffRate::tradeoff).isEqualTo(tradeoffs);
        assertThat(late).extracting(TradeoffRate::bitsPerPixel).isSorted();
        assertThat(late).extracting(TradeoffRate::multiScaleSimilarity).isSorted();
        for (int i = 0; i < tradeoffs.size(); i++) {
            double wanted = 1270 * tradeoffs.get(i);
            assertThat(late.get(i).bitsPerPixel() + wanted * (1 - late.get(i).multiScaleSimilarity()))
                    .isLessThan(early.get(i).bitsPerPixel()
                            + wanted * (1 - early.get(i).multiScaleSimilarity()));
        }
    }

    @Test
    void pixelsBeyondTheirRangeAreRefused() {
        assertThatThrownBy(() -> train(Distortion.MS_SSIM, List.of(0.01), 1, 0.4f))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ms-ssim needs values in [0, 1], but row ")
                .hasMessageEndingWith("; use distortion squared-error, or min-max normalisation");
        assertThatThrownBy(() -> Distortion.from("ssim"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("distortion must be one of squared-error, ms-ssim, but was \"ssim\"");
    }
}
