package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hourglass.data.Augmentation;
import dev.hourglass.data.Corruption;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.Likelihood;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.Divergence;
import dev.hourglass.nn.Inference;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.EpochRecord;
import dev.hourglass.train.InputConfig;
import dev.hourglass.train.Objective;
import dev.hourglass.train.Objective.Adversarial;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.Trainer;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import dev.hourglass.train.TrainingResult;
import java.io.IOException;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** What corruption and augmentation do to a run, seen from outside. */
final class DenoisingTrainingTest {
    private static final Dataset DATA = Datasets.surface(200, 20, 3, 1);
    private static final Dataset VALIDATION = Datasets.surface(60, 20, 3, 1);
    private static final DenseConfig MODEL = DenseConfig.defaults(Shape.of(20), List.of(16), 8);
    private static final Corruption NOISE = new Corruption.Gaussian(0.3);

    @Test
    void denoisersRestoreCleanSamplesBetterThanPlainModels() throws IOException {
        TrainingResult denoiser = train(InputConfig.NONE.withCorruption(NOISE), 60);
        TrainingResult plain = train(InputConfig.NONE, 60);
        float[] noisy = new float[VALIDATION.values().length];
        for (int i = 0; i < VALIDATION.rows(); i++) {
            NOISE.apply(VALIDATION.values(), i * 20, noisy, i * 20, Shape.of(20), 77 * i + 5);
        }

        assertThat(errorOf(denoiser, noisy)).isLessThan(0.8 * errorOf(plain, noisy));
    }

    @Test
    void theLossComparesWithCleanTargets() throws IOException {
        TrainingResult masked = train(InputConfig.NONE.withCorruption(new Corruption.Masking(1)), 60);

        // With nothing to see, the best is the mean of clean samples, not the zeros that the encoder saw.
        assertThat(masked.history().epochs().get(59).validationLoss()).isCloseTo(variance(), withinShare(0.1));
    }

    @Test
    void corruptionIsMeasuredAndAugmentationIsNot() throws IOException {
        EpochRecord plain = standstill(InputConfig.NONE);
        EpochRecord corrupted = standstill(InputConfig.NONE.withCorruption(new Corruption.Gaussian(3)));
        EpochRecord augmented =
                standstill(InputConfig.NONE.withAugmentation(Augmentation.none().withNoise(3)));

        assertThat(corrupted.validationLoss()).isCloseTo(corrupted.loss(), withinShare(0.2));
        assertThat(corrupted.validationLoss()).isGreaterThan(1.5 * plain.validationLoss());
        assertThat(augmented.validationLoss()).isCloseTo(plain.validationLoss(), withinShare(1e-3));
        assertThat(augmented.loss()).isGreaterThan(8);
    }

    @Test
    void whatObjectivesCannotTakeIsRefused() {
        assertRefused(
                InputConfig.NONE.withCorruption(NOISE),
                new Objective.ContrastiveDivergence(1, false),
                DenseConfig.symmetric(
                                Shape.of(20), List.of(), 8, ActivationFunction.SIGMOID, ActivationFunction.SIGMOID)
                        .withTied(true),
                "objective cd learns the distribution of its samples, so that they must not be corrupted; leave"
                        + " corruption out");
        assertRefused(
                InputConfig.NONE.withCorruption(NOISE),
                Adversarial.defaults(Adversarial.Game.AAE, new Objective.MeanSquaredError()),
                MODEL,
                "objective aae plays with samples as they are; leave corruption, augmentation and drawn pixels out");
        assertRefused(
                InputConfig.NONE.withAugmentation(Augmentation.none().withNoise(0.1)),
                new Objective.BinaryCrossEntropy(),
                MODEL,
                "binary cross-entropy needs values in [0, 1], but augmentation adds noise of 0.1; use corruption"
                        + " gaussian, which leaves the target whole");
        assertRefused(
                InputConfig.NONE.withAugmentation(Augmentation.none().withShift(1)),
                new Objective.MeanSquaredError(),
                MODEL,
                "augmentation by shift, rotation, scale or flip needs");
    }

    @Test
    void levelsThatAugmentationMixesAreRefused() {
        Shape shape = Shape.of(1, 2, 2);
        Dataset images = Dataset.of("test", new ImageSchema(1, 2, 2), new float[] {0, 1, 1, 0}, List.of());
        Trainer trainer = new Trainer(
                DenseConfig.variational(shape, List.of(), 2, new Likelihood.BetaBinomial()),
                TrainerConfig.defaults(new Objective.Elbo(Divergence.plain()), 1)
                        .withInput(InputConfig.NONE.withAugmentation(Augmentation.from("shift:1,rotate:3"))),
                RunOptions.defaults(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.train(images, images.head(0), TrainingListener.SILENT))
                .withMessage("a beta-binomial likelihood needs whole levels, but augmentation shift:1,rotate:3.0 mixes"
                        + " them; use shift and flip only");
    }

    private static void assertRefused(InputConfig input, Objective objective, ModelConfig model, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Trainer(
                                model, TrainerConfig.defaults(objective, 1).withInput(input), RunOptions.defaults(1))
                        .train(DATA, VALIDATION, TrainingListener.SILENT))
                .withMessageStartingWith(sentence);
    }

    private static Percentage withinShare(double share) {
        return Percentage.withPercentage(100 * share);
    }

    private static double variance() {
        double sum = 0;
        for (int j = 0; j < 20; j++) {
            double mean = 0;
            double square = 0;
            for (int i = 0; i < VALIDATION.rows(); i++) {
                double x = VALIDATION.values()[i * 20 + j];
                mean += x / VALIDATION.rows();
                square += x * x / VALIDATION.rows();
            }
            sum += square - mean * mean;
        }
        return sum / 20;
    }

    /** Returns an epoch in which weights hardly move. */
    private static EpochRecord standstill(InputConfig input) throws IOException {
        return train(input, 1, 1e-9).history().epochs().get(0);
    }

    private static TrainingResult train(InputConfig input, int epochs) throws IOException {
        return train(input, epochs, 0.01);
    }

    private static TrainingResult train(InputConfig input, int epochs, double learningRate) throws IOException {
        TrainerConfig training = TrainerConfig.defaults(new Objective.MeanSquaredError(), epochs)
                .withBatchSize(20)
                .withLearningRate(learningRate)
                .withInput(input);
        return new Trainer(MODEL, training, RunOptions.defaults(4).withThreads(1))
                .train(DATA, VALIDATION, TrainingListener.SILENT);
    }

    private static double errorOf(TrainingResult result, float[] seen) {
        float[] back = new float[seen.length];
        Inference.create(MODEL.build(), result.parameters(), Inference.Direction.RECONSTRUCT, 1, Kernels.best())
                .run(seen, 0, back, VALIDATION.rows());
        double sum = 0;
        for (int i = 0; i < back.length; i++) {
            double distance = back[i] - VALIDATION.values()[i];
            sum += distance * distance;
        }
        return sum / back.length;
    }
}
