package dev.hourglass.compress.entropy;

import java.util.Arrays;

/**
 * Frequencies that stay as they are; their sum is exactly 2^p. Immutable and safe for concurrent use.
 *
 * <p>Pushing divides by the frequency; the table keeps reciprocals m of 64 bits, with which {@code x div f = (2 x m)
 * div 2^64 div 2^(s-1)}, {@code s = ceil(log2 f)}, {@code m = floor(2^(62+s) / f) + 1}, exactly, for every state x
 * below 2^62. Source: Granlund and Montgomery 1994, "Division by invariant integers using multiplication".
 */
public final class FrequencyTable implements SymbolTable {
    /** The most symbols. */
    public static final int MAX_SYMBOLS = 1 << 16;

    private final int precisionBits;
    private final int[] starts; // [n + 1]
    private final SlotIndex index;
    /** By symbol: m, then x' = x + bias + q (2^p - f), as one state's step needs them. */
    final long[] reciprocals;

    final int[] biases;
    final byte[] shifts;

    private FrequencyTable(int[] frequencies, int precisionBits) {
        this.precisionBits = precisionBits;
        this.starts = new int[frequencies.length + 1];
        for (int i = 0; i < frequencies.length; i++) {
            starts[i + 1] = Math.addExact(starts[i], frequencies[i]);
        }
        this.index = new SlotIndex(precisionBits);
        index.fill(starts);
        this.reciprocals = new long[frequencies.length];
        this.biases = new int[frequencies.length];
        this.shifts = new byte[frequencies.length];
        for (int i = 0; i < frequencies.length; i++) {
            fillReciprocal(i, frequencies[i]);
        }
    }

    /**
     * Returns the table of frequencies that are known.
     *
     * @param frequencies one a symbol, at least 0; their sum is 2^p; not modified
     * @param precisionBits p, in [1, {@value RansStack#MAX_PRECISION_BITS}]
     * @throws IllegalArgumentException if one is negative or the sum is another
     */
    public static FrequencyTable of(int[] frequencies, int precisionBits) {
        requirePrecision(precisionBits);
        requireSymbols(frequencies.length);
        long sum = 0;
        for (int frequency : frequencies) {
            if (frequency < 0) {
                throw new IllegalArgumentException("frequencies must be at least 0, but one was " + frequency);
            }
            sum += frequency;
        }
        if (sum != 1L << precisionBits) {
            throw new IllegalArgumentException(
                    "frequencies must sum to 2^" + precisionBits + ", but their sum was " + sum);
        }
        return new FrequencyTable(frequencies, precisionBits);
    }

    /**
     * Returns the table that codes symbols of these counts in the fewest bits: every symbol that was counted gets at
     * least 1, the others 0.
     *
     * @param counts one a symbol, at least 0, not all 0; not modified
     * @param precisionBits p, in [1, {@value RansStack#MAX_PRECISION_BITS}]
     * @throws IllegalArgumentException if there are more symbols that occur than 2^p
     */
    public static FrequencyTable ofCounts(long[] counts, int precisionBits) {
        return ofProbabilities(Arrays.stream(counts).asDoubleStream().toArray(), precisionBits);
    }

    /**
     * Returns the table that codes symbols of these probabilities in the fewest bits; the bits of the numbers decide,
     * not the machine.
     *
     * @param probabilities in proportion, one a symbol: finite, at least 0, not all 0; those above 0 get at least 1;
     *     not modified
     * @param precisionBits p, in [1, {@value RansStack#MAX_PRECISION_BITS}]
     * @throws IllegalArgumentException if there are more symbols that may occur than 2^p
     */
    public static FrequencyTable ofProbabilities(double[] probabilities, int precisionBits) {
        requirePrecision(precisionBits);
        requireSymbols(probabilities.length);
        return new FrequencyTable(FrequencyRounding.round(probabilities, 1 << precisionBits), precisionBits);
    }

    static void requirePrecision(int precisionBits) {
        if (precisionBits < 1 || precisionBits > RansStack.MAX_PRECISION_BITS) {
            throw new IllegalArgumentException(
                    "precisionBits must be 1 to " + RansStack.MAX_PRECISION_BITS + ", but were " + precisionBits);
        }
    }

    static void requireSymbols(int symbols) {
        if (symbols < 1 || symbols > MAX_SYMBOLS) {
            throw new IllegalArgumentException("symbols must be 1 to " + MAX_SYMBOLS + ", but were " + symbols);
        }
    }

    private void fillReciprocal(int symbol, int frequency) {
        if (frequency
                == 1) { // m would be 2^63; x - 1 instead of x comes of the largest m, and the bias makes up for it
            reciprocals[symbol] = Long.MAX_VALUE;
            biases[symbol] = starts[symbol] + (1 << precisionBits) - 1;
            return;
        }
        int s = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, frequency) - 1);
        reciprocals[symbol] = powerOver(STATE + s, Math.max(1, frequency)) + 1;
        biases[symbol] = starts[symbol];
        shifts[symbol] = (byte) Math.max(0, s - 1);
    }

    private static final int STATE = RansStack.STATE_BITS;

    /** Returns floor(2^exponent / divisor) for a result below 2^63, by long division. */
    private static long powerOver(int exponent, long divisor) {
        long quotient = 0;
        long rest = 1;
        for (int i = 0; i < exponent; i++) {
            rest <<= 1;
            quotient <<= 1;
            if (rest >= divisor) {
                rest -= divisor;
                quotient |= 1;
            }
        }
        return quotient;
    }

    @Override
    public int symbols() {
        return starts.length - 1;
    }

    @Override
    public int precisionBits() {
        return precisionBits;
    }

    @Override
    public int start(int symbol) {
        return starts[symbol];
    }

    @Override
    public int frequency(int symbol) {
        return starts[symbol + 1] - starts[symbol];
    }

    @Override
    public int symbolAt(int slot) {
        return index.symbolAt(slot, starts);
    }
}
