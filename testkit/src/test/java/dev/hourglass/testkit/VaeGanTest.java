package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.data.Dataset;
import dev.hourglass.data.DigitsDemo;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.Inference;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.Objective;
import dev.hourglass.train.Objective.Adversarial;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.Trainer;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import dev.hourglass.train.TrainingResult;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A game about samples leaves codes something to say: where features weigh too little they collapse onto the prior. */
final class VaeGanTest {
    private static final int CODE = 8;

    @Test
    void codesTellSamplesApart() throws IOException {
        Dataset digits = DigitsDemo.draw(600, 1);
        DenseConfig model = DenseConfig.variational(
                        digits.schema().sampleShape(), List.of(64), CODE, new Likelihood.Direct())
                .withLatent(new Latent.Gaussian(CODE));
        Adversarial game = Adversarial.defaults(Adversarial.Game.VAE_GAN, new Objective.MeanSquaredError());
        TrainingResult result = new Trainer(
                        model,
                        TrainerConfig.defaults(game, 5).withBatchSize(50),
                        RunOptions.defaults(1),
                        Kernels.best())
                .train(digits, digits.head(0), TrainingListener.SILENT);

        float[] codes = new float[digits.rows() * CODE];
        Inference.create(model.build(), result.parameters(), Inference.Direction.ENCODE, 1, Kernels.best())
                .run(digits.values(), 0, codes, digits.rows());
        double squares = 0;
        for (float code : codes) {
            squares += (double) code * code;
        }
        assertThat(squares / codes.length).as("mean square of mean codes").isGreaterThan(0.1);
    }
}
