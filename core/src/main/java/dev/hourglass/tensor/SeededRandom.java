package dev.hourglass.tensor;

/**
 * The one source of randomness: SplitMix64, written out so that the same seed gives the same numbers on every Java
 * version (the platform's own generators have changed how they make bounded integers and normal numbers).
 *
 * <p>Source: Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators". Not thread-safe.
 */
public final class SeededRandom {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private long state;

    /** Starts from a seed; equal seeds give equal numbers. */
    public SeededRandom(long seed) {
        this.state = seed;
    }

    /** Returns a generator for one named purpose; it does not advance this one, and other names give other numbers. */
    public SeededRandom fork(String purpose) {
        long mixed = state;
        for (int i = 0; i < purpose.length(); i++) {
            mixed = mix(mixed * 31 + purpose.charAt(i) + GAMMA);
        }
        return new SeededRandom(mixed);
    }

    /** Returns 64 random bits. */
    public long nextLong() {
        state += GAMMA;
        return mix(state);
    }

    /** Returns a uniform integer in [0, bound), from the high bits of a product (bias below 2^-32 bound). */
    public int nextInt(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("bound must be at least 1, but was " + bound);
        }
        return (int) (((nextLong() >>> 32) * bound) >>> 32);
    }

    /** Returns a uniform number in [0, 1) with 53 random bits. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** Returns a normal number of mean 0 and deviation 1 (Marsaglia's polar method). */
    public double nextGaussian() {
        double u;
        double square;
        do {
            u = 2 * nextDouble() - 1;
            double v = 2 * nextDouble() - 1;
            square = u * u + v * v;
        } while (square >= 1 || square == 0);
        return u * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    }

    /** Returns the numbers 0 to {@code count - 1} in random order. */
    public int[] permutation(int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
        }
        shuffle(order);
        return order;
    }

    /** Puts the elements in random order, in place (Fisher and Yates). */
    public void shuffle(int[] order) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    /** Returns the finishing mix of SplitMix64: a hash of 64 bits. */
    public static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
