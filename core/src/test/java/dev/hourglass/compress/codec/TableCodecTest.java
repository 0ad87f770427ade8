package dev.hourglass.compress.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hourglass.error.CorruptArtifactException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TableCodecTest {
    private static final TableCodec CODEC = new TableCodec(RowLayout.bytes(), 6);
    private static final DeflateCodec DEFLATE = new DeflateCodec(RowLayout.bytes(), 9);

    /** Tables of many kinds; the first has a counter, a time, words, and a number with two decimals. */
    static List<String> tables() {
        return List.of(
                table(200),
                table(200).replace("\n", "\r\n"),
                table(100).replace(',', '\t'),
                table(100).replace(',', ';').replace('.', ','),
                table(50).replaceAll("(red|blue)", "\"$1, \"\"so\"\" to say\""),
                table(50) + "1,2020,\"in two\nlines\",3\n",
                table(100).replace(',', ' '),
                "1,2\n3,4\n".repeat(60) + "3\n4,5,6\n,,\n\n\n7,8\n",
                "x,y\n-0.10,007\n-0.05,008\n0.00,009\n-999999999999999,1e5\n999999999999999,nan\n1,2\n3,4\n5,6\n",
                table(200).substring(17, 3000));
    }

    private static String table(int rows) {
        SplittableRandom random = new SplittableRandom(rows);
        StringBuilder text = new StringBuilder("id,time,colour,level\n");
        int level = 1000;
        for (int i = 0; i < rows; i++) {
            level += random.nextInt(-9, 10);
            text.append(10_000 + i).append(String.format(",2020-01-02 %02d:%02d:00,", i / 60, i % 60));
            text.append(random.nextInt(3) == 0 ? "blue" : "red").append(',').append(level / 100);
            text.append(String.format(".%02d%n", level % 100).replace("\r", ""));
        }
        return text.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void tablesComeBackByteForByte(String table) {
        byte[] text = bytes(table);
        for (int cut = 0; cut < 7; cut++) {
            byte[] part = Arrays.copyOf(text, text.length - cut);
            byte[] payload = CODEC.encode(part, part.length).orElseThrow();
            byte[] back = new byte[part.length];
            CODEC.decode(payload, part.length, back);
            assertThat(back).isEqualTo(part);
        }
    }

    @Test
    void tablesTakeLessThanHalfOfWhatDeflateMakesOfThem() {
        byte[] text = bytes(table(1000));
        int deflated = DEFLATE.encode(text, text.length).orElseThrow().length;
        assertThat(CODEC.encode(text, text.length).orElseThrow().length).isLessThan(deflated / 2);
    }

    @Test
    void payloadsAreTheSameOnEveryMachine() {
        CRC32 crc = new CRC32();
        byte[] text = bytes(table(200));
        crc.update(CODEC.encode(text, text.length).orElseThrow());
        assertThat(Long.toHexString(crc.getValue())).isEqualTo("c18decef");
    }

    @Test
    void otherTextIsLeftToOthers() {
        for (String text :
                List.of("", "\n", "one\ntwo\nthree\nfour\n", "a,b\0\n".repeat(9), "a,b\na\n,,,\nb,b,b,b,\n\n")) {
            assertThat(CODEC.encode(bytes(text), bytes(text).length)).isEmpty();
        }
        byte[] table = bytes(table(200));
        assertThat(new TableCodec(RowLayout.bytes(), 4).encode(table, table.length))
                .isEmpty();
    }

    @Test
    void everyCutAndMostFlippedBitsAreNoticed() {
        byte[] text = bytes(table(12));
        byte[] payload = CODEC.encode(text, text.length).orElseThrow();
        for (int length = 0; length < payload.length; length += 5) {
            byte[] cut = Arrays.copyOf(payload, length);
            assertThatExceptionOfType(CorruptArtifactException.class)
                    .isThrownBy(() -> CODEC.decode(cut, text.length, new byte[text.length]));
        }
        for (int at = 1; at < payload.length; at += 7) {
            byte[] changed = payload.clone();
            changed[at] ^= 4;
            assertThatExceptionOfType(CorruptArtifactException.class)
                    .isThrownBy(() -> CODEC.decode(changed, text.length, new byte[text.length]));
        }
    }
}
