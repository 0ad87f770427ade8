package dev.hourglass.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NpyHeaderTest {
    @Test
    void headersOfOurFilesAreAFewLetters() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        NpyFile.write(file, Tensor.of(Shape.of(2, 3), new float[6]));
        byte[] header = Arrays.copyOf(file.toByteArray(), file.size() - 24);
        byte[] letters = NpyHeader.shorten(header).orElseThrow();
        assertThat(new String(letters, StandardCharsets.ISO_8859_1)).isEqualTo("<f4 (2, 3)");
        assertThat(NpyHeader.restore(letters)).isEqualTo(header);
    }

    @Test
    void isWhatNumPyWrites() {
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
        String expected = "\u0093NUMPY\u0001\u0000v\u0000" + text + " ".repeat(128 - 10 - text.length() - 1) + "\n";
        assertThat(new String(NpyHeader.of("<f4", "(2, 3)", 0), StandardCharsets.ISO_8859_1))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"<f4|(1000000,)", ">f8|(12, 34, 56, 78, 90, 12345678, 12345678, 12345678)", "<f8|(3,4)"})
    void whatIsShortenedComesBack(String type, String shape) {
        byte[] header = NpyHeader.of(type, shape, 0);
        assertThat(header.length % 64).isZero();
        assertThat(NpyHeader.shorten(header).map(NpyHeader::restore).orElseThrow())
                .isEqualTo(header);
    }

    @Test
    void anyOtherByteKeepsAHeaderAsItIs() {
        byte[] header = NpyHeader.of("<f4", "(2, 3)", 0);
        for (int i = 0; i < header.length; i++) {
            byte[] other = header.clone();
            other[i] ^= 1;
            byte[] back = NpyHeader.shorten(other).map(NpyHeader::restore).orElse(other);
            assertThat(back).as("byte %d", i).isEqualTo(other);
        }
        assertThat(NpyHeader.shorten(NpyHeader.of("<f4", "(2, 3)", 200)))
                .as("padded further")
                .isEmpty();
        assertThat(NpyHeader.shorten(new byte[0])).isEmpty();
    }

    @Test
    void lettersWithoutASpaceAreNone() {
        assertThatThrownBy(() -> NpyHeader.restore("<f4(2,3)".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a type, a space and a shape");
    }
}
