package dev.hourglass.reproduce;

import dev.hourglass.data.Dataset;
import dev.hourglass.data.NamedDataset;
import dev.hourglass.data.Normalization;
import dev.hourglass.data.Split;
import dev.hourglass.evaluate.ErrorMetrics;
import dev.hourglass.evaluate.Pca;
import dev.hourglass.experiment.Experiment;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.DenseConfig.DenseLayer;
import dev.hourglass.model.Initializer;
import dev.hourglass.tensor.Shape;
import dev.hourglass.train.Objective;
import dev.hourglass.train.PretrainingConfig;
import dev.hourglass.train.ScheduleConfig;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains 784-1000-500-250-30 and back on MNIST: sigmoid layers after Boltzmann machines, and exponential linear ones
 * from random weights.
 *
 * <p>Source: Hinton and Salakhutdinov 2006, "Reducing the dimensionality of data with neural networks": PCA 13.87;
 * re-implementations quote a squared error of 3.00 per test image for it, and reach 2.86 without pretraining by ReLU
 * layers with batch normalisation in 200 epochs. Sizes and the linear code are theirs; instead of conjugate gradients
 * Adam minimises the squared error, in batches of 128 and at a rate that falls along a cosine.
 */
final class HintonDeep implements Recipe {
    private static final Figure PCA = Figure.within("squared error per test image, PCA", 13.87, 0.01);
    private static final Figure PRETRAINED = Figure.atMost("squared error per test image, pretrained", 3.00, 3.00);
    private static final Figure RANDOM = Figure.atMost("squared error per test image, without pretraining", 2.86, 3.00);
    private static final int CODE = 30;
    private static final int PRETRAINING_EPOCHS = 4;
    private static final int PRETRAINED_EPOCHS = 50;
    /** Sigmoid layers learn slowly at 1e-3. */
    private static final double PRETRAINED_RATE = 4e-3;

    private static final int RANDOM_EPOCHS = 40;
    private static final double RANDOM_RATE = 1e-3;
    private static final int BATCH = 128;

    @Override
    public String name() {
        return "hinton-30";
    }

    @Override
    public String description() {
        return "MNIST, 784-1000-500-250-30, with and without Boltzmann machines first, Adam, batch 128 (Hinton and"
                + " Salakhutdinov)";
    }

    @Override
    public List<Finding> run(Reproduction run, TrainingListener listener) throws IOException {
        NamedDataset mnist = run.data("mnist");
        List<Finding> findings = new ArrayList<>();
        long started = System.nanoTime();
        Pca pca = Pca.fit(mnist.train(), CODE);
        float[] restored = pca.decode(pca.encode(mnist.test().values()));
        findings.add(run.finding(this, PCA, errorPerImage(mnist.test(), restored), started));
        started = System.nanoTime();
        PretrainingConfig machines =
                PretrainingConfig.defaults(PretrainingConfig.Kind.RBM).withEpochs(run.epochs(PRETRAINING_EPOCHS));
        TrainerConfig after = training(run.epochs(PRETRAINED_EPOCHS), PRETRAINED_RATE);
        Experiment pretrained =
                experiment(mnist, ActivationFunction.SIGMOID, after).withPretraining(machines);
        findings.add(run.finding(this, PRETRAINED, error(pretrained, run, listener), started));
        started = System.nanoTime();
        TrainerConfig alone = training(run.epochs(RANDOM_EPOCHS), RANDOM_RATE);
        Experiment random = experiment(mnist, ActivationFunction.ELU, alone);
        findings.add(run.finding(this, RANDOM, error(random, run, listener), started));
        return findings;
    }

    private static TrainerConfig training(int epochs, double learningRate) {
        return TrainerConfig.defaults(new Objective.MeanSquaredError(), epochs)
                .withLearningRate(learningRate)
                .withBatchSize(BATCH)
                .withSchedule(new ScheduleConfig.Cosine(0));
    }

    private static Experiment experiment(NamedDataset mnist, ActivationFunction hidden, TrainerConfig training) {
        Split split = new Split(mnist.train(), mnist.test().head(0), mnist.test());
        Shape shape = mnist.train().schema().sampleShape();
        List<DenseLayer> encoder = List.of(
                new DenseLayer(1000, hidden),
                new DenseLayer(500, hidden),
                new DenseLayer(250, hidden),
                new DenseLayer(CODE, ActivationFunction.LINEAR));
        List<DenseLayer> decoder = List.of(
                new DenseLayer(250, hidden),
                new DenseLayer(500, hidden),
                new DenseLayer(1000, hidden),
                new DenseLayer(shape.size(), ActivationFunction.SIGMOID));
        DenseConfig model = new DenseConfig(shape, encoder, decoder, false, false, 0, Initializer.GLOROT);
        return Experiment.of(split, Normalization.Kind.NONE, model, training);
    }

    private static double error(Experiment experiment, Reproduction run, TrainingListener listener) throws IOException {
        Experiment.Outcome outcome = experiment.run(run.training(), listener);
        Dataset test = outcome.measured();
        return errorPerImage(test, outcome.model().reconstructNormalized(test.values(), test.rows()));
    }

    private static double errorPerImage(Dataset test, float[] restored) {
        return ErrorMetrics.of(test.values(), restored, test.features()).meanSquaredError() * test.features();
    }
}
