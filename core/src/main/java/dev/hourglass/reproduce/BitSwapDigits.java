package dev.hourglass.reproduce;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.lossless.BitSwap;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.NamedDataset;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.ConvConfig;
import dev.hourglass.model.Hierarchical;
import dev.hourglass.model.Initializer;
import dev.hourglass.model.Layer;
import dev.hourglass.model.LayerText;
import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.Divergence;
import dev.hourglass.tensor.Shape;
import dev.hourglass.train.Objective;
import dev.hourglass.train.ScheduleConfig;
import dev.hourglass.train.Trainer;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import dev.hourglass.train.TrainingResult;
import java.io.IOException;
import java.util.List;

/**
 * Codes the 8-bit test images of MNIST with a variational autoencoder of two latent levels, as one chunk, decodes them
 * again and counts bytes: all of them, the bits that coding starts from too. Strided convolutions lead to the first
 * level; the published network has eight levels of residual convolutions.
 *
 * <p>Sources: Kingma, Abbeel and Ho 2019, "Bit-Swap", https://arxiv.org/abs/1905.06845, table 3: 1.29 bits per pixel;
 * Townsend, Bird and Barber 2019, https://arxiv.org/abs/1901.04866, table 2: 1.41 with one level. The figure of xz -9e
 * is for the same images.
 */
final class BitSwapDigits implements Recipe {
    private static final int LEVELS = 256;
    private static final int EPOCHS = 20;
    private static final int BATCH = 100;
    private static final double RATE = 2e-3;
    private static final double BIT_SWAP = 1.29;
    private static final double BITS_BACK = 1.41;
    private static final double XZ = 1.382;
    private static final Hierarchical LATENT = new Hierarchical(List.of(50, 25), List.of(256), ActivationFunction.GELU);

    @Override
    public String name() {
        return "bit-swap-raw";
    }

    @Override
    public String description() {
        return "MNIST, 8 bits, Bit-Swap coding with a beta-binomial variational of convolutions to 50 and 25, 20 epochs,"
                + " beside bits-back coding and xz (Kingma et al.)";
    }

    @Override
    public List<Finding> run(Reproduction run, TrainingListener listener) throws IOException {
        NamedDataset mnist = run.data("mnist");
        long started = System.nanoTime();
        TrainedModel model = train(run, mnist.train(), listener);
        int[] pixels = CodedModel.levels(mnist.test());
        BitSwap coder = BitSwap.create(model, LEVELS);
        int rows = mnist.test().rows();
        double bits = 8.0 * CodedModel.codedBytes(coder, name(), pixels, rows) / pixels.length;
        double withModel = bits + 8.0 * CodedModel.fileBytes(model) / pixels.length;
        return List.of(
                run.finding(this, Figure.below("bits per pixel, beside Bit-Swap", BIT_SWAP), bits, started),
                run.finding(this, Figure.below("bits per pixel, beside one level", BITS_BACK), bits, started),
                run.finding(this, Figure.below("bits per pixel, beside xz -9e", XZ), bits, started),
                run.finding(
                        this,
                        Figure.beside("bits per pixel with the model's file, beside xz -9e", XZ, false),
                        withModel,
                        started));
    }

    private TrainedModel train(Reproduction run, Dataset train, TrainingListener listener) throws IOException {
        TrainerConfig training = TrainerConfig.defaults(new Objective.Elbo(Divergence.plain()), run.epochs(EPOCHS))
                .withLearningRate(RATE)
                .withSchedule(new ScheduleConfig.Cosine(0))
                .withBatchSize(BATCH);
        ConvConfig config = model(train.schema().sampleShape());
        TrainingResult result = new Trainer(config, training, run.training()).train(train, train.head(0), listener);
        return CodedModel.of(this, config, result, train);
    }

    /** Halves the image twice, then two full layers; the decoder goes the same way back. */
    private static ConvConfig model(Shape shape) {
        List<Layer> encoder = LayerText.parse(
                List.of(
                        "conv:32:3:stride=2:padding=1",
                        "gelu",
                        "conv:64:3:stride=2:padding=1",
                        "gelu",
                        "linear:384",
                        "gelu",
                        "linear:" + LATENT.encoderOutputs()),
                shape);
        Shape code = Shape.of(LATENT.size());
        String up = "deconv:32:3:stride=2:padding=1:output-padding=1";
        List<Layer> decoder = LayerText.parse(
                List.of(
                        "linear:384",
                        "gelu",
                        "linear:3136",
                        "gelu",
                        "reshape:64x7x7",
                        up,
                        "gelu",
                        up,
                        "gelu",
                        "conv:2:3"),
                code);
        return new ConvConfig(shape, encoder, code, decoder, LATENT, new Likelihood.BetaBinomial(), Initializer.GLOROT);
    }
}
