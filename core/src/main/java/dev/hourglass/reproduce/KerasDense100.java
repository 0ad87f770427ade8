package dev.hourglass.reproduce;

import dev.hourglass.evaluate.Evaluation.Metric;
import dev.hourglass.train.Objective;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.List;

/**
 * Trains 784-100-784 on MNIST and holds it against the best linear autoencoder of the same code size.
 *
 * <p>The figure to beat is that of PCA with 100 components, fitted and measured on the same data in the same run.
 */
final class KerasDense100 implements Recipe {
    @Override
    public String name() {
        return "keras-dense-100";
    }

    @Override
    public String description() {
        return "MNIST, 784-100-784, mean squared error, Adam 1e-3, batch 256, 100 epochs, against PCA-100";
    }

    @Override
    public List<Finding> run(Reproduction run, TrainingListener listener) throws IOException {
        run.data("mnist");
        long started = System.nanoTime();
        var evaluation =
                KerasDense.byAdam(100, new Objective.MeanSquaredError(), 100).run(run, listener);
        Metric error = KerasDense.metric(evaluation, "MSE");
        Figure figure = Figure.below("test MSE per pixel, published = PCA-100", error.baseline());
        return List.of(run.finding(this, figure, error.value(), started));
    }
}
