package dev.hourglass.tensor.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Uses every operator of the kernels once, before anything is compiled (ADR 26).
 *
 * <p>The Vector API looks up what stands behind an operator in caches that fill as operators are first used. Where a
 * product calls {@code fma} a hundred thousand times before another operator comes, the lookup is compiled for it
 * alone, and each that comes later falls out of the compiled code. After four of these JDK 17's compiler trusts no
 * profile any more wherever the lookup is inlined twenty times, as it is in a tile of twenty sums: vectors are made on
 * the heap, and the tile takes five times as long until the process ends.
 */
final class OperatorCaches {
    private OperatorCaches() {}

    /** Fills the caches; the lanes are those of numbers that all operators take. */
    static void fill() {
        FloatVector x = floats(VectorMath.ONE, VectorMath.TWO);
        IntVector bits = ints(x.reinterpretAsInts());
        if (bits.lane(0) == 0) {
            throw new AssertionError(bits);
        }
    }

    private static FloatVector floats(FloatVector a, FloatVector b) {
        FloatVector sums = a.add(b).sub(a).mul(b).div(a).fma(b, a);
        return sums.min(b).max(a).neg().abs().lanewise(VectorOperators.SQRT);
    }

    private static IntVector ints(IntVector a) {
        IntVector shifted = a.lanewise(VectorOperators.LSHL, 1)
                .lanewise(VectorOperators.ASHR, 1)
                .lanewise(VectorOperators.LSHR, 1);
        IntVector sums = shifted.add(a).sub(a).neg().or(a).and(a);
        return a.add(sums.reduceLanes(VectorOperators.OR));
    }
}
