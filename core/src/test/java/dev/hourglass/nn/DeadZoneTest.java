package dev.hourglass.nn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeadZoneTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.61, 0",
        "0.63, 1",
        "-0.61, 0",
        "-0.63, -1",
        "1.55, 1",
        "1.57, 2",
        "-7.57, -8",
        "-7.55, -7",
        "1e9, 30000",
        "-Infinity, -30000",
        "NaN, 0"
    })
    void numbersAreRoundedRatherTowardsZero(float number, float expected) {
        assertThat(DeadZone.round(number)).isEqualTo(expected);
    }
}
