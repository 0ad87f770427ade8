package dev.hourglass.tensor.kernel.vector;

import dev.hourglass.tensor.kernel.Categorical;
import dev.hourglass.tensor.kernel.Lanes;
import dev.hourglass.tensor.kernel.LikelihoodKernels;
import dev.hourglass.tensor.kernel.LikelihoodTails;
import dev.hourglass.tensor.kernel.LogisticMixture;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Likelihoods, a vector of features at a time: the full 16 columns here, and what is left of the row in plain Java.
 *
 * <p>Mixtures take a vector of columns, classes some vectors, through passes over their planes: the largest values, the
 * sums of exponentials, the gradients. What a pass leaves for the next lies in the scratch.
 */
final class VectorLikelihoodKernels implements LikelihoodKernels {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
    private static final int V = S.length();

    @Override
    public float gaussian(
            float[] outputs,
            int yFrom,
            float[] targets,
            int xFrom,
            float[] gradients,
            int gFrom,
            int count,
            float scale,
            float deviation,
            float[] scratch) {
        int full = Lanes.floor(count);
        float inverse = 1f / deviation;
        for (int lane = 0; lane < Lanes.COUNT; lane += V) {
            gaussianLane(outputs, yFrom, targets, xFrom, gradients, gFrom, lane, full, scale, inverse, scratch);
        }
        LikelihoodTails.gaussian(
                outputs, yFrom, targets, xFrom, gradients, gFrom, full, count, scale, inverse, scratch);
        return LikelihoodTails.gaussianSum(scratch, count, deviation);
    }

    private static void gaussianLane(
            float[] outputs,
            int yFrom,
            float[] targets,
            int xFrom,
            float[] gradients,
            int gFrom,
            int lane,
            int full,
            float scale,
            float inverse,
            float[] scratch) {
        FloatVector sum = FloatVector.zero(S);
        float slope = inverse * scale;
        for (int i = lane; i < full; i += Lanes.COUNT) {
            FloatVector y = FloatVector.fromArray(S, outputs, yFrom + i);
            FloatVector x = FloatVector.fromArray(S, targets, xFrom + i);
            FloatVector e = y.sub(x).mul(inverse);
            sum = e.fma(e, sum);
            e.mul(slope).intoArray(gradients, gFrom + i);
        }
        sum.intoArray(scratch, lane);
    }

    @Override
    public float learnedGaussian(
            float[] outputs,
            int yFrom,
            float[] targets,
            int xFrom,
            float[] gradients,
            int gFrom,
            int count,
            float scale,
            float[] scratch) {
        int full = Lanes.floor(count);
        for (int lane = 0; lane < Lanes.COUNT; lane += V) {
            learnedGaussianLane(outputs, yFrom, targets, xFrom, gradients, gFrom, count, lane, full, scale, scratch);
        }
        LikelihoodTails.learnedGaussian(outputs, yFrom, targets, xFrom, gradients, gFrom, full, count, scale, scratch);
        return LikelihoodTails.gaussianSum(scratch, count, 1f);
    }

    private static void learnedGaussianLane(
            float[] outputs,
            int yFrom,
            float[] targets,
            int xFrom,
            float[] gradients,
            int gFrom,
            int plane,
            int lane,
            int full,
            float scale,
            float[] scratch) {
        FloatVector sum = FloatVector.zero(S);
        float halfScale = scale * 0.5f;
        for (int i = lane; i < full; i += Lanes.COUNT) {
            FloatVector x = FloatVector.fromArray(S, targets, xFrom + i);
            FloatVector e = FloatVector.fromArray(S, outputs, yFrom + i).sub(x);
            FloatVector output = FloatVector.fromArray(S, outputs, yFrom + plane + i);
            FloatVector v = output.max(LOG_VARIANCE_MIN).min(LOG_VARIANCE_MAX);
            FloatVector slope = e.mul(VectorMath.exp(v.neg()));
            FloatVector square = e.mul(slope);
            sum = sum.add(square.add(v));
            slope.mul(scale).intoArray(gradients, gFrom + i);
            FloatVector ofVariance = VectorMath.ONE.sub(square).mul(halfScale);
            FloatVector.zero(S).blend(ofVariance, v.eq(output)).intoArray(gradients, gFrom + plane + i);
        }
        sum.intoArray(scratch, lane);
    }

    @Override
    public float logisticMixture(
            float[] outputs,
            int yFrom,
            float[] targets,
            int xFrom,
            float[] gradients,
            int gFrom,
            int count,
            int components,
            float scale,
            float[] scratch) {
        Arrays.fill(scratch, 0, Lanes.COUNT, 0f);
        int full = Lanes.floor(count);
        for (int i = 0; i < full; i += V) {
            int lane = i & (Lanes.COUNT - 1);
            int y = yFrom + i;
            int g = gFrom + i;
            int x = xFrom + i;
            MixturePasses.widths(outputs, y, targets, x, gradients, g, count, components);
            MixturePasses.slopes(outputs, y, targets, x, gradients, g, count, components);
            MixturePasses.joints(outputs, y, targets, x, gradients, g, count, components, scratch, lane);
            MixturePasses.sums(outputs, y, gradients, g, count, components, scratch, lane);
            MixturePasses.addLoss(scratch, lane);
            MixturePasses.gradients(outputs, y, gradients, g, count, components, scale, scratch, lane);
        }
        LogisticMixture.rowTail(
                outputs, yFrom, targets, xFrom, gradients, gFrom, full, count, components, scale, scratch);
        return Lanes.sum(scratch);
    }

    @Override
    public float categorical(
            float[] outputs,
            int yFrom,
            float[] targets,
            int xFrom,
            float[] gradients,
            int gFrom,
            int count,
            int classes,
            float scale,
            float[] scratch) {
        Arrays.fill(scratch, 0, Lanes.COUNT, 0f);
        int full = Lanes.floor(count);
        for (int i = 0; i < full; i += ClassPasses.FEATURES) {
            int features = Math.min(ClassPasses.FEATURES, full - i);
            int y = yFrom + i;
            int g = gFrom + i;
            ClassPasses.largest(outputs, y, targets, xFrom + i, features, count, classes, scratch);
            ClassPasses.sums(outputs, y, gradients, g, features, count, classes, scratch);
            ClassPasses.gradients(targets, xFrom + i, gradients, g, features, count, classes, scale, scratch);
        }
        Categorical.rowTail(outputs, yFrom, targets, xFrom, gradients, gFrom, full, count, classes, scale, scratch);
        return Lanes.sum(scratch);
    }
}
