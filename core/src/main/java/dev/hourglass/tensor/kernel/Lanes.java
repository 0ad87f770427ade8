package dev.hourglass.tensor.kernel;

/** The fixed shape of sums over a row, the same for every vector width. */
public final class Lanes {
    /** Floats that rows are padded to, and partial sums a row is summed in. */
    public static final int COUNT = 16;

    /**
     * Floats before the first row of arrays that vectors run over. Arrays have a header of 16 bytes; where objects
     * begin at multiples of 64 bytes (Java's option {@code -XX:ObjectAlignmentInBytes=64}), rows padded to
     * {@link #COUNT} floats then begin on lines of the cache, and no vector lies across two of them. Without the option
     * everything works as well, only slower.
     */
    public static final int FIRST = 12;

    /** Floats of scratch that a kernel with lanes takes: sums, and products where it needs them. */
    public static final int SCRATCH = 2 * COUNT;

    private Lanes() {}

    /** Returns {@code n} rounded up to a multiple of {@link #COUNT}. */
    public static int pad(int n) {
        return (n + COUNT - 1) & -COUNT;
    }

    /** Returns {@code n} rounded down to a multiple of {@link #COUNT}. */
    public static int floor(int n) {
        return n & -COUNT;
    }

    /**
     * Adds up 16 partial sums by halving: lane i takes lane i + 8, then + 4, + 2, + 1.
     *
     * @param lanes [16]; overwritten
     * @return the sum
     */
    public static float sum(float[] lanes) {
        return sum(lanes, 0);
    }

    /** Adds up the 16 partial sums from {@code from} on in the same order; overwrites them. */
    public static float sum(float[] lanes, int from) {
        for (int half = COUNT / 2; half > 0; half /= 2) {
            for (int i = from; i < from + half; i++) {
                lanes[i] += lanes[i + half];
            }
        }
        return lanes[from];
    }

    /** Returns the sum of the 16 partial sums from {@code from} on in the same order; leaves them. */
    public static float total(float[] lanes, int from) {
        return (four(lanes, from) + four(lanes, from + 2)) + (four(lanes, from + 1) + four(lanes, from + 3));
    }

    /** The first two halvings. */
    private static float four(float[] lanes, int at) {
        return (lanes[at] + lanes[at + 8]) + (lanes[at + 4] + lanes[at + 12]);
    }
}
