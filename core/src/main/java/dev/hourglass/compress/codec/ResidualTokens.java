package dev.hourglass.compress.codec;

import dev.hourglass.compress.entropy.AdaptiveTable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Codes residuals and escapes of the columns of one chunk as tokens and raw bits. The table of a token depends on how
 * large the residuals nearby were. Not thread-safe; confine to one thread.
 *
 * <p>With z = 2 r for a residual r of at least 0, and -2 r - 1 else: a z below 16 is its own token; else n is the
 * number of the highest bit of z, the token is 16 + 2 (n - 4) + the bit below it, and n - 1 raw bits follow.
 */
final class ResidualTokens {
    static final int DIRECT = 16;
    private static final int DIRECT_BITS = 4;
    private static final int MAX_BITS = 53;
    static final int SAME_ESCAPE = DIRECT + 2 * (MAX_BITS + 1 - DIRECT_BITS);
    static final int NEW_ESCAPE = SAME_ESCAPE + 1;
    static final int SYMBOLS = NEW_ESCAPE + 1;

    static final int MAX_LEVEL_BITS = 8;
    private static final int MAGNITUDES = 14;
    private static final int ESCAPED = MAGNITUDES;
    private static final int CONTEXTS = MAGNITUDES + 1;
    /** Residuals count in contexts up to this. */
    private static final long MAX_MAGNITUDE = 1L << MAGNITUDES;

    private final @Nullable AdaptiveTable[] tables;
    private final boolean isByColumn;
    private final Map<Integer, AdaptiveTable> details = new HashMap<>();
    private final int[] last; // [V], of the residual before: its z, cut
    private final int[] older; // [V], of the one before that
    private final boolean[] isEscaped; // [V]
    private int left;

    ResidualTokens(int columns, boolean isByColumn) {
        this.isByColumn = isByColumn;
        this.tables = new AdaptiveTable[isByColumn ? columns * CONTEXTS : CONTEXTS];
        this.last = new int[columns];
        this.older = new int[columns];
        this.isEscaped = new boolean[columns];
    }

    /** Begins a row. */
    void startRow() {
        left = 0;
    }

    /** Returns the token of a residual's z. */
    static int token(long z) {
        if (z < DIRECT) {
            return (int) z;
        }
        int n = Long.SIZE - 1 - Long.numberOfLeadingZeros(z);
        return DIRECT + 2 * (n - DIRECT_BITS) + (int) ((z >>> (n - 1)) & 1);
    }

    /** Returns how many raw bits follow a token that is no escape. */
    static int rawBits(int token) {
        return token < DIRECT ? 0 : DIRECT_BITS - 1 + (token - DIRECT) / 2;
    }

    static long zigzag(long residual) {
        return (residual << 1) ^ (residual >> (Long.SIZE - 1));
    }

    static long residual(long z) {
        return (z >>> 1) ^ -(z & 1);
    }

    /** Codes a token and returns it. */
    int token(TokenCoding coding, int column, int token) {
        return coding.symbol(token, table(column));
    }

    /** Codes the raw bits of a token that is no escape, and returns z. */
    long rest(TokenCoding coding, int column, int token, long z, boolean hasLevels) {
        long found = token;
        if (token >= DIRECT) {
            int count = rawBits(token);
            found = ((long) (2 + (token & 1)) << count) | low(coding, column, token, z, hasLevels);
        }
        older[column] = last[column];
        left = (int) Math.min(found, MAX_MAGNITUDE);
        last[column] = left;
        isEscaped[column] = false;
        return found;
    }

    /** Codes the bits below a token: raw, or by a table of the column and the token where the column has levels. */
    private long low(TokenCoding coding, int column, int token, long z, boolean hasLevels) {
        int count = rawBits(token);
        if (!hasLevels || count > MAX_LEVEL_BITS) {
            return coding.bits(z, count);
        }
        AdaptiveTable table = details.computeIfAbsent(column * SYMBOLS + token, key -> new AdaptiveTable(1 << count));
        return coding.symbol((int) z & ((1 << count) - 1), table);
    }

    /** Remembers an escape. */
    void escaped(int column) {
        isEscaped[column] = true;
        left = 0;
    }

    private AdaptiveTable table(int column) {
        int at = (isByColumn ? column * CONTEXTS : 0) + context(column);
        AdaptiveTable table = tables[at];
        if (table == null) {
            table = new AdaptiveTable(SYMBOLS);
            tables[at] = table;
        }
        return table;
    }

    private int context(int column) {
        if (isEscaped[column]) {
            return ESCAPED;
        }
        int sum = 2 * last[column] + older[column] + left;
        return Math.min(MAGNITUDES - 1, Integer.SIZE - Integer.numberOfLeadingZeros(sum));
    }
}
