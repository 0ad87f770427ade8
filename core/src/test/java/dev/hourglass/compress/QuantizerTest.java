package dev.hourglass.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuantizerTest {
    @ParameterizedTest(name = "{0} bits")
    @ValueSource(ints = {1, 2, 3, 7, 8, 12, 16})
    void errsByAtMostHalfAStep(int bits) {
        Quantizer quantizer = new Quantizer(bits, new float[] {-3}, new float[] {5});
        double halfStep = 8.0 / ((1 << bits) - 1) / 2;
        SplittableRandom random = new SplittableRandom(bits);
        for (int i = 0; i < 2000; i++) {
            float value = (float) random.nextDouble(-3, 5);
            float back = quantizer.value(0, quantizer.index(0, value));
            assertThat((double) back).isCloseTo(value, offset(halfStep + 3e-7));
        }
    }

    @ParameterizedTest(name = "{0} bits")
    @ValueSource(ints = {1, 5, 8, 16})
    void everyIndexComesBackAsItself(int bits) {
        Quantizer quantizer = new Quantizer(bits, new float[] {-0.1f}, new float[] {0.7f});
        for (int index = 0; index < 1 << bits; index++) {
            assertThat(quantizer.index(0, quantizer.value(0, index))).isEqualTo(index);
        }
    }

    @Test
    void endsOfTheRangeAreExactAndValuesBeyondComeBackAsTheEnds() {
        Quantizer quantizer = new Quantizer(8, new float[] {0.1f}, new float[] {0.3f});
        assertThat(quantizer.value(0, 0)).isEqualTo(0.1f);
        assertThat(quantizer.value(0, 255)).isEqualTo(0.3f);
        assertThat(quantizer.index(0, -7)).isZero();
        assertThat(quantizer.index(0, 7)).isEqualTo(255);
    }

    @Test
    void holdsTheWidestAndTheNarrowestRange() {
        Quantizer wide = new Quantizer(16, new float[] {-Float.MAX_VALUE}, new float[] {Float.MAX_VALUE});
        assertThat(wide.value(0, wide.index(0, Float.MAX_VALUE))).isEqualTo(Float.MAX_VALUE);
        assertThat(wide.value(0, wide.index(0, 0))).isCloseTo(0, offset(Float.MAX_VALUE / 65535 * 1.01f));
        Quantizer narrow = new Quantizer(16, new float[] {0}, new float[] {Float.MIN_VALUE});
        assertThat(narrow.value(0, narrow.index(0, 0))).isZero();
        assertThat(narrow.value(0, narrow.index(0, Float.MIN_VALUE))).isEqualTo(Float.MIN_VALUE);
    }

    @Test
    void constantDimensionTakesNoBits() {
        Quantizer quantizer = new Quantizer(8, new float[] {2, 0}, new float[] {2, 1});
        assertThat(quantizer.bitsPerRow()).isEqualTo(8);
        assertThat(quantizer.bits(0)).isZero();
        assertThat(quantizer.index(0, 9)).isZero();
        assertThat(quantizer.value(0, 0)).isEqualTo(2);
    }

    @Test
    void indicesArePinned() {
        Quantizer quantizer = new Quantizer(4, new float[] {-1}, new float[] {1});
        float[] values = {-1, -0.9334f, -0.9333f, -0.5f, 0, 0.0667f, 0.5f, 0.93f, 1};
        int[] indices = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            indices[i] = quantizer.index(0, values[i]);
        }
        assertThat(indices).containsExactly(0, 0, 1, 4, 8, 8, 11, 14, 15);
    }

    @Test
    void rangeIsThatOfAllCodes() {
        CodeRange range = new CodeRange(2);
        range.add(new float[] {1, 2, 3, -4, 99, 99}, 2);
        range.add(new float[] {0, 5}, 1);
        Quantizer quantizer = range.quantizer(8);
        assertThat(quantizer.min(0)).isZero();
        assertThat(quantizer.max(0)).isEqualTo(3);
        assertThat(quantizer.min(1)).isEqualTo(-4);
        assertThat(quantizer.max(1)).isEqualTo(5);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new Quantizer(17, new float[1], new float[1]))
                .hasMessage("bits must be in [1, 16], but was 17");
        assertThatThrownBy(() -> new Quantizer(8, new float[1], new float[2]))
                .hasMessage("min and max must have one value for each of at least 1 dimension, but have 1 and 2");
        assertThatThrownBy(() -> new Quantizer(8, new float[] {1}, new float[] {0}))
                .hasMessage("range of dimension 0 must be finite and not empty, but was [1.0, 0.0]");
        assertThatThrownBy(() -> new Quantizer(8, new float[] {0}, new float[] {1}).index(0, Float.NaN))
                .hasMessage("code of dimension 0 must be finite, but was NaN");
        CodeRange range = new CodeRange(2);
        assertThatThrownBy(() -> range.quantizer(8)).hasMessage("ranges need at least one code, but there was none");
        assertThatThrownBy(() -> range.add(new float[] {0, 0, 0, Float.POSITIVE_INFINITY}, 2))
                .hasMessage("code of row 1 (from 0), dimension 1 must be finite, but was Infinity");
    }
}
