package dev.hourglass.compress.entropy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Draws symbols of known distributions, and says how many bits they are worth. */
final class DrawnSymbols {
    private DrawnSymbols() {}

    /** Draws symbols in proportion to weights. */
    static int[] draw(int count, int symbols, long seed, IntToDoubleFunction weight) {
        double[] sums = new double[symbols];
        double sum = 0;
        for (int i = 0; i < symbols; i++) {
            sum += weight.applyAsDouble(i);
            sums[i] = sum;
        }
        SplittableRandom random = new SplittableRandom(seed);
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            int at = Arrays.binarySearch(sums, random.nextDouble() * sum);
            drawn[i] = Math.min(symbols - 1, at < 0 ? -at - 1 : at);
        }
        return drawn;
    }

    static long[] counts(int[] drawn, int symbols) {
        long[] counts = new long[symbols];
        for (int symbol : drawn) {
            counts[symbol]++;
        }
        return counts;
    }

    /** Returns the bytes that no code can beat which knows the counts only: the empirical entropy. */
    static double idealBytes(long[] counts) {
        double total = Arrays.stream(counts).sum();
        double nats = 0;
        for (long count : counts) {
            nats -= count == 0 ? 0 : count * Math.log(count / total);
        }
        return nats / Math.log(2) / 8;
    }
}
