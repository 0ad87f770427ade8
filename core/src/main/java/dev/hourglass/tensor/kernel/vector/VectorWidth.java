package dev.hourglass.tensor.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector width of this JVM's kernels: the platform's preferred one, at most 512 bits, or what the system property
 * {@value #PROPERTY} says (128, 256, 512; for tests).
 */
final class VectorWidth {
    static final String PROPERTY = "hourglass.vectorBits";
    static final VectorSpecies<Float> SPECIES = choose();
    /** Whether there are 32 vector registers; machines of 256 bits have 16. */
    static final boolean HAS_32_REGISTERS = SPECIES.length() != 8;

    private VectorWidth() {}

    private static VectorSpecies<Float> choose() {
        int bits = Integer.getInteger(PROPERTY, Math.min(512, FloatVector.SPECIES_PREFERRED.vectorBitSize()));
        return VectorShape.forBitSize(bits).withLanes(float.class);
    }
}
