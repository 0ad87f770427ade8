package dev.hourglass.nn;

/** Changes a sample on its way into a step: augmentation, drawing of binary pixels. Safe for concurrent use. */
@FunctionalInterface
public interface RowTransform {
    /** Takes samples as they are. */
    RowTransform NONE = (source, from, target, to, count, key) -> System.arraycopy(source, from, target, to, count);

    /**
     * Writes one sample.
     *
     * @param source holds the sample from {@code from}; not modified
     * @param from its first value
     * @param target receives it from {@code to}
     * @param to its first value
     * @param count D
     * @param key decides everything random, another one for every sample of every step
     */
    void apply(float[] source, int from, float[] target, int to, int count, long key);
}
