package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hourglass.compress.entropy.AdaptiveTable;
import dev.hourglass.compress.entropy.FrequencyTable;
import dev.hourglass.compress.entropy.FrequencyTableFormat;
import dev.hourglass.compress.entropy.RansStack;
import dev.hourglass.compress.entropy.SymbolCoder;
import java.io.IOException;
import java.util.Arrays;

/** Any bytes as a frequency table, and as a stack of symbols. */
final class EntropyFuzzTest {
    private static final int SYMBOLS = 300;
    private static final int COUNT = 1000;

    @FuzzTest
    void aFrequencyTableIsReadOrRefused(byte[] bytes) throws IOException {
        Fuzzing.reads(bytes, () -> {
            FrequencyTable table = FrequencyTableFormat.read("table", bytes, 0).table();
            byte[] again = FrequencyTableFormat.write(table);
            FrequencyTable back = FrequencyTableFormat.read("again", again, 0).table();
            assertThat(back.symbols()).isEqualTo(table.symbols());
            for (int symbol = 0; symbol < table.symbols(); symbol++) {
                assertThat(back.start(symbol)).isEqualTo(table.start(symbol));
                assertThat(back.frequency(symbol)).isEqualTo(table.frequency(symbol));
            }
            assertCodes(table);
        });
    }

    /** Every symbol that can occur comes back. */
    private static void assertCodes(FrequencyTable table) {
        int[] symbols = new int[table.symbols()];
        int count = 0;
        for (int symbol = 0; symbol < symbols.length; symbol++) {
            if (table.frequency(symbol) > 0) {
                symbols[count++] = symbol;
            }
        }
        RansStack stack = RansStack.empty(2);
        SymbolCoder.push(stack, table, symbols, 0, count);
        int[] back = new int[count];
        SymbolCoder.pop(RansStack.read("stack", stack.toBytes(), 2), table, back, 0, count);
        assertThat(back).isEqualTo(Arrays.copyOf(symbols, count));
    }

    /** What is popped from a stack and pushed again gives the same stack. */
    @FuzzTest
    void aStackGivesSymbolsOrIsRefused(byte[] bytes) throws IOException {
        int lanes = bytes.length == 0 ? 1 : 1 + (bytes[0] & 3);
        byte[] coded = Arrays.copyOfRange(bytes, Math.min(1, bytes.length), bytes.length);
        Fuzzing.reads(bytes, () -> {
            RansStack stack = RansStack.read("stack", coded, lanes);
            int[] symbols = new int[COUNT];
            SymbolCoder.pop(stack, new AdaptiveTable(SYMBOLS), symbols, 0, COUNT);
            SymbolCoder.push(stack, new AdaptiveTable(SYMBOLS), symbols, 0, COUNT);
            assertThat(stack.toBytes()).isEqualTo(coded);
        });
    }
}
