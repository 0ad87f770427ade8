package dev.hourglass.model;

/** Says what stands between encoder and decoder. */
public sealed interface Latent permits Latent.Point {
    /** Returns L, the number of values of one code. */
    int size();

    /**
     * A plain vector: the encoder's output is the code.
     *
     * @param size L, at least 1
     */
    record Point(int size) implements Latent {
        public Point {
            if (size < 1) {
                throw new IllegalArgumentException("latentSize must be at least 1, but was " + size);
            }
        }
    }
}
