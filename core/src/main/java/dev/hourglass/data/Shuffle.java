package dev.hourglass.data;

import java.util.SplittableRandom;

/** Puts numbers into a random order that is the same on every machine and JDK. */
public final class Shuffle {
    private Shuffle() {}

    /**
     * Shuffles in place, every order equally likely.
     *
     * <p>Source: Durstenfeld 1964, "Algorithm 235: Random permutation" (Fisher-Yates).
     *
     * @param values overwritten
     * @param random where the draws come from; advanced
     */
    public static void shuffle(int[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = below(i + 1, random);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }

    /**
     * Returns the numbers 0 to {@code size - 1} in a random order.
     *
     * @param size how many, at least 0
     * @param random where the draws come from; advanced
     * @return a new array
     */
    public static int[] permutation(int size, SplittableRandom random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        shuffle(order, random);
        return order;
    }

    /**
     * Returns a number in [0, bound), each equally likely.
     *
     * <p>The JDK leaves open how its own bounded draws are made, so this one is spelled out. Source: Lemire 2019, "Fast
     * random integer generation in an interval", algorithm 5, https://arxiv.org/abs/1805.10941
     */
    static int below(int bound, SplittableRandom random) {
        long product = (random.nextLong() >>> 32) * bound;
        long low = product & 0xffff_ffffL;
        if (low < bound) {
            long threshold = (0x1_0000_0000L - bound) % bound;
            while (low < threshold) {
                product = (random.nextLong() >>> 32) * bound;
                low = product & 0xffff_ffffL;
            }
        }
        return (int) (product >>> 32);
    }
}
