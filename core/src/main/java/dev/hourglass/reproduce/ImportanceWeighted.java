package dev.hourglass.reproduce;

import dev.hourglass.data.Dataset;
import dev.hourglass.data.NamedDataset;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.DenseConfig.DenseLayer;
import dev.hourglass.model.Initializer;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.InputConfig;
import dev.hourglass.train.LikelihoodMeter;
import dev.hourglass.train.Objective;
import dev.hourglass.train.OptimizerConfig;
import dev.hourglass.train.Trainer;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import dev.hourglass.train.TrainingResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows what more draws do for a variational autoencoder: the same model, data, optimiser and number of epochs with k =
 * 1, 5 and 50.
 *
 * <p>Source: Burda et al. 2016, https://arxiv.org/abs/1509.00519, table 1 (one stochastic layer): 86.76, 85.54 and
 * 84.78 after 3,280 epochs in batches of 20. Here every k has the same 20 epochs in batches of 100, so the figures
 * stand higher; what must show is the gap between k = 1 and k = 50.
 */
final class ImportanceWeighted implements Recipe {
    private static final int EPOCHS = 20;
    private static final int BATCH = 100;
    private static final int HIDDEN = 200;
    private static final int LATENT = 50;
    private static final int DRAWS = 5000;
    private static final int QUICK_DRAWS = 100;
    private static final double LEAST_GAP = 1.5;

    @Override
    public String name() {
        return "iwae";
    }

    @Override
    public String description() {
        return "MNIST drawn anew each epoch, 784-200-200-50 tanh, k = 1, 5, 50, Adam 1e-3, batch 100, 20 epochs each";
    }

    @Override
    public List<Finding> run(Reproduction run, TrainingListener listener) throws IOException {
        NamedDataset mnist = run.data("mnist");
        float[] test = drawn(mnist.test(), run.options().seed());
        List<Finding> findings = new ArrayList<>();
        double one = 0;
        for (int k : new int[] {1, 5, 50}) {
            long started = System.nanoTime();
            double nats = measure(run, mnist, test, k, listener);
            one = k == 1 ? nats : one;
            double published = k == 1 ? 86.76 : k == 5 ? 85.54 : 84.78;
            findings.add(run.finding(this, Figure.beside("test NLL, nats, k = " + k, published, false), nats, started));
            if (k == 50) {
                Figure gap = new Figure(
                        "nats gained by k = 50 over k = 1", 86.76 - 84.78, LEAST_GAP, Double.POSITIVE_INFINITY, true);
                findings.add(run.finding(this, gap, one - nats, started));
            }
        }
        return findings;
    }

    private static double measure(Reproduction run, NamedDataset mnist, float[] test, int k, TrainingListener listener)
            throws IOException {
        TrainerConfig training = TrainerConfig.defaults(new Objective.ImportanceWeighted(k), run.epochs(EPOCHS))
                .withInput(InputConfig.NONE.withDrawnPixels(true))
                .withOptimizer(new OptimizerConfig.Adam(0.9, 0.999, 1e-4))
                .withBatchSize(BATCH);
        DenseConfig model = model(mnist.train().schema().sampleShape());
        TrainingResult result = new Trainer(model, training, run.training())
                .train(mnist.train(), mnist.test().head(0), listener);
        int draws = run.options().isQuick() ? QUICK_DRAWS : DRAWS;
        return new LikelihoodMeter(
                        model.build(), result.parameters(), draws, run.options().threads(), Kernels.best())
                .mean(test, mnist.test().rows());
    }

    private static DenseConfig model(Shape shape) {
        DenseLayer hidden = new DenseLayer(HIDDEN, ActivationFunction.TANH);
        return new DenseConfig(
                shape,
                List.of(hidden, hidden, new DenseLayer(LATENT, ActivationFunction.LINEAR)),
                List.of(hidden, hidden, new DenseLayer(shape.size(), ActivationFunction.LINEAR)),
                new Latent.Gaussian(LATENT),
                new Likelihood.Bernoulli(),
                false,
                false,
                0,
                Initializer.GLOROT);
    }

    /** Draws the test images once. */
    private static float[] drawn(Dataset test, long seed) {
        SeededRandom random = new SeededRandom(seed).fork("test pixels");
        float[] pixels = test.values().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextDouble() < pixels[i] ? 1f : 0f;
        }
        return pixels;
    }
}
