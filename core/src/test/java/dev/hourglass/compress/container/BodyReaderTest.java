package dev.hourglass.compress.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.error.CorruptArtifactException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BodyReaderTest {
    /** Where the body of a block at byte 1000 starts. */
    private static final int BODY = 1008;

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE, 1L << 56, Long.MAX_VALUE})
    void numbersComeBackInAsManyBytesAsTheyNeed(long number) {
        BodyReader body = block(new BodyWriter(0).number(number).framed(0)).body();

        assertThat(body.left()).isEqualTo(Math.max(1, (70 - Long.numberOfLeadingZeros(number)) / 7));
        assertThat(body.number("it", 0, Long.MAX_VALUE)).isEqualTo(number);
        assertThat(body.left()).isZero();
    }

    @Test
    void fieldsComeBackInTheirOrder() {
        BodyReader body = block(new BodyWriter(20)
                        .number(300)
                        .octet(200)
                        .crc(-5)
                        .bytes(new byte[] {1, 2, 3})
                        .framed(0))
                .body();

        assertThat(body.count("number", 300, 300)).isEqualTo(300);
        assertThat(body.octet("octet")).isEqualTo(200);
        assertThat(body.crc("checksum")).isEqualTo(-5);
        assertThat(body.at()).isEqualTo(7);
        assertThat(body.bytes("bytes", 1)).containsExactly(1);
        assertThat(body.rest()).containsExactly(2, 3);
        assertThat(body.rest()).isEmpty();
    }

    /** Else two files could say the same. */
    @Test
    void numbersThatAreLongerThanTheyNeedBeAreRefused() {
        refuses(0x80, 0x00);
        refuses(0xff, 0x80, 0x00);
        refuses(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00);
    }

    @Test
    void numbersOfMoreThan63BitsAndCutOnesAreRefused() {
        refuses(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01);
        refuses(0xff, 0xff);
        refuses();
    }

    @Test
    void messagesNameWhereTheFieldStarts() {
        BodyReader body = block(
                        new BodyWriter(4).number(300).number(400).octet(1).framed(0))
                .body();

        assertThat(body.number("first", 0, 300)).isEqualTo(300);
        assertThatThrownBy(() -> body.number("rows", 1, 399))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessage("file at byte " + (BODY + 2) + ": rows must be in [1, 399], but was 400");
        assertThatThrownBy(() -> body.bytes("name", 2))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessage("file at byte " + (BODY + 4) + ": name must take 2 bytes, but the block ends after 1");
        assertThat(body.octet("last")).isEqualTo(1);
        assertThatThrownBy(() -> body.octet("codec"))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessage("file at byte " + (BODY + 5) + ": codec must take 1 bytes, but the block ends after 0");
    }

    private static void refuses(int... bytes) {
        BodyWriter written = new BodyWriter(bytes.length);
        for (int value : bytes) {
            written.octet(value);
        }
        BodyReader body = block(written.framed(0)).body();
        assertThatThrownBy(() -> body.number("rows", 0, Long.MAX_VALUE))
                .isInstanceOf(CorruptArtifactException.class)
                .hasMessage("file at byte " + BODY
                        + ": rows must take 1 to 9 bytes and no more than it need, but is cut or longer");
    }

    private static Block block(byte[] bytes) {
        return new Block("file", 1000, bytes);
    }
}
