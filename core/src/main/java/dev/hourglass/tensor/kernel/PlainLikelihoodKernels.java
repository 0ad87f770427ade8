package dev.hourglass.tensor.kernel;

import java.util.Arrays;

/** Likelihoods in plain Java. */
final class PlainLikelihoodKernels implements LikelihoodKernels {
    @Override
    public float gaussian(
            float[] y,
            int yFrom,
            float[] x,
            int xFrom,
            float[] g,
            int gFrom,
            int count,
            float scale,
            float deviation,
            float[] scratch) {
        Arrays.fill(scratch, 0, Lanes.COUNT, 0f);
        LikelihoodTails.gaussian(y, yFrom, x, xFrom, g, gFrom, 0, count, scale, 1f / deviation, scratch);
        return LikelihoodTails.gaussianSum(scratch, count, deviation);
    }

    @Override
    public float learnedGaussian(
            float[] y, int yFrom, float[] x, int xFrom, float[] g, int gFrom, int count, float scale, float[] scratch) {
        Arrays.fill(scratch, 0, Lanes.COUNT, 0f);
        LikelihoodTails.learnedGaussian(y, yFrom, x, xFrom, g, gFrom, 0, count, scale, scratch);
        return LikelihoodTails.gaussianSum(scratch, count, 1f);
    }

    @Override
    public float logisticMixture(
            float[] y,
            int yFrom,
            float[] x,
            int xFrom,
            float[] g,
            int gFrom,
            int count,
            int components,
            float scale,
            float[] scratch) {
        Arrays.fill(scratch, 0, Lanes.COUNT, 0f);
        LogisticMixture.rowTail(y, yFrom, x, xFrom, g, gFrom, 0, count, components, scale, scratch);
        return Lanes.sum(scratch);
    }

    @Override
    public float categorical(
            float[] y,
            int yFrom,
            float[] x,
            int xFrom,
            float[] g,
            int gFrom,
            int count,
            int classes,
            float scale,
            float[] scratch) {
        Arrays.fill(scratch, 0, Lanes.COUNT, 0f);
        Categorical.rowTail(y, yFrom, x, xFrom, g, gFrom, 0, count, classes, scale, scratch);
        return Lanes.sum(scratch);
    }
}
