package dev.hourglass.reproduce;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.lossless.CausalCoder;
import dev.hourglass.compress.lossless.CausalTraining;
import dev.hourglass.data.NamedDataset;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.List;

/**
 * Codes the 8-bit test images of MNIST pixel by pixel with a small network that was trained on the training images, as
 * one chunk, decodes them again and counts bytes. Set beside the best that bits-back coding was published with.
 *
 * <p>Source: Kingma, Abbeel and Ho 2019, "Bit-Swap", https://arxiv.org/abs/1905.06845, table 3: 1.29 bits per pixel.
 * The figure of xz -9e is for the same images.
 */
final class CausalDigits implements Recipe {
    private static final int SIDE = 28;
    private static final int LEVELS = 256;
    private static final double BIT_SWAP = 1.29;
    private static final double XZ = 1.382;
    private static final int QUICK_CONTEXTS = 20_000;

    @Override
    public String name() {
        return "causal-raw";
    }

    @Override
    public String description() {
        return "MNIST, 8 bits, pixel by pixel under a network of 42-128-64 that sees those above and to the left, beside"
                + " Bit-Swap and xz";
    }

    @Override
    public List<Finding> run(Reproduction run, TrainingListener listener) throws IOException {
        NamedDataset mnist = run.data("mnist");
        long started = System.nanoTime();
        CausalTraining.Config defaults = CausalTraining.Config.defaults();
        CausalTraining.Config config = run.options().isQuick()
                ? defaults.withContexts(QUICK_CONTEXTS, run.epochs(defaults.epochs()))
                : defaults;
        TrainedModel model = new CausalTraining(config, SIDE, SIDE, LEVELS)
                .train(CodedModel.levels(mnist.train()), mnist.train().rows(), run.training(), listener);
        int[] pixels = CodedModel.levels(mnist.test());
        CausalCoder coder = CausalCoder.create(model, SIDE, SIDE, LEVELS);
        int rows = mnist.test().rows();
        double bits = 8.0 * CodedModel.codedBytes(coder, name(), pixels, rows) / pixels.length;
        double withModel = bits + 8.0 * CodedModel.fileBytes(model) / pixels.length;
        return List.of(
                run.finding(this, Figure.below("bits per pixel, beside Bit-Swap", BIT_SWAP), bits, started),
                run.finding(this, Figure.below("bits per pixel, beside xz -9e", XZ), bits, started),
                run.finding(
                        this,
                        Figure.below("bits per pixel with the model's file, beside xz -9e", XZ),
                        withModel,
                        started));
    }
}
