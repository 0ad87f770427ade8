package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hourglass.data.Dataset;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.Latent;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.CodePenalty;
import dev.hourglass.nn.Inference;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.Objective;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.Trainer;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import dev.hourglass.train.TrainingResult;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What objectives and penalties on codes do to the codes of trained models. */
final class CodeObjectivesTest {
    private static final int FEATURES = 20;
    private static final Dataset DATA = Datasets.surface(400, FEATURES, 3, 1);
    private static final Objective SQUARES = new Objective.MeanSquaredError();

    @Test
    void wassersteinCodesLookDrawnFromThePrior() throws IOException {
        ModelConfig model = dense(3, ActivationFunction.LINEAR);
        float[] codes = codes(model, training(new Objective.Wasserstein(SQUARES, 30)));

        assertThat(mean(codes)).isBetween(-0.2, 0.2);
        assertThat(squareMean(codes)).isBetween(0.7, 1.3);
    }

    @Test
    void penaltiesOnMagnitudesShrinkCodes() throws IOException {
        ModelConfig model = dense(8, ActivationFunction.RELU);

        assertThat(mean(codes(model, training(SQUARES).withCodePenalty(new CodePenalty.Magnitude(1e-2)))))
                .isLessThan(0.6 * mean(codes(model, training(SQUARES))));
    }

    @Test
    void meanActivationsComeToTheirTarget() throws IOException {
        ModelConfig model = dense(8, ActivationFunction.SIGMOID);

        assertThat(mean(codes(model, training(SQUARES).withCodePenalty(new CodePenalty.Sparsity(0.1, 0.15)))))
                .isBetween(0.13, 0.17);
    }

    @Test
    void contractiveCodesMoveLessWhereSamplesMove() throws IOException {
        for (ModelConfig model : List.of(
                dense(8, ActivationFunction.SIGMOID), DenseConfig.defaults(Shape.of(FEATURES), List.of(12), 8))) {
            double free = motion(model, training(SQUARES));
            double contracted = motion(model, training(SQUARES).withCodePenalty(new CodePenalty.Contractive(0.05)));

            assertThat(contracted).isBetween(1e-9, 0.3 * free);
        }
    }

    @Test
    void matchedCodesAreTheSamples() throws IOException {
        float[] codes = codes(dense(FEATURES, ActivationFunction.LINEAR), training(Objective.from("code-matching")));
        double sum = 0;
        for (int i = 0; i < codes.length; i++) {
            sum += Math.pow(codes[i] - DATA.values()[i], 2);
        }

        assertThat(sum / codes.length).isLessThan(1e-3);
    }

    @Test
    void whatHasNoPlaceInTheModelIsRefused() {
        assertRefused(
                dense(8, ActivationFunction.RELU),
                training(Objective.from("code-matching")),
                "objective code-matching compares codes with samples value by value, so the code must have the 20"
                        + " values of a sample, but has 8; set latent to 20");
        assertRefused(
                dense(8, ActivationFunction.RELU),
                training(SQUARES).withCodePenalty(CodePenalty.from("kl")),
                "code penalty kl compares probabilities, so the encoder must end in a sigmoid, but ends in relu; use"
                        + " code activation sigmoid, or code penalty l1");
        assertRefused(
                DenseConfig.defaults(Shape.of(FEATURES), List.of(9), 4).withDropout(0.1),
                training(SQUARES).withCodePenalty(CodePenalty.from("contractive")),
                "code penalty contractive compares codes of samples a small step apart, so the encoder must drop"
                        + " nothing, but has dropout; leave one of them out");
        assertRefused(
                dense(4, ActivationFunction.LINEAR).withLatent(new Latent.Quantized(2, 8, 2)),
                training(Objective.from("vq")).withCodePenalty(CodePenalty.from("l1")),
                "code penalty l1 needs a point latent variable, but the model's is quantized");
        assertRefused(
                dense(4, ActivationFunction.LINEAR),
                training(Objective.from("aae")).withCodePenalty(CodePenalty.from("l1")),
                "objective aae takes no penalty on codes, but has l1; leave it out");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> training(Objective.from("wae")).withBatchSize(1))
                .withMessage("objective wae compares codes of one batch, so batch must be at least 2, but was 1");
    }

    private static DenseConfig dense(int codes, ActivationFunction function) {
        return DenseConfig.symmetric(Shape.of(FEATURES), List.of(), codes, function, ActivationFunction.LINEAR);
    }

    private static TrainerConfig training(Objective objective) {
        return TrainerConfig.defaults(objective, 60).withBatchSize(50).withLearningRate(0.01);
    }

    private static float[] codes(ModelConfig model, TrainerConfig training) throws IOException {
        return encode(model, train(model, training), DATA.values());
    }

    /** Returns how far codes move, in squares, where samples move a little. */
    private static double motion(ModelConfig model, TrainerConfig training) throws IOException {
        TrainingResult result = train(model, training);
        float[] moved = DATA.values().clone();
        float[] steps = RandomArrays.normal(new SeededRandom(9), moved.length);
        for (int i = 0; i < moved.length; i++) {
            moved[i] += 0.01f * steps[i];
        }
        float[] codes = encode(model, result, DATA.values());
        float[] other = encode(model, result, moved);
        for (int i = 0; i < codes.length; i++) {
            codes[i] -= other[i];
        }
        return squareMean(codes);
    }

    private static TrainingResult train(ModelConfig model, TrainerConfig training) throws IOException {
        return new Trainer(model, training, RunOptions.defaults(4).withThreads(1))
                .train(DATA, DATA.head(0), TrainingListener.SILENT);
    }

    private static float[] encode(ModelConfig model, TrainingResult result, float[] samples) {
        float[] codes = new float[DATA.rows() * model.build().latent().size()];
        Inference.create(model.build(), result.parameters(), Inference.Direction.ENCODE, 1, Kernels.best())
                .run(samples, 0, codes, DATA.rows());
        return codes;
    }

    private static void assertRefused(ModelConfig model, TrainerConfig training, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Trainer(model, training, RunOptions.defaults(1)))
                .withMessage(sentence);
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double squareMean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum / values.length;
    }
}
