package dev.hourglass.compress.entropy;

/**
 * Codes many symbols: symbol i of a call is in lane {@code i mod lanes}. Pushes go from the last symbol to the first,
 * so that pops go from the first to the last. Stateless and safe for concurrent use.
 */
public final class SymbolCoder {
    private static final int STATE_BITS = RansStack.STATE_BITS;

    private SymbolCoder() {}

    /**
     * Pushes symbols of one distribution.
     *
     * @param stack takes them
     * @param table their frequencies
     * @param symbols in [0, n), each of a frequency of at least 1; not modified
     * @param from the index of the first
     * @param count how many
     * @throws IllegalArgumentException if a symbol is none of the table's, or has frequency 0
     */
    public static void push(RansStack stack, FrequencyTable table, int[] symbols, int from, int count) {
        requireCodable(table, symbols, from, count);
        int lanes = stack.lanes();
        int precisionBits = table.precisionBits();
        int lane = count == 0 ? 0 : (count - 1) % lanes;
        for (int i = from + count - 1; i >= from; i--) {
            int symbol = symbols[i];
            long x = stack.state(lane);
            long frequency = table.frequency(symbol);
            if (x >= frequency << (STATE_BITS - precisionBits)) {
                stack.append((int) x);
                x >>>= Integer.SIZE;
            }
            long quotient = Math.multiplyHigh(x << 1, table.reciprocals[symbol]) >>> table.shifts[symbol];
            stack.setState(lane, x + table.biases[symbol] + quotient * ((1L << precisionBits) - frequency));
            lane = lane == 0 ? lanes - 1 : lane - 1;
        }
    }

    private static void requireCodable(SymbolTable table, int[] symbols, int from, int count) {
        for (int i = from; i < from + count; i++) {
            int symbol = symbols[i];
            if (symbol < 0 || symbol >= table.symbols() || table.frequency(symbol) == 0) {
                throw new IllegalArgumentException("symbols must be in [0, " + table.symbols()
                        + ") with a frequency above 0, but symbol " + (i - from) + " was " + symbol);
            }
        }
    }

    /**
     * Pops symbols of one distribution.
     *
     * @param stack holds them on top
     * @param table their frequencies
     * @param symbols overwritten
     * @param from the index of the first
     * @param count how many
     * @throws dev.hourglass.error.CorruptArtifactException if the stack is too short
     */
    public static void pop(RansStack stack, FrequencyTable table, int[] symbols, int from, int count) {
        int lanes = stack.lanes();
        int precisionBits = table.precisionBits();
        int lane = 0;
        for (int i = from; i < from + count; i++) {
            int symbol = table.symbolAt(stack.slot(lane, precisionBits));
            stack.pop(lane, table.start(symbol), table.frequency(symbol), precisionBits);
            symbols[i] = symbol;
            lane = lane == lanes - 1 ? 0 : lane + 1;
        }
    }

    /**
     * Pushes symbols of a distribution that follows them; the table then has seen them all.
     *
     * @param stack takes them
     * @param table as the decoder's will be before the first
     * @param symbols in [0, n); not modified
     * @param from the index of the first
     * @param count how many
     * @throws IllegalArgumentException if a symbol is none of the table's
     */
    public static void push(RansStack stack, AdaptiveTable table, int[] symbols, int from, int count) {
        requireCodable(table, symbols, from, count);
        long[] parts = new long[count]; // the last symbol is pushed first, but its part is known last
        for (int i = 0; i < count; i++) {
            int symbol = symbols[from + i];
            parts[i] = ((long) table.start(symbol) << Integer.SIZE) | table.frequency(symbol);
            table.update(symbol);
        }
        for (int i = count - 1; i >= 0; i--) {
            stack.push(i % stack.lanes(), (int) (parts[i] >>> Integer.SIZE), (int) parts[i], table.precisionBits());
        }
    }

    /**
     * Pops symbols of a distribution that follows them.
     *
     * @param stack holds them on top
     * @param table as the coder's was before the first
     * @param symbols overwritten
     * @param from the index of the first
     * @param count how many
     * @throws dev.hourglass.error.CorruptArtifactException if the stack is too short
     */
    public static void pop(RansStack stack, AdaptiveTable table, int[] symbols, int from, int count) {
        for (int i = 0; i < count; i++) {
            int lane = i % stack.lanes();
            int symbol = table.symbolAt(stack.slot(lane, table.precisionBits()));
            stack.pop(lane, table.start(symbol), table.frequency(symbol), table.precisionBits());
            symbols[from + i] = symbol;
            table.update(symbol);
        }
    }
}
