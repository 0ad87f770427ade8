package dev.hourglass.reproduce;

import dev.hourglass.data.NamedDataset;
import dev.hourglass.model.ConvConfig;
import dev.hourglass.train.Objective;
import dev.hourglass.train.OptimizerConfig;
import dev.hourglass.train.Trainer;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import dev.hourglass.train.TrainingResult;
import java.io.IOException;
import java.util.List;

/**
 * Re-runs the convolutional autoencoder of the Keras tutorial.
 *
 * <p>Source: Chollet 2016, "Building Autoencoders in Keras", https://blog.keras.io/building-autoencoders-in-keras.html:
 * a loss of 0.094 after 50 epochs in batches of 128.
 */
final class KerasConv implements Recipe {
    private static final Figure TEST_LOSS = Figure.atMost("test BCE, nats per pixel", 0.094, 0.094);
    private static final int EPOCHS = 50;

    @Override
    public String name() {
        return "keras-conv";
    }

    @Override
    public String description() {
        return "MNIST, convolutions 16-8-8 and back, binary cross-entropy, Adam 1e-3, batch 128, 50 epochs (Keras"
                + " tutorial)";
    }

    @Override
    public List<Finding> run(Reproduction run, TrainingListener listener) throws IOException {
        NamedDataset mnist = run.data("mnist");
        long started = System.nanoTime();
        TrainerConfig training = TrainerConfig.defaults(new Objective.BinaryCrossEntropy(), run.epochs(EPOCHS))
                .withOptimizer(new OptimizerConfig.Adam(0.9, 0.999, 1e-7))
                .withBatchSize(128);
        TrainingResult result = new Trainer(ConvConfig.kerasClassic(), training, run.training())
                .train(mnist.train(), mnist.test(), listener);
        int last = result.history().epochs().size() - 1;
        double loss = result.history().epochs().get(last).validationLoss();
        return List.of(run.finding(this, TEST_LOSS, loss, started));
    }
}
