package dev.hourglass.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DigitsDemoTest {
    @Test
    void drawsTheSameBitsEverywhere() {
        assertThat(DigitsDemo.draw(200, 1).fingerprint())
                .isEqualTo("2bbd0864ece95455240e527f0d748e2af8b57938ed68a4efbac283963d18892d");
        assertThat(DigitsDemo.draw(200, 2).fingerprint())
                .isNotEqualTo(DigitsDemo.draw(200, 1).fingerprint());
    }

    @Test
    void drawsEveryDigitWithInkThatStaysInside() {
        Dataset data = DigitsDemo.draw(1000, 3);

        assertThat(data.schema()).isEqualTo(new ImageSchema(1, 28, 28));
        assertThat(data.labels()).contains("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        int edge = 0;
        for (int row = 0; row < data.rows(); row++) {
            double ink = 0;
            for (int i = 0; i < 784; i++) {
                float value = data.values()[row * 784 + i];
                assertThat(value).isBetween(0f, 1f).isEqualTo(Math.round(value * 255) / 255f);
                ink += value;
                edge += (i < 28 || i >= 756 || i % 28 == 0 || i % 28 == 27) && value > 0 ? 1 : 0;
            }
            assertThat(ink).isBetween(15.0, 250.0);
        }
        assertThat(edge).isLessThan(1000);
    }
}
