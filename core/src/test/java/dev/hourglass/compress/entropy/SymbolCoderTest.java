package dev.hourglass.compress.entropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SymbolCoderTest {
    private static final int MANY = 10_000_000;
    private static final int LANES = 4;

    private static Stream<Arguments> sources() {
        return Stream.of(
                source("two symbols, even", 2, i -> 1),
                source("two symbols, skewed", 2, i -> i == 0 ? 0.99 : 0.01),
                source("256 symbols, flat", 256, i -> 1),
                source("256 symbols, geometric", 256, i -> Math.pow(0.7, i) + 1e-7),
                source("256 symbols, bell", 256, i -> Math.exp(-Math.pow((i - 128) / 30.0, 2))));
    }

    private static Arguments source(String name, int symbols, IntToDoubleFunction weight) {
        return Arguments.of(name, symbols, weight);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void tenMillionSymbolsTakeHardlyMoreThanTheirEntropy(String name, int symbols, IntToDoubleFunction weight) {
        int[] drawn = DrawnSymbols.draw(MANY, symbols, 5, weight);
        long[] counts = DrawnSymbols.counts(drawn, symbols);
        double limit = 1.001 * DrawnSymbols.idealBytes(counts) + 64;
        int[] back = new int[MANY];

        RansStack fixed = RansStack.empty(LANES);
        FrequencyTable table = FrequencyTable.ofCounts(counts, 16);
        SymbolCoder.push(fixed, table, drawn, 0, MANY);
        RansStack read = RansStack.read(name, fixed.toBytes(), LANES);
        SymbolCoder.pop(read, table, back, 0, MANY);
        read.requireStart();
        assertThat(Arrays.equals(drawn, back)).isTrue();
        assertThat((double) fixed.sizeBytes()).isLessThan(limit);

        RansStack adaptive = RansStack.empty(LANES);
        SymbolCoder.push(adaptive, new AdaptiveTable(symbols), drawn, 0, MANY);
        read = RansStack.read(name, adaptive.toBytes(), LANES);
        Arrays.fill(back, -1);
        SymbolCoder.pop(read, new AdaptiveTable(symbols), back, 0, MANY);
        read.requireStart();
        assertThat(Arrays.equals(drawn, back)).isTrue();
        assertThat((double) adaptive.sizeBytes()).isLessThan(limit);
    }

    @ParameterizedTest(name = "{0} lanes")
    @ValueSource(ints = {1, 2, 3, 4, 7, 8, 64})
    void reciprocalsDivideAsDivisionDoes(int lanes) {
        for (int precisionBits = 9; precisionBits <= RansStack.MAX_PRECISION_BITS; precisionBits++) {
            int[] drawn = DrawnSymbols.draw(3001, 300, precisionBits, i -> Math.pow(0.9, i));
            FrequencyTable table = FrequencyTable.ofCounts(DrawnSymbols.counts(drawn, 300), precisionBits);
            RansStack fast = RansStack.empty(lanes);
            SymbolCoder.push(fast, table, drawn, 0, drawn.length);
            RansStack plain = RansStack.empty(lanes);
            for (int i = drawn.length - 1; i >= 0; i--) {
                plain.push(i % lanes, table.start(drawn[i]), table.frequency(drawn[i]), precisionBits);
            }
            assertThat(fast.toBytes()).isEqualTo(plain.toBytes());
        }
    }

    /** Frequencies around powers of two, where reciprocals change, from states all over their range. */
    @Test
    void reciprocalsAreExactForEveryKindOfFrequency() {
        int precisionBits = RansStack.MAX_PRECISION_BITS;
        for (int power = 0; power < precisionBits; power++) {
            for (int frequency = Math.max(1, (1 << power) - 2); frequency <= (1 << power) + 2; frequency++) {
                int rest = (1 << precisionBits) - frequency;
                if (rest < 1) {
                    continue;
                }
                FrequencyTable table = FrequencyTable.of(new int[] {rest, frequency}, precisionBits);
                int[] symbols = DrawnSymbols.draw(200, 2, frequency, i -> 1);
                RansStack fast = RansStack.empty(1);
                RansStack plain = RansStack.empty(1);
                SymbolCoder.push(fast, table, symbols, 0, symbols.length);
                for (int i = symbols.length - 1; i >= 0; i--) {
                    plain.push(0, table.start(symbols[i]), table.frequency(symbols[i]), precisionBits);
                }
                assertThat(fast.toBytes()).isEqualTo(plain.toBytes());
            }
        }
    }

    @Test
    void adaptiveTablesFollowAChange() {
        int[] drawn = DrawnSymbols.draw(1_000_000, 16, 3, i -> i < 4 ? 1 : 0);
        for (int i = drawn.length / 2; i < drawn.length; i++) {
            drawn[i] += 12;
        }
        RansStack stack = RansStack.empty(1);
        SymbolCoder.push(stack, new AdaptiveTable(16), drawn, 0, drawn.length);
        assertThat(stack.sizeBytes()).isLessThan(drawn.length * 3 / 8); // 2 bits each, and what the change costs
        int[] back = new int[drawn.length];
        SymbolCoder.pop(stack, new AdaptiveTable(16), back, 0, back.length);
        assertThat(back).isEqualTo(drawn);
    }

    @ParameterizedTest(name = "{0} symbols")
    @ValueSource(ints = {1, 2, 255, 65536})
    void alphabetsOfAnySizeComeBack(int symbols) {
        int[] drawn = DrawnSymbols.draw(20_000, symbols, 8, i -> 1.0 / (1 + i));
        drawn[7] = symbols - 1;
        RansStack stack = RansStack.empty(LANES);
        SymbolCoder.push(stack, new AdaptiveTable(symbols), drawn, 0, drawn.length);
        int[] back = new int[drawn.length];
        SymbolCoder.pop(stack, new AdaptiveTable(symbols), back, 0, back.length);
        assertThat(back).isEqualTo(drawn);
        stack.requireStart();
    }

    @Test
    void refusesSymbolsThatTheTableDoesNotHave() {
        FrequencyTable table = FrequencyTable.of(new int[] {8, 0}, 3);
        RansStack stack = RansStack.empty(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SymbolCoder.push(stack, table, new int[] {0, 1}, 0, 2))
                .withMessage("symbols must be in [0, 2) with a frequency above 0, but symbol 1 was 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SymbolCoder.push(stack, new AdaptiveTable(2), new int[] {2}, 0, 1))
                .withMessage("symbols must be in [0, 2) with a frequency above 0, but symbol 0 was 2");
    }
}
