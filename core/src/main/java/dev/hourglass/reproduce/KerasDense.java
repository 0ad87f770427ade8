package dev.hourglass.reproduce;

import dev.hourglass.data.NamedDataset;
import dev.hourglass.data.Normalization;
import dev.hourglass.data.Split;
import dev.hourglass.evaluate.Evaluation;
import dev.hourglass.evaluate.Evaluation.Metric;
import dev.hourglass.experiment.Experiment;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.nn.CodePenalty;
import dev.hourglass.train.Objective;
import dev.hourglass.train.OptimizerConfig;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.List;

/**
 * Trains 784-L-784 on MNIST as the Keras tutorial does: ReLU code, sigmoid output, Glorot, Adam 1e-3, batches of 256.
 *
 * @param latentSize L
 * @param objective what is minimised
 * @param penalty what codes add to it
 * @param epochs how long, in a full run
 */
record KerasDense(int latentSize, Objective objective, CodePenalty penalty, int epochs) {
    /** Keras adds 1e-7 where the paper adds 1e-8: https://keras.io/api/optimizers/adam/. */
    private static final OptimizerConfig KERAS_ADAM = new OptimizerConfig.Adam(0.9, 0.999, 1e-7);

    /** Trains on the training images and measures on the test images, which have no say in the training. */
    Evaluation run(Reproduction run, TrainingListener listener) throws IOException {
        NamedDataset mnist = run.data("mnist");
        Split split = new Split(mnist.train(), mnist.test().head(0), mnist.test());
        DenseConfig model = DenseConfig.defaults(mnist.train().schema().sampleShape(), List.of(), latentSize);
        TrainerConfig training = TrainerConfig.defaults(objective, run.epochs(epochs))
                .withOptimizer(KERAS_ADAM)
                .withCodePenalty(penalty);
        return Experiment.of(split, Normalization.Kind.NONE, model, training)
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
