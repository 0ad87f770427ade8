package dev.hourglass.reproduce;

import dev.hourglass.data.NamedDataset;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.DenseConfig.DenseLayer;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.Divergence;
import dev.hourglass.nn.Inference;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import dev.hourglass.train.Objective;
import dev.hourglass.train.Objective.Adversarial;
import dev.hourglass.train.OptimizerConfig;
import dev.hourglass.train.Trainer;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import dev.hourglass.train.TrainingResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Sets families that make samples beside a plain variational autoencoder of the same size: how well they give test
 * images back, how many of their made digits a classifier takes for one digit, and whether all digits appear. Nobody
 * published these figures; the first column is the variational autoencoder's.
 */
final class GenerativeModels implements Recipe {
    private static final int EPOCHS = 20;
    private static final int SAMPLES = 5000;
    private static final int LATENT = 20;

    /** One family: its name, model and training. */
    private record Entry(String name, DenseConfig model, TrainerConfig training) {}

    @Override
    public String name() {
        return "generative";
    }

    @Override
    public String description() {
        return "MNIST, 784-400-20 as VAE, WAE, VQ-VAE, AAE, GAN and VAE-GAN, 20 epochs: reconstruction, clear digits,"
                + " coverage, each beside the VAE";
    }

    @Override
    public List<Finding> run(Reproduction run, TrainingListener listener) throws IOException {
        NamedDataset mnist = run.data("mnist");
        DigitJudge judge = new DigitJudge(
                mnist.train(),
                run.options().isQuick(),
                run.options().seed(),
                run.options().threads());
        List<Finding> findings = new ArrayList<>();
        double[] plain = new double[0];
        for (Entry entry : entries(run, mnist.train().schema().sampleShape())) {
            long started = System.nanoTime();
            TrainingResult result = new Trainer(entry.model(), entry.training(), run.training())
                    .train(mnist.train(), mnist.test().head(0), listener);
            double[] figures = measure(run, mnist, entry.model().build(), result, judge);
            plain = plain.length == 0 ? figures : plain;
            String[] metrics = {"test MSE", "clear digits, share", "coverage of digits"};
            for (int i = 0; i < metrics.length; i++) {
                Figure figure = Figure.beside(entry.name() + ": " + metrics[i], plain[i], i > 0);
                findings.add(run.finding(this, figure, figures[i], started));
            }
        }
        return findings;
    }

    private static List<Entry> entries(Reproduction run, Shape shape) {
        Objective squares = new Objective.MeanSquaredError();
        DenseConfig values =
                DenseConfig.symmetric(shape, List.of(400), LATENT, ActivationFunction.RELU, ActivationFunction.SIGMOID);
        DenseConfig linear = withLinearCode(values, LATENT);
        TrainerConfig training =
                TrainerConfig.defaults(squares, run.epochs(EPOCHS)).withBatchSize(128);
        TrainerConfig calm = training.withOptimizer(new OptimizerConfig.Adam(0.5, 0.999, 1e-8))
                .withLearningRate(5e-4);
        return List.of(
                new Entry(
                        "VAE",
                        DenseConfig.variational(shape, List.of(400), LATENT, new Likelihood.Bernoulli()),
                        training.withObjective(new Objective.Elbo(Divergence.plain()))),
                new Entry("WAE", linear, training.withObjective(Objective.Wasserstein.defaults(squares))),
                new Entry(
                        "VQ-VAE",
                        withLinearCode(values, 64).withLatent(new Latent.Quantized(16, 256, 4)),
                        training.withObjective(Objective.VectorQuantized.defaults(squares))),
                new Entry("AAE", linear, training.withObjective(Adversarial.defaults(Adversarial.Game.AAE, squares))),
                new Entry("GAN", linear, calm.withObjective(Adversarial.defaults(Adversarial.Game.GAN, squares))),
                new Entry(
                        "VAE-GAN",
                        linear.withLatent(new Latent.Gaussian(LATENT)),
                        calm.withObjective(Adversarial.defaults(Adversarial.Game.VAE_GAN, squares))));
    }

    private static DenseConfig withLinearCode(DenseConfig config, int size) {
        List<DenseLayer> encoder = new ArrayList<>(config.encoder());
        encoder.set(encoder.size() - 1, new DenseLayer(size, ActivationFunction.LINEAR));
        return new DenseConfig(config.inputShape(), encoder, config.decoder(), false, false, 0, config.initializer());
    }

    private static double[] measure(
            Reproduction run, NamedDataset mnist, Autoencoder model, TrainingResult result, DigitJudge judge) {
        int threads = run.options().threads();
        float[] test = mnist.test().values();
        int rows = mnist.test().rows();
        float[] back = new float[test.length];
        Inference.create(model, result.parameters(), Inference.Direction.RECONSTRUCT, threads, Kernels.best())
                .run(test, 0, back, rows);
        double sum = 0;
        for (int i = 0; i < test.length; i++) {
            sum += ((double) back[i] - test[i]) * ((double) back[i] - test[i]);
        }
        float[] codes = codes(model, result, mnist, run.options().seed(), threads);
        float[] made = new float[SAMPLES * model.features()];
        Inference.create(model, result.parameters(), Inference.Direction.DECODE, threads, Kernels.best())
                .run(codes, 0, made, SAMPLES);
        DigitJudge.Verdict verdict = judge.judge(made, SAMPLES);
        return new double[] {sum / test.length, verdict.clear(), verdict.coverage()};
    }

    /** Draws codes of the prior; indices, which have none, each position by itself from training images. */
    private static float[] codes(Autoencoder model, TrainingResult result, NamedDataset mnist, long seed, int threads) {
        int size = model.latent().size();
        float[] codes = new float[SAMPLES * size];
        if (!(model.latent() instanceof Latent.Quantized)) {
            Kernels.best().noise().normal(SeededRandom.mix(seed), 0, codes, 0, codes.length);
            return codes;
        }
        int rows = Math.min(SAMPLES, mnist.train().rows());
        float[] known = new float[rows * size];
        Inference.create(model, result.parameters(), Inference.Direction.ENCODE, threads, Kernels.best())
                .run(mnist.train().values(), 0, known, rows);
        SeededRandom random = new SeededRandom(seed).fork("indices");
        for (int i = 0; i < codes.length; i++) {
            codes[i] = known[random.nextInt(rows) * size + i % size];
        }
        return codes;
    }
}
