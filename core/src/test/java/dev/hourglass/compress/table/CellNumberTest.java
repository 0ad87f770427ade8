package dev.hourglass.compress.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class CellNumberTest {
    private final CellNumber cell = new CellNumber();

    private double read(String text) {
        byte[] bytes = (";" + text + ";").getBytes(StandardCharsets.ISO_8859_1);
        return cell.read(bytes, 1, bytes.length - 1);
    }

    @Test
    void anyWayToWriteANumberIsReadAsFloat64() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            double near = random.nextInt() / 1e4;
            for (String text : new String[] {
                String.valueOf(near), String.format("%.6f", near), String.format("%.18e", near), String.valueOf(value)
            }) {
                double expected = Double.parseDouble(text);
                assertThat(Double.toString(read(text)))
                        .as(text)
                        .isEqualTo(Double.toString(Double.isFinite(expected) ? expected : Double.NaN));
            }
        }
        assertThat(read("+1.5")).isEqualTo(1.5);
        assertThat(read(".5")).isEqualTo(0.5);
        assertThat(read("5.")).isEqualTo(5);
        assertThat(read("-1E+2")).isEqualTo(-100);
        assertThat(read("1e-400")).isEqualTo(0);
    }

    @Test
    void itSaysHowTheNumberIsWritten() {
        assertThat(read("  \"-1.250\"")).isEqualTo(-1.25);
        assertThat(cell.spaces()).isEqualTo(2);
        assertThat(cell.isQuoted()).isTrue();
        assertThat(cell.decimals()).isEqualTo(3);
        assertThat(cell.isWhole()).isFalse();
        assertThat(read("12")).isEqualTo(12);
        assertThat(cell.isWhole()).isTrue();
        assertThat(read("1.25e-3")).isEqualTo(0.00125);
        assertThat(cell.decimals()).isEqualTo(5);
        assertThat(read("1.25e3")).isEqualTo(1250);
        assertThat(cell.decimals()).isZero();
        assertThat(cell.isWhole()).isFalse();
    }

    @Test
    void whatIsNoFiniteNumberOrANameOfDigitsIsNone() {
        for (String text : new String[] {
            "",
            " ",
            "-",
            "+",
            ".",
            "e5",
            "1e",
            "1e+",
            "1.5x",
            "1 5",
            "1.5 ",
            "NaN",
            "nan",
            "inf",
            "-Infinity",
            "1e999",
            "0x10",
            "1_000",
            "1,5",
            "\"\"",
            "\"",
            "\"1.5",
            "2020-01-02",
            "12:30",
            "007",
            "-0",
            "+5",
            "1.2.3",
            "       1.5",
            "1.5f",
            "9".repeat(500)
        }) {
            assertThat(read(text)).as(text).isNaN();
        }
    }
}
