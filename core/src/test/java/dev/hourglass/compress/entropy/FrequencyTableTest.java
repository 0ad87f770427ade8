package dev.hourglass.compress.entropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.error.CorruptArtifactException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrequencyTableTest {
    private static int[] frequencies(FrequencyTable table) {
        return IntStream.range(0, table.symbols()).map(table::frequency).toArray();
    }

    private static FrequencyTable random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] shares = new double[1 + random.nextInt(300)];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = random.nextInt(4) == 0 ? 0 : Math.pow(random.nextDouble(), 8);
        }
        shares[random.nextInt(shares.length)] = 1;
        return FrequencyTable.ofProbabilities(shares, 9 + random.nextInt(20));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everySlotHasItsSymbol(long seed) {
        FrequencyTable table = random(seed);
        assertThat(Arrays.stream(frequencies(table)).sum()).isEqualTo(1 << table.precisionBits());
        int end = 0;
        for (int symbol = 0; symbol < table.symbols(); symbol++) {
            assertThat(table.start(symbol)).isEqualTo(end);
            end += table.frequency(symbol);
            if (table.frequency(symbol) > 0) {
                assertThat(table.symbolAt(table.start(symbol))).isEqualTo(symbol);
                assertThat(table.symbolAt(end - 1)).isEqualTo(symbol);
            }
        }
    }

    @Test
    void symbolsThatOccurGetAtLeastOne() {
        assertThat(frequencies(FrequencyTable.ofCounts(new long[] {1, 0, 1_000_000, 1}, 4)))
                .containsExactly(1, 0, 14, 1);
        assertThat(frequencies(FrequencyTable.ofCounts(new long[] {0, 5, 0}, 4)))
                .containsExactly(0, 16, 0);
        assertThat(frequencies(FrequencyTable.ofProbabilities(new double[] {1e-300, 1e300}, 28)))
                .containsExactly(1, (1 << 28) - 1);
    }

    /** Tries every table of a small sum. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void noTableIsShorter(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] counts = random.longs(4, 1, 1L << random.nextInt(1, 12)).toArray();
        double least = Double.POSITIVE_INFINITY;
        for (int a = 1; a < 32; a++) {
            for (int b = 1; a + b < 32; b++) {
                for (int c = 1; a + b + c < 32; c++) {
                    least = Math.min(least, length(counts, a, b, c, 32 - a - b - c));
                }
            }
        }
        int[] chosen = frequencies(FrequencyTable.ofCounts(counts, 5));
        assertThat(length(counts, chosen)).isCloseTo(least, within(1e-9 * least));
    }

    private static double length(long[] counts, int... frequencies) {
        double bits = 0;
        for (int i = 0; i < counts.length; i++) {
            bits -= counts[i] * Math.log(frequencies[i] / 32.0);
        }
        return bits;
    }

    @Test
    void refusesWhatIsNoDistribution() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrequencyTable.of(new int[] {3, 4}, 3))
                .withMessage("frequencies must sum to 2^3, but their sum was 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrequencyTable.of(new int[] {-1, 9}, 3))
                .withMessage("frequencies must be at least 0, but one was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrequencyTable.ofProbabilities(new double[] {0.5, Double.NaN}, 3))
                .withMessage("shares must be finite and at least 0, but one was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrequencyTable.ofCounts(new long[] {0, 0}, 3))
                .withMessage("symbols that may occur must be 1 to 8 with a finite sum, but 0 of sum 0.0 do");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrequencyTable.ofCounts(new long[0], 3))
                .withMessage("symbols must be 1 to 65536, but were 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrequencyTable.ofCounts(new long[] {1}, 29))
                .withMessage("precisionBits must be 1 to 28, but were 29");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void comesBackFromItsBytes(long seed) {
        FrequencyTable table = random(seed);
        byte[] bytes = FrequencyTableFormat.write(table);
        byte[] inside = new byte[bytes.length + 5];
        System.arraycopy(bytes, 0, inside, 2, bytes.length);

        FrequencyTableFormat.Parsed parsed = FrequencyTableFormat.read("chunk 3", inside, 2);

        assertThat(parsed.endByte()).isEqualTo(2 + bytes.length);
        assertThat(parsed.table().precisionBits()).isEqualTo(table.precisionBits());
        assertThat(frequencies(parsed.table())).isEqualTo(frequencies(table));
    }

    @Test
    void bytesStayAsTheyAre() {
        FrequencyTable table = FrequencyTable.ofCounts(new long[] {100, 0, 0, 3, 1, 900, 40, 7}, 10);
        assertThat(HexFormat.of().formatHex(FrequencyTableFormat.write(table))).isEqualTo("0a810ef14943698b397c");
    }

    @Test
    void tablesAreCompact() {
        int[] drawn = DrawnSymbols.draw(100_000, 256, 1, i -> Math.exp(-Math.pow((i - 100) / 20.0, 2)));
        FrequencyTable table = FrequencyTable.ofCounts(DrawnSymbols.counts(drawn, 256), 14);
        assertThat(FrequencyTableFormat.write(table)).hasSizeLessThan(200);
    }

    @Test
    void refusesEveryCutAndMakesASoundTableOfAnythingElse() {
        byte[] bytes = FrequencyTableFormat.write(random(3));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatExceptionOfType(CorruptArtifactException.class)
                    .isThrownBy(() -> FrequencyTableFormat.read("chunk 3", cut, 0));
        }
        int refused = 0;
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                FrequencyTable table =
                        FrequencyTableFormat.read("chunk 3", changed, 0).table();
                assertThat(Arrays.stream(frequencies(table)).sum()).isEqualTo(1 << table.precisionBits());
            } catch (CorruptArtifactException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(bytes.length * 7);
    }

    @Test
    void saysWhatIsWrongWithATable() {
        assertThatExceptionOfType(CorruptArtifactException.class)
                .isThrownBy(() -> FrequencyTableFormat.read("chunk 3", new byte[] {0}, 0))
                .withMessage("chunk 3 at byte 0: precision of a frequency table must be 1 to 28, but was 0");
        assertThatExceptionOfType(CorruptArtifactException.class)
                .isThrownBy(() -> FrequencyTableFormat.read("chunk 3", new byte[] {5}, 0))
                .withMessage("chunk 3 at byte 1: a frequency table must go on, but ends here");
    }
}
