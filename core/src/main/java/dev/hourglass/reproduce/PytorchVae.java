package dev.hourglass.reproduce;

import dev.hourglass.data.NamedDataset;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.Divergence;
import dev.hourglass.train.Objective;
import dev.hourglass.train.Trainer;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import dev.hourglass.train.TrainingResult;
import java.io.IOException;
import java.util.List;

/**
 * Re-runs the variational autoencoder of the PyTorch examples; its test loss draws one code of each image, too.
 *
 * <p>Source: https://github.com/pytorch/examples/tree/main/vae; three runs of it gave 105.56 to 105.64 after 10 epochs.
 */
final class PytorchVae implements Recipe {
    private static final Figure TEST_LOSS = Figure.within("test BCE + KL, nats per image", 105.6, 0.7);
    private static final int EPOCHS = 10;

    @Override
    public String name() {
        return "pytorch-vae";
    }

    @Override
    public String description() {
        return "MNIST, variational 784-400-20, Bernoulli, Adam 1e-3, batch 128, 10 epochs (PyTorch examples)";
    }

    @Override
    public List<Finding> run(Reproduction run, TrainingListener listener) throws IOException {
        NamedDataset mnist = run.data("mnist");
        long started = System.nanoTime();
        DenseConfig model = DenseConfig.variational(
                mnist.train().schema().sampleShape(), List.of(400), 20, new Likelihood.Bernoulli());
        TrainerConfig training = TrainerConfig.defaults(new Objective.Elbo(Divergence.plain()), run.epochs(EPOCHS))
                .withBatchSize(128);
        TrainingResult result =
                new Trainer(model, training, run.training()).train(mnist.train(), mnist.test(), listener);
        int last = result.history().epochs().size() - 1;
        double loss = result.history().epochs().get(last).validationLoss();
        return List.of(run.finding(this, TEST_LOSS, loss, started));
    }
}
