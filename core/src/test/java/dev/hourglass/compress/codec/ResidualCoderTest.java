package dev.hourglass.compress.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResidualCoderTest {
    @ParameterizedTest
    @ValueSource(
            doubles = {0, 1e-300, 0.1, 1, 2, 2.0000000000000004, 3.9, 4, 4.000000000000001, 5, 8, 8.1, 512, 999, 1000})
    void classesAreAsWideAsErrorsHalvedUntilNoneExceedsOne(double error) {
        int halvings = 0;
        for (double rest = error / 2; rest > 1; rest /= 2) {
            halvings++;
        }

        assertThat(ResidualCoder.widthOf(error)).isEqualTo(halvings);
    }
}
