package dev.hourglass.tensor.kernel.vector;

import dev.hourglass.tensor.kernel.Lanes;
import dev.hourglass.tensor.kernel.LikelihoodKernels;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The passes over the classes of some features: {@link dev.hourglass.tensor.kernel.Categorical}. A pass goes from plane
 * to plane and takes all of its features from each, since the memory gives neighbouring lines faster than single ones.
 */
final class ClassPasses {
    private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
    private static final int V = S.length();

    /** Features that go together, at most; a multiple of 16. */
    static final int FEATURES = LikelihoodKernels.CLASS_FEATURES;

    // Places in the scratch, after the sums of the losses.
    private static final int MOST = Lanes.COUNT;
    private static final int CHOSEN = MOST + FEATURES;
    private static final int SUM = CHOSEN + FEATURES;

    private static final FloatVector ZERO = VectorMath.of(0f);
    private static final FloatVector HALF = VectorMath.of(0.5f);

    private ClassPasses() {}

    /** Keeps the largest logits and those of the targets' classes. */
    static void largest(
            float[] outputs, int y, float[] targets, int x, int features, int count, int classes, float[] scratch) {
        Arrays.fill(scratch, MOST, MOST + features, Float.NEGATIVE_INFINITY);
        Arrays.fill(scratch, CHOSEN, CHOSEN + features, 0f);
        for (int k = 0; k < classes; k++) {
            for (int i = 0; i < features; i += V) {
                FloatVector logit = FloatVector.fromArray(S, outputs, y + k * count + i);
                FloatVector.fromArray(S, scratch, MOST + i).max(logit).intoArray(scratch, MOST + i);
                FloatVector.fromArray(S, scratch, CHOSEN + i)
                        .blend(logit, isClass(placeOf(targets, x + i, classes), k))
                        .intoArray(scratch, CHOSEN + i);
            }
        }
    }

    /** Writes exponentials into the planes of gradients, keeps their sums, and adds the losses to the lanes. */
    static void sums(
            float[] outputs, int y, float[] gradients, int g, int features, int count, int classes, float[] scratch) {
        Arrays.fill(scratch, SUM, SUM + features, 0f);
        for (int at = 0; at < classes * count; at += count) {
            for (int i = 0; i < features; i += V) {
                FloatVector most = FloatVector.fromArray(S, scratch, MOST + i);
                FloatVector e = VectorMath.exp(
                        FloatVector.fromArray(S, outputs, y + at + i).sub(most));
                e.intoArray(gradients, g + at + i);
                FloatVector.fromArray(S, scratch, SUM + i).add(e).intoArray(scratch, SUM + i);
            }
        }
        for (int i = 0; i < features; i += V) {
            int lane = i & (Lanes.COUNT - 1);
            FloatVector loss = FloatVector.fromArray(S, scratch, MOST + i)
                    .sub(FloatVector.fromArray(S, scratch, CHOSEN + i))
                    .add(VectorMath.ln(FloatVector.fromArray(S, scratch, SUM + i)));
            FloatVector.fromArray(S, scratch, lane).add(loss).intoArray(scratch, lane);
        }
    }

    /** Turns exponentials into gradients, and sums into shares. */
    static void gradients(
            float[] targets,
            int x,
            float[] gradients,
            int g,
            int features,
            int count,
            int classes,
            float scale,
            float[] scratch) {
        for (int i = 0; i < features; i += V) {
            VectorMath.ONE.div(FloatVector.fromArray(S, scratch, SUM + i)).intoArray(scratch, SUM + i);
        }
        for (int k = 0; k < classes; k++) {
            for (int i = 0; i < features; i += V) {
                int at = g + k * count + i;
                FloatVector share = FloatVector.fromArray(S, scratch, SUM + i);
                FloatVector target = ZERO.blend(-1f, isClass(placeOf(targets, x + i, classes), k));
                FloatVector.fromArray(S, gradients, at)
                        .fma(share, target)
                        .mul(scale)
                        .intoArray(gradients, at);
            }
        }
    }

    private static FloatVector placeOf(float[] targets, int x, int classes) {
        return FloatVector.fromArray(S, targets, x).fma(VectorMath.of(classes - 1f), HALF);
    }

    private static VectorMask<Float> isClass(FloatVector place, int k) {
        return place.compare(VectorOperators.GE, k).and(place.lt(k + 1f));
    }
}
