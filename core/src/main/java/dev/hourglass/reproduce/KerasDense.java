package dev.hourglass.reproduce;

import dev.hourglass.data.NamedDataset;
import dev.hourglass.data.Normalization;
import dev.hourglass.data.Split;
import dev.hourglass.evaluate.Evaluation;
import dev.hourglass.evaluate.Evaluation.Metric;
import dev.hourglass.experiment.Experiment;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.train.Objective;
import dev.hourglass.train.OptimizerConfig;
import dev.hourglass.train.StoppingConfig;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.List;

/**
 * Trains 784-L-784 on MNIST as the Keras tutorial does: ReLU code, sigmoid output, Glorot, batches of 256.
 *
 * @param latentSize L
 * @param training how, in a full run
 */
record KerasDense(int latentSize, TrainerConfig training) {
    /** Keras adds 1e-7 where the paper adds 1e-8: https://keras.io/api/optimizers/adam/. */
    private static final OptimizerConfig KERAS_ADAM = new OptimizerConfig.Adam(0.9, 0.999, 1e-7);

    /** Trains by Adam at 1e-3, as newer versions of the tutorial do. */
    static KerasDense byAdam(int latentSize, Objective objective, int epochs) {
        return new KerasDense(
                latentSize, TrainerConfig.defaults(objective, epochs).withOptimizer(KERAS_ADAM));
    }

    /** Trains on the training images and measures on the test images, which have no say in the training. */
    Evaluation run(Reproduction run, TrainingListener listener) throws IOException {
        NamedDataset mnist = run.data("mnist");
        Split split = new Split(mnist.train(), mnist.test().head(0), mnist.test());
        DenseConfig model = DenseConfig.defaults(mnist.train().schema().sampleShape(), List.of(), latentSize);
        int epochs = run.epochs(training.stopping().epochs());
        return Experiment.of(
                        split, Normalization.Kind.NONE, model, training.withStopping(StoppingConfig.defaults(epochs)))
                .run(run.training(), listener)
                .evaluation();
    }

    /** Returns one metric of an evaluation. */
    static Metric metric(Evaluation evaluation, String name) {
        return evaluation.metrics().stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
