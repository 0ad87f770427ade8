package dev.hourglass.testkit;

import dev.hourglass.compress.entropy.AdaptiveTable;
import dev.hourglass.compress.entropy.RansStack;
import java.util.Arrays;

/** Codes levels of {@link CosineTileCoder} by adaptive tables, one for each band of frequencies. */
final class LevelBands {
    private static final int LANES = 1;
    private static final int BANDS = 8;
    private static final int ESCAPE = 62;
    private static final int HALF_BITS = 16;
    private static final int SIDE = CosineTransform.SIDE;

    private LevelBands() {}

    private static AdaptiveTable[] tables() {
        AdaptiveTable[] tables = new AdaptiveTable[BANDS];
        Arrays.setAll(tables, i -> new AdaptiveTable(ESCAPE + 1));
        return tables;
    }

    private static int band(int index, int blocksOfSide) {
        int frequency = index / (blocksOfSide * blocksOfSide) % (SIDE * SIDE);
        return Math.min(BANDS - 1, frequency / SIDE + frequency % SIDE);
    }

    static byte[] encode(int[] levels, int count, int blocksOfSide) {
        AdaptiveTable[] tables = tables();
        long[] parts = new long[count]; // the last symbol is pushed first, but its part is known last
        for (int i = 0; i < count; i++) {
            AdaptiveTable table = tables[band(i, blocksOfSide)];
            int symbol = symbol(levels[i]);
            parts[i] = ((long) table.start(symbol) << Integer.SIZE) | table.frequency(symbol);
            table.update(symbol);
        }
        RansStack stack = RansStack.empty(LANES);
        for (int i = count - 1; i >= 0; i--) {
            if (symbol(levels[i]) == ESCAPE) {
                stack.pushUniform(0, levels[i] >>> HALF_BITS, HALF_BITS);
                stack.pushUniform(0, levels[i] & 0xffff, HALF_BITS);
            }
            stack.push(0, (int) (parts[i] >>> Integer.SIZE), (int) parts[i], AdaptiveTable.PRECISION_BITS);
        }
        return stack.toBytes();
    }

    static void decode(byte[] bytes, int[] levels, int count, int blocksOfSide) {
        AdaptiveTable[] tables = tables();
        RansStack stack = RansStack.read("levels", bytes, LANES);
        for (int i = 0; i < count; i++) {
            AdaptiveTable table = tables[band(i, blocksOfSide)];
            int symbol = table.symbolAt(stack.slot(0, AdaptiveTable.PRECISION_BITS));
            stack.pop(0, table.start(symbol), table.frequency(symbol), AdaptiveTable.PRECISION_BITS);
            table.update(symbol);
            if (symbol == ESCAPE) {
                int low = stack.popUniform(0, HALF_BITS);
                levels[i] = low | stack.popUniform(0, HALF_BITS) << HALF_BITS;
            } else {
                levels[i] = (symbol >>> 1) ^ -(symbol & 1);
            }
        }
        stack.requireStart();
    }

    private static int symbol(int level) {
        return level > -ESCAPE / 2 && level < ESCAPE / 2 ? (level << 1) ^ (level >> 31) : ESCAPE;
    }
}
