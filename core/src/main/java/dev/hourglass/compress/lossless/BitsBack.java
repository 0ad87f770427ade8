package dev.hourglass.compress.lossless;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.entropy.RansStack;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.model.Latent;
import dev.hourglass.model.Likelihood;
import dev.hourglass.tensor.kernel.Kernels;

/**
 * Codes samples of whole numbers with a variational autoencoder by bits-back coding: the code of a sample is popped
 * from the bits written so far, distributed as the posterior, so that it costs only what the posterior is worth against
 * the prior. The length comes to the negative evidence lower bound. Source: Townsend, Bird and Barber 2019, "Practical
 * lossless compression with latent variables using bits back coding", https://arxiv.org/abs/1901.04866.
 *
 * <p>Rows go in {@linkplain RowGroups groups} through the networks.
 *
 * <p>Coding never fails for data that is far from what the model learned; it only takes more bytes. The same rows and
 * model give the same bytes on every machine, with any kernels and any number of threads. Chunks know nothing of each
 * other. Not thread-safe; confine to one thread.
 */
public final class BitsBack implements RowCoder {
    private static final int LANES = 1;

    private final SampleCoder samples;
    private final LatentCodes codes;

    private BitsBack(SampleCoder samples, LatentCodes codes) {
        this.samples = samples;
        this.codes = codes;
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
        return samples.levels();
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
        return new BitsBack(
                new SampleCoder(model, LevelCoders.create(model, levels), kernels),
                new LatentCodes(LatentGrid.EQUAL, model.latentSize()));
    }

    @Override
    public byte[] encode(int[] values, int rows) {
        samples.require(values, rows);
        RansStack stack = RansStack.borrowing(LANES);
        for (int first : RowGroups.firsts(rows)) {
            int count = RowGroups.size(first, rows);
            samples.tell(values, first, count, codes);
            codes.popPosterior(stack, count);
            samples.push(stack, codes, values, first, count);
            codes.pushUniform(stack, count);
        }
        return stack.toBytes();
    }

    @Override
    public int[] decode(String name, byte[] bytes, int rows) {
        RansStack stack = RansStack.read(name, bytes, LANES);
        int[] values = samples.room(rows);
        int[] firsts = RowGroups.firsts(rows);
        for (int group = firsts.length - 1; group >= 0; group--) {
            int first = firsts[group];
            int count = RowGroups.size(first, rows);
            codes.popUniform(stack, count);
            samples.pop(stack, codes, values, first, count);
            samples.tell(values, first, count, codes);
            codes.pushPosterior(name, stack, count);
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
}
