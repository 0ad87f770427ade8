package dev.hourglass.compress.lossless;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.entropy.RansStack;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.model.Autoencoder;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.Inference;
import dev.hourglass.tensor.kernel.Kernels;

/**
 * Codes samples of whole numbers with a variational autoencoder by bits-back coding: the code of a sample is popped
 * from the bits written so far, distributed as the posterior, so that it costs only what the posterior is worth against
 * the prior. The length comes to the negative evidence lower bound. Source: Townsend, Bird and Barber 2019, "Practical
 * lossless compression with latent variables using bits back coding", https://arxiv.org/abs/1901.04866.
 *
 * <p>Rows go in groups through the networks, the codes of a whole group being popped first. Those of the first groups
 * come from words that nobody wrote and that count in the size; so groups start with one row and grow with what is
 * written: a group has a quarter of the rows before it, in [1, 64], and a chunk borrows the codes of about one row.
 *
 * <p>Coding never fails for data that is far from what the model learned; it only takes more bytes. The same rows and
 * model give the same bytes on every machine, with any kernels and any number of threads. Chunks know nothing of each
 * other. Not thread-safe; confine to one thread.
 */
public final class BitsBack implements RowCoder {
    /** The most rows of a group. */
    static final int GROUP_ROWS = 64;

    private static final int GROWTH = 4;
    private static final int LANES = 1;

    private final TrainedModel model;
    private final int features;
    private final int latentSize;
    private final LevelCoder levels;
    private final Inference encoder;
    private final Inference decoder;

    private final float[] inputs;
    private final float[] posteriors; // [rows, 2 L]
    private final float[] codes;
    private final float[] outputs; // [rows, P, D]
    private final int[] buckets;

    private BitsBack(TrainedModel model, LevelCoder levels, Kernels kernels) {
        Autoencoder networks = model.autoencoder();
        this.model = model;
        this.features = model.features();
        this.latentSize = model.latentSize();
        this.levels = levels;
        this.encoder = runner(Chain.of("encoder", networks.encoder()), model, kernels);
        this.decoder = runner(Chain.of("decoder", networks.decoder()), model, kernels);
        this.inputs = new float[GROUP_ROWS * features];
        this.posteriors = new float[GROUP_ROWS * encoder.outputs()];
        this.codes = new float[GROUP_ROWS * latentSize];
        this.outputs = new float[GROUP_ROWS * decoder.outputs()];
        this.buckets = new int[GROUP_ROWS * latentSize];
    }

    /** Returns whether a model has a normal latent variable and a likelihood. */
    public static boolean suits(TrainedModel model) {
        return model.autoencoder().latent() instanceof Latent.Gaussian
                && !(model.autoencoder().likelihood() instanceof Likelihood.Direct);
    }

    /**
     * Returns the levels of bytes that a model codes: as many as its likelihood has, 256 for a Gaussian one.
     *
     * @throws WrongModelException if the model has no latent variable or no likelihood of whole numbers
     */
    public static int levels(TrainedModel model) {
        requireVariational(model);
        return LevelCoders.levels(model);
    }

    @Override
    public int levels() {
        return levels.levels();
    }

    private static Inference runner(Chain chain, TrainedModel model, Kernels kernels) {
        return Inference.create(chain, model.parameters(), model.threads(), kernels);
    }

    /**
     * Builds a coder.
     *
     * @param model a variational autoencoder with a likelihood
     * @param levels n: values are whole numbers in [0, n) that the model knows as {@code k / (n - 1)}; 2 for a
     *     Bernoulli likelihood, K for a categorical one, 256 for logistic mixtures and beta-binomials, 2 to 65,536 for
     *     Gaussians
     * @return the coder
     * @throws WrongModelException if the model is no such model, or its likelihood has other levels
     */
    public static BitsBack create(TrainedModel model, int levels) {
        return create(model, levels, Kernels.best());
    }

    static BitsBack create(TrainedModel model, int levels, Kernels kernels) {
        requireVariational(model);
        return new BitsBack(model, LevelCoders.create(model, levels), kernels);
    }

    @Override
    public byte[] encode(int[] values, int rows) {
        Levels.require(values, rows, features, levels.levels());
        RansStack stack = RansStack.borrowing(LANES);
        for (int first = 0; first < rows; first += groupRows(first, rows)) {
            int count = groupRows(first, rows);
            infer(values, first, count);
            popCodes(stack, count);
            decoder.run(codes, 0, outputs, count);
            for (int row = count - 1; row >= 0; row--) {
                levels.push(stack, outputs, row * decoder.outputs(), values, (first + row) * features);
            }
            for (int i = count * latentSize - 1; i >= 0; i--) {
                stack.pushUniform(0, buckets[i], LatentGrid.BITS);
            }
        }
        return stack.toBytes();
    }

    @Override
    public int[] decode(String name, byte[] bytes, int rows) {
        RansStack stack = RansStack.read(name, bytes, LANES);
        int[] values = new int[Math.multiplyExact(rows, features)];
        int[] firsts = groups(rows);
        for (int group = firsts.length - 1; group >= 0; group--) {
            int first = firsts[group];
            int count = groupRows(first, rows);
            for (int i = 0; i < count * latentSize; i++) {
                buckets[i] = stack.popUniform(0, LatentGrid.BITS);
                codes[i] = LatentGrid.INSTANCE.code(buckets[i]);
            }
            decoder.run(codes, 0, outputs, count);
            for (int row = 0; row < count; row++) {
                levels.pop(stack, outputs, row * decoder.outputs(), values, (first + row) * features);
            }
            infer(values, first, count);
            pushCodes(name, stack, count);
        }
        stack.requireStart();
        return values;
    }

    private static void requireVariational(TrainedModel model) {
        if (!(model.autoencoder().latent() instanceof Latent.Gaussian)) {
            throw new WrongModelException("bits-back coding needs a model with a gaussian latent variable, but that of"
                    + " this one is " + model.autoencoder().latent().id() + "; train it with objective elbo");
        }
    }

    /** Returns the rows of the group that starts with a row. */
    static int groupRows(int first, int rows) {
        return Math.min(Math.max(1, Math.min(GROUP_ROWS, first / GROWTH)), rows - first);
    }

    private static int[] groups(int rows) {
        int[] firsts = new int[rows];
        int count = 0;
        for (int first = 0; first < rows; first += groupRows(first, rows)) {
            firsts[count++] = first;
        }
        return java.util.Arrays.copyOf(firsts, count);
    }

    /** Runs rows through the encoder. */
    private void infer(int[] values, int first, int count) {
        float highest = levels.levels() - 1;
        for (int i = 0; i < count * features; i++) {
            inputs[i] = values[first * features + i] / highest;
        }
        model.normalization().apply(inputs, 0, count);
        encoder.run(inputs, 0, posteriors, count);
    }

    private void popCodes(RansStack stack, int count) {
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < latentSize; i++) {
                int at = row * 2 * latentSize + i;
                int bucket = LatentGrid.INSTANCE.popPosterior(stack, posteriors[at], posteriors[at + latentSize]);
                buckets[row * latentSize + i] = bucket;
                codes[row * latentSize + i] = LatentGrid.INSTANCE.code(bucket);
            }
        }
    }

    private void pushCodes(String name, RansStack stack, int count) {
        for (int row = count - 1; row >= 0; row--) {
            for (int i = latentSize - 1; i >= 0; i--) {
                int at = row * 2 * latentSize + i;
                if (!LatentGrid.INSTANCE.pushPosterior(
                        stack, buckets[row * latentSize + i], posteriors[at], posteriors[at + latentSize])) {
                    throw new CorruptArtifactException(
                            name,
                            0,
                            "a decoded code must be possible for its decoded sample, but is not; the bytes are damaged"
                                    + " or another model wrote them");
                }
            }
        }
    }
}
