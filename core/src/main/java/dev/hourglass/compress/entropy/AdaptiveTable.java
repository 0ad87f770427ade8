package dev.hourglass.compress.entropy;

/**
 * Frequencies that follow the symbols seen: coder and decoder make the same table of the same past. Every symbol can
 * always occur.
 *
 * <p>Each symbol starts with a count of 1 and gains {@value #INCREMENT} when it is seen; when the counts exceed
 * {@value #LIMIT} they are halved, rounded up. The frequencies are made of the counts after 16 symbols, then whenever
 * an eighth more was seen, at the latest after {@value #MAX_INTERVAL}:
 *
 * <pre>{@code
 * start(s) = floor((count(0) + ... + count(s - 1)) (2^24 - n) / (sum of counts)) + s
 * }</pre>
 *
 * Not thread-safe; confine to one thread.
 */
public final class AdaptiveTable implements SymbolTable {
    /** p. */
    public static final int PRECISION_BITS = 24;

    static final int INCREMENT = 32;
    static final long LIMIT = 1L << 23;
    static final int MAX_INTERVAL = 4096;
    private static final int FIRST_INTERVAL = 16;

    private final int[] counts;
    private final int[] starts; // [n + 1]
    private final SlotIndex index = new SlotIndex(PRECISION_BITS);
    private long sum;
    private long seen;
    private long nextRefresh = FIRST_INTERVAL;

    /**
     * Starts with equal frequencies.
     *
     * @param symbols n, in [1, {@value FrequencyTable#MAX_SYMBOLS}]
     */
    public AdaptiveTable(int symbols) {
        FrequencyTable.requireSymbols(symbols);
        counts = new int[symbols];
        starts = new int[symbols + 1];
        java.util.Arrays.fill(counts, 1);
        sum = symbols;
        refresh();
    }

    /** Learns that a symbol was coded. */
    public void update(int symbol) {
        counts[symbol] += INCREMENT;
        sum += INCREMENT;
        seen++;
        if (sum > LIMIT) {
            halve();
        }
        if (seen == nextRefresh) {
            refresh();
            nextRefresh += Math.min(Math.max(FIRST_INTERVAL, seen / 8), MAX_INTERVAL);
        }
    }

    private void halve() {
        sum = 0;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (counts[i] + 1) >>> 1;
            sum += counts[i];
        }
    }

    private void refresh() {
        long room = (1L << PRECISION_BITS) - counts.length;
        long before = 0;
        for (int i = 0; i < counts.length; i++) {
            starts[i] = (int) (before * room / sum) + i;
            before += counts[i];
        }
        starts[counts.length] = 1 << PRECISION_BITS;
        index.fill(starts);
    }

    @Override
    public int symbols() {
        return counts.length;
    }

    @Override
    public int precisionBits() {
        return PRECISION_BITS;
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
