package dev.hourglass.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvNumberTest {
    private static double parse(String text) {
        return CsvNumber.parse(("ab" + text + "cd").toCharArray(), 2, text.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+1",
                "1.",
                ".5",
                "-.5e3",
                "1e22",
                "1e-22",
                "1e23",
                "123456789012345",
                "1234567890123456789",
                "0.1",
                "0.30000000000000004",
                "9007199254740993",
                "1e400",
                "-1e400",
                "4.9e-324",
                "00000000000000000001",
                "0.000000000000000000000001",
                "3.4028235e38",
                "1E+05",
                "123456789012345e22"
            })
    void agreesWithTheJdk(String text) {
        assertThat(Double.doubleToRawLongBits(parse(text)))
                .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", ".", "e5", "1e", "1e+", "1.2.3", "0x10", "1d", "1f", "NaN", "Infinity", "1,5", "1 2"})
    void takesNothingElseForANumber(String text) {
        assertThat(parse(text)).isNaN();
    }

    @Test
    void agreesWithTheJdkOnRandomNumbers() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            String text = i % 2 == 0
                    ? String.format(Locale.ROOT, "%.6f", random.nextDouble(-1e6, 1e6))
                    : Double.isFinite(value) ? String.valueOf(value) : "1";
            agreesWithTheJdk(text);
        }
    }
}
