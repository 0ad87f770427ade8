package dev.hourglass.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "NaN, -",
        "1, 1.000",
        "0.0916, 0.09160",
        "-12.345, -12.35",
        "999.94, 999.9",
        "1000, 1000",
        "123456, 123456",
        "0.00001, 1.000e-05",
        "12345678, 1.235e+07",
        "Infinity, Infinity"
    })
    void writesFourSignificantDigits(double value, String expected) {
        assertThat(Figures.of(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "1000, 1.000 kB", "7840000, 7.840 MB"})
    void writesBytes(long bytes, String expected) {
        assertThat(Figures.bytes(bytes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.25, 250.0 ms", "2, 2.000 s", "74.2, 1 min 14 s", "7320, 2 h 2 min"})
    void writesTimes(double seconds, String expected) {
        assertThat(Figures.seconds(seconds)).isEqualTo(expected);
    }

    @Test
    void countsEveryFiniteValueOnce() {
        Histogram histogram = Histogram.of(List.of(0f, 1f, 2f, 10f, Float.NaN));

        assertThat(histogram).isEqualTo(new Histogram(0, 10, List.of(2, 1, 0, 0, 1)));
        assertThat(Histogram.of(List.of(3f, 3f)).counts()).containsExactly(2);
        assertThat(Histogram.of(List.of()).counts()).isEmpty();
    }
}
