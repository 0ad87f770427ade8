package dev.hourglass.reproduce;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.lossless.BitsBack;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.NamedDataset;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.DenseConfig.DenseLayer;
import dev.hourglass.model.Initializer;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.Divergence;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.train.InputConfig;
import dev.hourglass.train.Objective;
import dev.hourglass.train.ScheduleConfig;
import dev.hourglass.train.Trainer;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import dev.hourglass.train.TrainingResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Codes the test images of MNIST with a variational autoencoder, as one chunk, decodes them again and counts bytes: all
 * of them, the bits that coding starts from too.
 *
 * <p>Source: Townsend, Bird and Barber 2019, https://arxiv.org/abs/1901.04866, table 2: 0.19 bits per pixel of images
 * whose pixels are drawn once, 1.41 of 8-bit images; an independent run of their code gave 0.19409. The figures of xz
 * -9e and gzip -9 are for the same pixels, eight of the drawn ones in a byte.
 */
final class BitsBackDigits implements Recipe {
    private static final int EPOCHS = 20;
    private static final int BATCH = 100;
    private static final int WHITE = 255;

    private final String name;
    private final String description;
    private final Setting setting;
    private final List<Entry> entries;

    /** What is coded, with which model, and what others make of it, in bits per pixel. */
    private record Setting(int levels, Likelihood likelihood, int hidden, int latentSize, double xz, double gzip) {}

    /** One training, and what the bits per pixel must be. */
    private record Entry(ActivationFunction activation, double rate, boolean isFalling, Figure figure) {}

    private BitsBackDigits(String name, String description, Setting setting, List<Entry> entries) {
        this.name = name;
        this.description = description;
        this.setting = setting;
        this.entries = List.copyOf(entries);
    }

    /** Returns the recipe for drawn pixels. */
    static Recipe binary() {
        return new BitsBackDigits(
                "bits-back-binary",
                "MNIST, pixels drawn, bits-back coding with a variational 784-100-40, 20 epochs, beside xz (Townsend et"
                        + " al.)",
                new Setting(2, new Likelihood.Bernoulli(), 100, 40, 0.278, 0.328),
                List.of(
                        new Entry(
                                ActivationFunction.RELU,
                                1e-3,
                                false,
                                Figure.atMost("bits per pixel, ReLU, rate 1e-3", 0.19409, 0.1945)),
                        new Entry(
                                ActivationFunction.GELU,
                                3e-3,
                                true,
                                Figure.below("bits per pixel, GELU, rate falling from 3e-3", 0.19))));
    }

    /** Returns the recipe for 8-bit pixels. */
    static Recipe raw() {
        return new BitsBackDigits(
                "bits-back-raw",
                "MNIST, 8 bits, bits-back coding with a beta-binomial variational 784-200-50, 20 epochs, beside xz"
                        + " (Townsend et al.)",
                new Setting(WHITE + 1, new Likelihood.BetaBinomial(), 200, 50, 1.382, 1.635),
                List.of(new Entry(
                        ActivationFunction.RELU,
                        5e-4,
                        false,
                        Figure.atMost("bits per pixel, ReLU, rate 5e-4", 1.41, 1.42))));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public List<Finding> run(Reproduction run, TrainingListener listener) throws IOException {
        NamedDataset mnist = run.data("mnist");
        int[] pixels = pixels(mnist.test(), run.options().seed());
        List<Finding> findings = new ArrayList<>();
        for (Entry entry : entries) {
            long started = System.nanoTime();
            TrainedModel model = train(run, mnist.train(), entry, listener);
            BitsBack coder = BitsBack.create(model, setting.levels());
            int rows = mnist.test().rows();
            double bits = 8.0 * CodedModel.codedBytes(coder, name, pixels, rows) / pixels.length;
            double withModel = bits + 8.0 * CodedModel.fileBytes(model) / pixels.length;
            findings.add(run.finding(this, entry.figure(), bits, started));
            String what = entry.figure().metric();
            findings.add(run.finding(this, beside(what + ", beside xz -9e", setting.xz()), bits, started));
            findings.add(run.finding(this, beside(what + ", beside gzip -9", setting.gzip()), bits, started));
            findings.add(run.finding(
                    this, beside(what + ", with the model's file, beside xz -9e", setting.xz()), withModel, started));
        }
        return findings;
    }

    private static Figure beside(String metric, double other) {
        return Figure.beside(metric, other, false);
    }

    /** Returns the test images' levels; drawn once where there are two. */
    private int[] pixels(Dataset test, long seed) {
        SeededRandom random = new SeededRandom(seed).fork("test pixels");
        int[] pixels = new int[test.values().length];
        for (int i = 0; i < pixels.length; i++) {
            float grey = test.values()[i];
            pixels[i] = setting.levels() == 2 ? (random.nextDouble() < grey ? 1 : 0) : Math.round(grey * WHITE);
        }
        return pixels;
    }

    private TrainedModel train(Reproduction run, Dataset train, Entry entry, TrainingListener listener)
            throws IOException {
        TrainerConfig training = TrainerConfig.defaults(new Objective.Elbo(Divergence.plain()), run.epochs(EPOCHS))
                .withInput(InputConfig.NONE.withDrawnPixels(setting.levels() == 2))
                .withLearningRate(entry.rate())
                .withSchedule(entry.isFalling() ? new ScheduleConfig.Cosine(0) : new ScheduleConfig.Constant())
                .withBatchSize(BATCH);
        DenseConfig config = model(train.schema().sampleShape(), entry.activation());
        TrainingResult result = new Trainer(config, training, run.training()).train(train, train.head(0), listener);
        return CodedModel.of(this, config, result, train);
    }

    private DenseConfig model(Shape shape, ActivationFunction activation) {
        DenseLayer layer = new DenseLayer(setting.hidden(), activation);
        return new DenseConfig(
                shape,
                List.of(layer, new DenseLayer(setting.latentSize(), ActivationFunction.LINEAR)),
                List.of(layer, new DenseLayer(shape.size(), ActivationFunction.LINEAR)),
                new Latent.Gaussian(setting.latentSize()),
                setting.likelihood(),
                false,
                false,
                0,
                Initializer.GLOROT);
    }
}
