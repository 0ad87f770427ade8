package dev.hourglass.reproduce;

import dev.hourglass.data.Corruption;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.NamedDataset;
import dev.hourglass.data.Split;
import dev.hourglass.data.SplitConfig;
import dev.hourglass.evaluate.Classification;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.DenseConfig.DenseLayer;
import dev.hourglass.model.Initializer;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.Inference;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.FineTuning;
import dev.hourglass.train.InputConfig;
import dev.hourglass.train.Pretraining;
import dev.hourglass.train.PretrainingConfig;
import dev.hourglass.train.ScheduleConfig;
import dev.hourglass.train.StoppingConfig;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.List;

/**
 * Trains three layers of 1000 as denoising autoencoders, then tells the digits of MNIST apart, and does so from random
 * weights beside it.
 *
 * <p>Source: the deep learning tutorials of the LISA lab, http://deeplearning.net/tutorial/SdA.html: masking of 0.1,
 * 0.2 and 0.3, 15 epochs a layer, 50,000 images to train on and 10,000 to choose the best epoch by; a test error of 1.3
 * %, and 1.65 % of their multilayer perceptron. They descend image by image; here Adam takes batches of 100 at a rate
 * that falls along a cosine, which fits the labels faster than it learns digits, so that classes are learned from
 * masked images with dropout between layers, too. Both rows are trained alike.
 */
final class StackedDenoising implements Recipe {
    private static final Figure PRETRAINED = Figure.atMost("test error of classes, %, pretrained", 1.3, 1.4);
    private static final Figure RANDOM = Figure.beside("test error of classes, %, from random weights", 1.65, false);
    private static final List<Double> MASKING = List.of(0.1, 0.2, 0.3);
    private static final SplitConfig HELD = new SplitConfig(1.0 / 6, 0, 1);
    private static final int HIDDEN = 1000;
    private static final int PRETRAINING_EPOCHS = 15;
    private static final int EPOCHS = 30;
    private static final int BATCH = 100;
    private static final double RATE = 1e-3;
    private static final Corruption LABELLED = new Corruption.Masking(0.2);
    private static final double DROPOUT = 0.3;

    @Override
    public String name() {
        return "sda";
    }

    @Override
    public String description() {
        return "MNIST, denoising 784-1000-1000-1000, then classes, Adam, batch 100, beside random weights (deep"
                + " learning tutorials)";
    }

    @Override
    public List<Finding> run(Reproduction run, TrainingListener listener) throws IOException {
        NamedDataset mnist = run.data("mnist");
        Split split = Split.of(mnist.train(), HELD);
        Split parts = new Split(split.train(), split.validation(), mnist.test());
        DenseConfig model = model(mnist.train().schema().sampleShape());
        long started = System.nanoTime();
        PretrainingConfig denoising = PretrainingConfig.defaults(PretrainingConfig.Kind.DENOISING)
                .withEpochs(run.epochs(PRETRAINING_EPOCHS))
                .withMasking(MASKING);
        Parameters learned = new Pretraining(model, denoising, run.training())
                .run(parts.train(), parts.validation().head(0), listener);
        double pretrained = error(run, model, learned, parts, listener);
        Finding first = run.finding(this, PRETRAINED, pretrained, started);
        started = System.nanoTime();
        Parameters drawn = WeightInitializer.initialize(
                ParameterLayout.of(model.build()),
                model.initializer(),
                run.options().seed());
        double random = error(run, model, drawn, parts, listener);
        return List.of(first, run.finding(this, RANDOM, random, started));
    }

    private static DenseConfig model(Shape shape) {
        DenseLayer hidden = new DenseLayer(HIDDEN, ActivationFunction.SIGMOID);
        DenseLayer pixels = new DenseLayer(shape.size(), ActivationFunction.SIGMOID);
        return new DenseConfig(
                shape,
                List.of(hidden, hidden, hidden),
                List.of(hidden, hidden, pixels),
                false,
                false,
                DROPOUT,
                Initializer.GLOROT);
    }

    /** Returns the share of test images told wrongly, in percent, by the weights of the best epoch. */
    private static double error(
            Reproduction run, DenseConfig model, Parameters start, Split parts, TrainingListener listener)
            throws IOException {
        int epochs = run.epochs(EPOCHS);
        TrainerConfig training = FineTuning.defaults(epochs)
                .withBatchSize(BATCH)
                .withLearningRate(RATE)
                .withInput(InputConfig.NONE.withCorruption(LABELLED))
                .withSchedule(new ScheduleConfig.Cosine(0))
                .withStopping(StoppingConfig.defaults(epochs).withRestoresBest(true));
        FineTuning.Result result =
                new FineTuning(model, start).run(parts.train(), parts.validation(), training, run.training(), listener);
        return errorPercent(model, result, parts.test(), run.options().threads());
    }

    private static double errorPercent(DenseConfig model, FineTuning.Result result, Dataset test, int threads) {
        int classes = result.classes().size();
        float[] shares = new float[test.rows() * classes];
        Chain classifier = Chain.classify(model.build(), classes);
        Inference.create(classifier, result.training().parameters(), threads, Kernels.best())
                .run(test.values(), 0, shares, test.rows());
        int wrong = 0;
        for (int i = 0; i < test.rows(); i++) {
            String told = result.classes().get(Classification.best(shares, i * classes, classes));
            wrong += told.equals(test.labels().get(i)) ? 0 : 1;
        }
        return 100.0 * wrong / test.rows();
    }
}
