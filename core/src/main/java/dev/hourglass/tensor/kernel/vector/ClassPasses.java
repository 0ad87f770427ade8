package dev.hourglass.tensor.kernel.vector;

import dev.hourglass.tensor.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The passes over the classes of one vector of features: {@link dev.hourglass.tensor.kernel.Categorical}. */
final class ClassPasses {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;

    // Places in the scratch, after the sums of the losses.
    private static final int MOST = Lanes.COUNT;
    private static final int CHOSEN = 2 * Lanes.COUNT;
    private static final int SUM = 3 * Lanes.COUNT;

    private static final FloatVector ZERO = VectorMath.of(0f);
    private static final FloatVector HALF = VectorMath.of(0.5f);

    private ClassPasses() {}

    /** Keeps the largest logits and those of the targets' classes. */
    static void largest(
            float[] outputs, int y, float[] targets, int x, int count, int classes, float[] scratch, int lane) {
        FloatVector place = placeOf(targets, x, classes);
        FloatVector most = VectorMath.of(Float.NEGATIVE_INFINITY);
        FloatVector chosen = FloatVector.zero(S);
        for (int k = 0; k < classes; k++) {
            FloatVector logit = FloatVector.fromArray(S, outputs, y + k * count);
            most = most.max(logit);
            chosen = chosen.blend(logit, isClass(place, k));
        }
        most.intoArray(scratch, MOST + lane);
        chosen.intoArray(scratch, CHOSEN + lane);
    }

    /** Writes exponentials into the planes of gradients, keeps their sums, and adds the loss to the lanes. */
    static void sums(
            float[] outputs, int y, float[] gradients, int g, int count, int classes, float[] scratch, int lane) {
        FloatVector most = FloatVector.fromArray(S, scratch, MOST + lane);
        FloatVector sum = FloatVector.zero(S);
        for (int at = 0; at < classes * count; at += count) {
            FloatVector e =
                    VectorMath.exp(FloatVector.fromArray(S, outputs, y + at).sub(most));
            e.intoArray(gradients, g + at);
            sum = sum.add(e);
        }
        sum.intoArray(scratch, SUM + lane);
        FloatVector loss =
                most.sub(FloatVector.fromArray(S, scratch, CHOSEN + lane)).add(VectorMath.ln(sum));
        FloatVector.fromArray(S, scratch, lane).add(loss).intoArray(scratch, lane);
    }

    /** Turns exponentials into gradients. */
    static void gradients(
            float[] targets,
            int x,
            float[] gradients,
            int g,
            int count,
            int classes,
            float scale,
            float[] scratch,
            int lane) {
        FloatVector place = placeOf(targets, x, classes);
        FloatVector share = VectorMath.ONE.div(FloatVector.fromArray(S, scratch, SUM + lane));
        for (int k = 0; k < classes; k++) {
            int at = g + k * count;
            FloatVector target = ZERO.blend(-1f, isClass(place, k));
            FloatVector.fromArray(S, gradients, at)
                    .fma(share, target)
                    .mul(scale)
                    .intoArray(gradients, at);
        }
    }

    private static FloatVector placeOf(float[] targets, int x, int classes) {
        return FloatVector.fromArray(S, targets, x).fma(VectorMath.of(classes - 1f), HALF);
    }

    private static VectorMask<Float> isClass(FloatVector place, int k) {
        return place.compare(VectorOperators.GE, k).and(place.lt(k + 1f));
    }
}
