package dev.hourglass.compress.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class NumberColumnTest {
    private static NumberColumn column(int decimals, int least) {
        return new NumberColumn(true, decimals, least, 1, 0, false);
    }

    private static String printed(NumberColumn column, long units) {
        byte[] out = new byte[NumberColumn.MAX_BYTES];
        int end = column.print(units, out, 0);
        return new String(out, 0, end, StandardCharsets.US_ASCII);
    }

    private static long parse(NumberColumn column, String cell) {
        byte[] text = ("," + cell + ",").getBytes(StandardCharsets.ISO_8859_1);
        return column.parse(text, 1, text.length - 1);
    }

    @Test
    void numbersHaveAsManyDecimalsAsTheyNeedAndNoFewerThanTheColumnHas() {
        assertThat(printed(column(3, 0), 1500)).isEqualTo("1.5");
        assertThat(printed(column(3, 0), 2000)).isEqualTo("2");
        assertThat(printed(column(3, 1), 2000)).isEqualTo("2.0");
        assertThat(printed(column(3, 3), -1)).isEqualTo("-0.001");
        assertThat(printed(column(0, 0), 0)).isEqualTo("0");
        assertThat(printed(column(15, 15), -NumberColumn.MAX_UNITS)).isEqualTo("-9.007199254740992");
        assertThat(printed(new NumberColumn(true, 2, 2, 1, 6, true), -5)).isEqualTo("      \"-0.05\"");
    }

    @Test
    void whatIsPrintedIsReadAndNothingElseIs() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            int decimals = random.nextInt(16);
            NumberColumn column = new NumberColumn(
                    true, decimals, random.nextInt(decimals + 1), 1, random.nextInt(7), random.nextBoolean());
            long units = random.nextLong(-NumberColumn.MAX_UNITS, NumberColumn.MAX_UNITS + 1) >> random.nextInt(50);
            String text = printed(column, units);
            assertThat(parse(column, text)).as(text).isEqualTo(units);
            assertThat(column.value(units)).isEqualTo(Double.parseDouble(text.replace("\"", "")));
            char[] other = text.toCharArray();
            other[random.nextInt(other.length)] = "0123456789.-\" e".charAt(random.nextInt(15));
            long found = parse(column, new String(other));
            if (found != NumberColumn.NONE) {
                assertThat(printed(column, found)).isEqualTo(new String(other));
            }
        }
    }

    @Test
    void otherWaysToWriteANumberAreNotOfTheColumn() {
        for (String text : new String[] {
            "",
            "-",
            ".",
            "-.5",
            ".5",
            "5.",
            "1.50",
            "01.5",
            "+1.5",
            "-0",
            "-0.0",
            "1e3",
            "1.5 ",
            " 1.5",
            "\"1.5\"",
            "1,5",
            "NaN",
            "1.2345",
            "99999999999999999999",
            "9007199254740.993",
            "1.5\r"
        }) {
            assertThat(parse(column(3, 0), text)).as(text).isEqualTo(NumberColumn.NONE);
        }
    }

    @Test
    void columnsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> column(16, 0)).hasMessage("decimals of a column must be in [0, 15], but was 16");
        assertThatThrownBy(() -> column(2, 3)).hasMessage("leastDecimals of a column must be in [0, 2], but was 3");
        assertThatThrownBy(() -> new NumberColumn(true, 0, 0, 0, 0, false))
                .hasMessage("steps of a column must be in [1, 1099511627776], but was 0");
    }
}
