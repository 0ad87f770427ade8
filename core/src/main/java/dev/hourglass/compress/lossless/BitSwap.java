package dev.hourglass.compress.lossless;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.entropy.RansStack;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.model.Hierarchical;
import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.Chain;
import dev.hourglass.nn.Inference;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;

/**
 * Codes samples of whole numbers with a variational autoencoder of several latent levels: as {@link BitsBack}, but
 * level by level, so that what a level has put on the stack is there for the next one to pop, and no more than the
 * first level of the first row is borrowed. The length comes to the negative evidence lower bound. Source: Kingma,
 * Abbeel and Ho 2019, "Bit-Swap: recursive bits-back coding for lossless compression with hierarchical latent
 * variables", https://arxiv.org/abs/1905.06845, algorithm 1.
 *
 * <pre>{@code
 * pop z_1 ~ q(z_1 | x), push x ~ p(x | z_1),
 * pop z_2 ~ q(z_2 | z_1), push z_1 ~ p(z_1 | z_2), ..., push z_L ~ p(z_L)
 * }</pre>
 *
 * <p>Coding never fails for data that is far from what the model learned; it only takes more bytes. The same rows and
 * model give the same bytes on every machine, with any kernels and any number of threads. Chunks know nothing of each
 * other. Not thread-safe; confine to one thread.
 */
public final class BitSwap implements RowCoder {
    private static final int LANES = 1;

    private final SampleCoder samples;
    private final List<Level> levels; // from z_1 up

    /**
     * A level and the networks between it and the one above, which there is none of above the last.
     *
     * @param codes of the level
     * @param posterior from this level's codes to the posterior of the next one
     * @param prior from the next level's codes to this one's prior
     * @param told what the prior was told to be: [rows, 2 size]; of the last level standard normal
     */
    @SuppressWarnings("ArrayRecordComponent") // scratch, compared by nobody
    private record Level(LatentCodes codes, List<Inference> posterior, List<Inference> prior, float[] told) {
        /** Tells the posterior of the level above. */
        void tellUp(LatentCodes above, int count) {
            posterior.get(0).run(codes.codes(), 0, above.posteriors(), count);
        }

        /** Tells this level's prior. */
        void tellDown(LatentCodes above, int count) {
            prior.get(0).run(above.codes(), 0, told, count);
        }
    }

    private BitSwap(SampleCoder samples, List<Level> levels) {
        this.samples = samples;
        this.levels = List.copyOf(levels);
    }

    /** Returns whether a model has a hierarchical latent variable and a likelihood. */
    public static boolean suits(TrainedModel model) {
        return model.autoencoder().latent() instanceof Hierarchical
                && !(model.autoencoder().likelihood() instanceof Likelihood.Direct);
    }

    /**
     * Returns the levels of bytes that a model codes: as many as its likelihood has, 256 for a Gaussian one.
     *
     * @throws WrongModelException if the model has no hierarchical latent variable or no likelihood of whole numbers
     */
    public static int levels(TrainedModel model) {
        requireHierarchical(model);
        return LevelCoders.levels(model);
    }

    /**
     * Builds a coder.
     *
     * @param model a variational autoencoder of several latent levels, with a likelihood
     * @param levels n: values are whole numbers in [0, n), as for {@link BitsBack#create}
     * @return the coder
     * @throws WrongModelException if the model is no such model, or its likelihood has other levels
     */
    public static BitSwap create(TrainedModel model, int levels) {
        return create(model, levels, Kernels.best());
    }

    static BitSwap create(TrainedModel model, int levels, Kernels kernels) {
        Hierarchical latent = requireHierarchical(model);
        SampleCoder samples = new SampleCoder(model, LevelCoders.create(model, levels), kernels);
        List<Level> all = new ArrayList<>();
        for (int level = 1; level <= latent.levels(); level++) {
            all.add(level(model, latent, level, kernels));
        }
        return new BitSwap(samples, all);
    }

    private static Level level(TrainedModel model, Hierarchical latent, int level, Kernels kernels) {
        LatentCodes codes = new LatentCodes(LatentGrid.EVEN, latent.size(level));
        float[] told = new float[RowGroups.MOST_ROWS * 2 * latent.size(level)];
        if (level == latent.levels()) {
            return new Level(codes, List.of(), List.of(), told);
        }
        Chain up = Chain.of(Hierarchical.posteriorPath(level + 1), latent.posterior(level + 1));
        Chain down = Chain.of(Hierarchical.priorPath(level), latent.prior(level));
        return new Level(
                codes,
                List.of(SampleCoder.runner(up, model, kernels)),
                List.of(SampleCoder.runner(down, model, kernels)),
                told);
    }

    private static Hierarchical requireHierarchical(TrainedModel model) {
        if (model.autoencoder().latent() instanceof Hierarchical hierarchical) {
            return hierarchical;
        }
        throw new WrongModelException("Bit-Swap coding needs a model with a hierarchical latent variable, but that of"
                + " this one is " + model.autoencoder().latent().id() + "; train one with upper-latents");
    }

    @Override
    public int levels() {
        return samples.levels();
    }

    @Override
    public byte[] encode(int[] values, int rows) {
        samples.require(values, rows);
        RansStack stack = RansStack.borrowing(LANES);
        for (int first : RowGroups.firsts(rows)) {
            int count = RowGroups.size(first, rows);
            LatentCodes lowest = levels.get(0).codes();
            samples.tell(values, first, count, lowest);
            lowest.popPosterior(stack, count);
            samples.push(stack, lowest, values, first, count);
            pushLevels(stack, count);
        }
        return stack.toBytes();
    }

    private void pushLevels(RansStack stack, int count) {
        for (int i = 0; i < levels.size() - 1; i++) {
            Level level = levels.get(i);
            LatentCodes above = levels.get(i + 1).codes();
            level.tellUp(above, count);
            above.popPosterior(stack, count);
            level.tellDown(above, count);
            level.codes().pushPrior(stack, level.told(), count);
        }
        Level top = levels.get(levels.size() - 1);
        top.codes().pushPrior(stack, top.told(), count);
    }

    @Override
    public int[] decode(String name, byte[] bytes, int rows) {
        RansStack stack = RansStack.read(name, bytes, LANES);
        int[] values = samples.room(rows);
        int[] firsts = RowGroups.firsts(rows);
        for (int group = firsts.length - 1; group >= 0; group--) {
            int first = firsts[group];
            int count = RowGroups.size(first, rows);
            LatentCodes lowest = levels.get(0).codes();
            popLevels(name, stack, count);
            samples.pop(stack, lowest, values, first, count);
            samples.tell(values, first, count, lowest);
            lowest.pushPosterior(name, stack, count);
        }
        stack.requireStart();
        return values;
    }

    private void popLevels(String name, RansStack stack, int count) {
        Level top = levels.get(levels.size() - 1);
        top.codes().popPrior(stack, top.told(), count);
        for (int i = levels.size() - 2; i >= 0; i--) {
            Level level = levels.get(i);
            LatentCodes above = levels.get(i + 1).codes();
            level.tellDown(above, count);
            level.codes().popPrior(stack, level.told(), count);
            level.tellUp(above, count);
            above.pushPosterior(name, stack, count);
        }
    }
}
