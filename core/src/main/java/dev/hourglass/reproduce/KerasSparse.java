package dev.hourglass.reproduce;

import dev.hourglass.evaluate.Evaluation;
import dev.hourglass.nn.CodePenalty;
import dev.hourglass.train.Objective;
import dev.hourglass.train.OptimizerConfig;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.List;

/**
 * Re-runs the sparse autoencoder of the Keras tutorial, and the plain one beside it.
 *
 * <p>Source: Chollet 2016, "Building Autoencoders in Keras", https://blog.keras.io/building-autoencoders-in-keras.html:
 * a test loss of 0.10, to which the penalty would add about 0.01, and a mean code of 3.33 against 7.30 without the
 * penalty. The penalty is 1e-4 times the sum of a code's magnitudes, averaged over the batch: 32 values of 3.33 make
 * the 0.01. Summed over the batch of 256 instead, as some versions of Keras did, the penalty sets all codes to 0. The
 * tutorial of 2016 trained by Adadelta, 100 epochs with the penalty and 50 without; the codes of Adam are sparser, at a
 * lower loss.
 */
final class KerasSparse implements Recipe {
    private static final int LATENT = 32;
    private static final int EPOCHS = 100;
    private static final int PLAIN_EPOCHS = 50;
    private static final OptimizerConfig ADADELTA = OptimizerConfig.from("adadelta");
    private static final CodePenalty PENALTY = new CodePenalty.Magnitude(1e-4);

    private static final Figure TEST_LOSS = Figure.atMost("test BCE, nats per pixel", 0.10, 0.105);
    private static final Figure SPARSE_CODE = Figure.within("mean of test codes", 3.33, 0.333);
    private static final Figure PLAIN_CODE = Figure.within("mean of test codes without the penalty", 7.30, 0.73);

    @Override
    public String name() {
        return "keras-sparse";
    }

    @Override
    public String description() {
        return "MNIST, 784-32-784 with an L1 penalty of 1e-4 on the code, binary cross-entropy, Adadelta, batch 256, "
                + EPOCHS + " epochs, " + PLAIN_EPOCHS + " without the penalty (Keras tutorial)";
    }

    @Override
    public List<Finding> run(Reproduction run, TrainingListener listener) throws IOException {
        run.data("mnist");
        long started = System.nanoTime();
        Evaluation sparse = model(PENALTY, EPOCHS).run(run, listener);
        Evaluation plain = model(CodePenalty.NONE, PLAIN_EPOCHS).run(run, listener);
        return List.of(
                run.finding(this, TEST_LOSS, KerasDense.metric(sparse, "BCE").value(), started),
                run.finding(this, SPARSE_CODE, meanCode(sparse), started),
                run.finding(this, PLAIN_CODE, meanCode(plain), started));
    }

    private static KerasDense model(CodePenalty penalty, int epochs) {
        TrainerConfig training = TrainerConfig.defaults(new Objective.BinaryCrossEntropy(), epochs)
                .withOptimizer(ADADELTA)
                .withLearningRate(1)
                .withCodePenalty(penalty);
        return new KerasDense(LATENT, training);
    }

    private static double meanCode(Evaluation evaluation) {
        return evaluation.code().stream()
                .mapToDouble(Evaluation.CodeDimension::mean)
                .average()
                .orElseThrow();
    }
}
