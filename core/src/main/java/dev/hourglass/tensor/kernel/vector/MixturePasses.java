package dev.hourglass.tensor.kernel.vector;

import static dev.hourglass.tensor.kernel.LogisticMixture.*;

import dev.hourglass.tensor.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The passes over the components of one vector of features: {@link dev.hourglass.tensor.kernel.LogisticMixture}.
 *
 * <p>The planes of gradients hold what one pass leaves for the next. No pass calls more than two of the longer
 * functions of {@link VectorMath}: the compiler would not inline a third (NodeCountInliningCutoff), and its vectors
 * would live on the heap.
 */
final class MixturePasses {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;

    // Places in the scratch, after the sums of the losses.
    private static final int MOST_PRIOR = Lanes.COUNT;
    private static final int MOST_JOINT = 2 * Lanes.COUNT;
    private static final int PRIOR = 3 * Lanes.COUNT;
    private static final int JOINT = 4 * Lanes.COUNT;

    private static final FloatVector ZERO = VectorMath.of(0f);
    private static final FloatVector MINUS_ONE = VectorMath.of(-1f);
    private static final FloatVector HALF = VectorMath.of(HALF_LEVEL);
    private static final FloatVector LEVEL = VectorMath.of(2f * HALF_LEVEL);
    private static final FloatVector SCALE_MIN = VectorMath.of(LOG_SCALE_MIN);
    private static final FloatVector SCALE_MAX = VectorMath.of(LOG_SCALE_MAX);

    private MixturePasses() {}

    /**
     * Writes what depends on the scale alone: the width of a level, e^-s, and the width's part in the scale's slope.
     */
    static void widths(
            float[] outputs, int y, float[] targets, int x, float[] gradients, int g, int count, int components) {
        int plane = components * count;
        FloatVector target = FloatVector.fromArray(S, targets, x);
        for (int at = 0; at < plane; at += count) {
            FloatVector inverse = inverse(outputs, y + at + 2 * plane);
            FloatVector d = inverse.mul(LEVEL);
            FloatVector exp = VectorMath.expWithin(d.neg());
            FloatVector width = VectorMath.oneMinusExp(d, exp);
            FloatVector narrow = d.mul(exp).div(width);
            VectorMask<Float> isEnd = target.lt(LOWEST_BELOW).or(target.compare(VectorOperators.GT, HIGHEST_ABOVE));
            width.blend(VectorMath.ONE, isEnd).intoArray(gradients, g + at);
            inverse.intoArray(gradients, g + at + plane);
            narrow.blend(ZERO, isEnd).intoArray(gradients, g + at + 2 * plane);
        }
    }

    /** Turns these into the product of the sigmoids and the width, and the slopes of log P in mean and log-scale. */
    static void slopes(
            float[] outputs, int y, float[] targets, int x, float[] gradients, int g, int count, int components) {
        int plane = components * count;
        FloatVector target = FloatVector.fromArray(S, targets, x);
        for (int at = 0; at < plane; at += count) {
            FloatVector inverse = FloatVector.fromArray(S, gradients, g + at + plane);
            FloatVector c = center(target, outputs, y + at + plane);
            FloatVector p = c.add(HALF).mul(inverse);
            FloatVector q = c.sub(HALF).mul(inverse);
            FloatVector expP = VectorMath.exp(p.abs().neg());
            FloatVector expQ = VectorMath.exp(q.abs().neg());
            FloatVector shareP = VectorMath.ONE.div(expP.add(VectorMath.ONE));
            FloatVector shareQ = VectorMath.ONE.div(expQ.add(VectorMath.ONE));
            VectorMask<Float> isLowest = target.lt(LOWEST_BELOW);
            VectorMask<Float> isHighest = target.compare(VectorOperators.GT, HIGHEST_ABOVE);
            FloatVector up = expP.mul(shareP).blend(shareP, p.lt(0f)).blend(ZERO, isHighest);
            FloatVector down = shareQ.blend(expQ.mul(shareQ), q.lt(0f)).blend(ZERO, isLowest);
            shareP.blend(VectorMath.ONE, isHighest)
                    .mul(shareQ.blend(VectorMath.ONE, isLowest))
                    .mul(FloatVector.fromArray(S, gradients, g + at))
                    .intoArray(gradients, g + at);
            down.sub(up).mul(inverse).intoArray(gradients, g + at + plane);
            FloatVector narrow = FloatVector.fromArray(S, gradients, g + at + 2 * plane);
            FloatVector slope = q.fma(down, p.fma(up, narrow).neg());
            FloatVector output = FloatVector.fromArray(S, outputs, y + at + 2 * plane);
            FloatVector s = output.max(SCALE_MIN).min(SCALE_MAX);
            ZERO.blend(slope, s.eq(output)).intoArray(gradients, g + at + 2 * plane);
        }
    }

    /** Turns products into joint log-probabilities, and keeps the largest logits and joints. */
    static void joints(
            float[] outputs,
            int y,
            float[] targets,
            int x,
            float[] gradients,
            int g,
            int count,
            int components,
            float[] scratch,
            int lane) {
        int plane = components * count;
        FloatVector target = FloatVector.fromArray(S, targets, x);
        FloatVector mostPrior = VectorMath.of(Float.NEGATIVE_INFINITY);
        FloatVector mostJoint = VectorMath.of(Float.NEGATIVE_INFINITY);
        for (int at = 0; at < plane; at += count) {
            FloatVector inverse = inverse(outputs, y + at + 2 * plane);
            FloatVector c = center(target, outputs, y + at + plane);
            FloatVector p =
                    c.add(HALF).mul(inverse).min(ZERO).blend(ZERO, target.compare(VectorOperators.GT, HIGHEST_ABOVE));
            FloatVector q = c.sub(HALF).mul(inverse).max(ZERO).blend(ZERO, target.lt(LOWEST_BELOW));
            FloatVector prior = FloatVector.fromArray(S, outputs, y + at);
            FloatVector logProduct = VectorMath.ln(FloatVector.fromArray(S, gradients, g + at));
            FloatVector joint = prior.add(p.sub(q).add(logProduct));
            joint.intoArray(gradients, g + at);
            mostPrior = mostPrior.max(prior);
            mostJoint = mostJoint.max(joint);
        }
        mostPrior.intoArray(scratch, MOST_PRIOR + lane);
        mostJoint.intoArray(scratch, MOST_JOINT + lane);
    }

    private static FloatVector inverse(float[] outputs, int at) {
        FloatVector s = FloatVector.fromArray(S, outputs, at).max(SCALE_MIN).min(SCALE_MAX);
        return VectorMath.expWithin(s.neg());
    }

    private static FloatVector center(FloatVector target, float[] outputs, int at) {
        return target.fma(VectorMath.TWO, MINUS_ONE).sub(FloatVector.fromArray(S, outputs, at));
    }

    /** Turns joints into exponentials, and keeps the sums of these and of the logits'. */
    static void sums(
            float[] outputs, int y, float[] gradients, int g, int count, int components, float[] scratch, int lane) {
        FloatVector mostPrior = FloatVector.fromArray(S, scratch, MOST_PRIOR + lane);
        FloatVector mostJoint = FloatVector.fromArray(S, scratch, MOST_JOINT + lane);
        FloatVector prior = FloatVector.zero(S);
        FloatVector joint = FloatVector.zero(S);
        for (int at = 0; at < components * count; at += count) {
            prior = prior.add(
                    VectorMath.exp(FloatVector.fromArray(S, outputs, y + at).sub(mostPrior)));
            FloatVector exp =
                    VectorMath.exp(FloatVector.fromArray(S, gradients, g + at).sub(mostJoint));
            exp.intoArray(gradients, g + at);
            joint = joint.add(exp);
        }
        prior.intoArray(scratch, PRIOR + lane);
        joint.intoArray(scratch, JOINT + lane);
    }

    /** Adds the loss to the lanes. */
    static void addLoss(float[] scratch, int lane) {
        FloatVector most = FloatVector.fromArray(S, scratch, MOST_PRIOR + lane)
                .sub(FloatVector.fromArray(S, scratch, MOST_JOINT + lane));
        FloatVector prior = VectorMath.ln(FloatVector.fromArray(S, scratch, PRIOR + lane));
        FloatVector joint = VectorMath.ln(FloatVector.fromArray(S, scratch, JOINT + lane));
        FloatVector loss = most.add(prior.sub(joint));
        FloatVector.fromArray(S, scratch, lane).add(loss).intoArray(scratch, lane);
    }

    /** Turns exponentials and slopes into gradients. */
    static void gradients(
            float[] outputs,
            int y,
            float[] gradients,
            int g,
            int count,
            int components,
            float scale,
            float[] scratch,
            int lane) {
        int plane = components * count;
        FloatVector mostPrior = FloatVector.fromArray(S, scratch, MOST_PRIOR + lane);
        FloatVector prior = FloatVector.fromArray(S, scratch, PRIOR + lane);
        FloatVector joint = FloatVector.fromArray(S, scratch, JOINT + lane);
        for (int at = 0; at < plane; at += count) {
            FloatVector share = VectorMath.exp(
                            FloatVector.fromArray(S, outputs, y + at).sub(mostPrior))
                    .div(prior);
            FloatVector responsibility =
                    FloatVector.fromArray(S, gradients, g + at).div(joint);
            FloatVector slope = responsibility.mul(-scale);
            int mean = g + at + plane;
            share.sub(responsibility).mul(scale).intoArray(gradients, g + at);
            FloatVector.fromArray(S, gradients, mean).mul(slope).intoArray(gradients, mean);
            FloatVector.fromArray(S, gradients, mean + plane).mul(slope).intoArray(gradients, mean + plane);
        }
    }
}
