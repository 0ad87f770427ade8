package dev.hourglass.compress.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.compress.table.NumberColumn;
import dev.hourglass.compress.table.TableFormat;
import dev.hourglass.compress.table.Varint;
import dev.hourglass.error.CorruptArtifactException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A time, a number in steps of 0.02, a whole number, and a quoted number of one to three decimals. */
final class NumbersCodecTest {
    private static final List<NumberColumn> COLUMNS = List.of(
            NumberColumn.TEXT,
            new NumberColumn(true, 3, 2, 20, 0, false),
            new NumberColumn(true, 0, 0, 1, 1, false),
            new NumberColumn(true, 3, 1, 1, 0, true));
    private static final NumbersCodec CODEC = codec(',', false);

    private static NumbersCodec codec(char delimiter, boolean hasReturn) {
        return new NumbersCodec(RowLayout.bytes(), new TableFormat((byte) delimiter, hasReturn, COLUMNS), 6);
    }

    private static String table(int rows) {
        SplittableRandom random = new SplittableRandom(rows);
        StringBuilder text = new StringBuilder("time,level,count,\"so, so\"\n");
        int level = 1000;
        for (int i = 0; i < rows; i++) {
            level += random.nextInt(-9, 10);
            text.append(String.format("2020-01-02 %02d:%02d,", i / 60, i % 60));
            text.append(String.format("%d.%02d, %d,", 2 * level / 100, 2 * level % 100, i));
            text.append(String.format("\"%d.%d\"", random.nextInt(5), 1 + random.nextInt(9)))
                    .append('\n');
        }
        return text.toString();
    }

    /** Tables as the codec likes them, and as it does not. */
    static List<String> tables() {
        return List.of(
                table(200),
                table(50).replace("\n", "\r\n"),
                table(30) + "1,2\n" + table(30) + "\n\n,,,\n" + table(20) + "no, end",
                table(60).replace(".1", ".13").replace("3.", "3.0000").replace(", 7", ",7"),
                table(60).replace("\"3.5\"", "").replace("2020-01-02 00:1", "\"x,\"\"y\""),
                table(40).replace("2.", "-2.").replace("-2.00", "-0.00"),
                table(40).substring(33, 1000),
                "a,0.02, 1,\"0.5\"\n",
                "a,99999999999999.98, 99999999999999,\"9007199254740.992\"\n".repeat(3));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyTextComesBackByteForByte(String table) {
        byte[] text = bytes(table);
        for (NumbersCodec codec : List.of(CODEC, codec(',', true), codec(';', false))) {
            for (int cut = 0; cut < Math.min(5, text.length); cut++) {
                byte[] part = Arrays.copyOfRange(text, cut / 2, text.length - cut / 2);
                Optional<byte[]> payload = codec.encode(part, part.length);
                byte[] back = new byte[part.length];
                payload.ifPresent(found -> {
                    codec.decode(found, part.length, back);
                    assertThat(back).isEqualTo(part);
                });
            }
        }
    }

    @Test
    void tablesTakeLessThanAsTextAlone() {
        byte[] text = bytes(table(1000));
        int asText =
                new TableCodec(RowLayout.bytes(), 6).encode(text, text.length).orElseThrow().length;
        assertThat(CODEC.encode(text, text.length).orElseThrow().length).isLessThan(asText * 9 / 10);
    }

    /** A table of numbers alone: no payload of Deflate, which may differ between machines, is in it. */
    @Test
    void payloadsAreTheSameOnEveryMachine() {
        CRC32 crc = new CRC32();
        List<NumberColumn> numbers = COLUMNS.subList(1, COLUMNS.size());
        NumbersCodec codec = new NumbersCodec(RowLayout.bytes(), new TableFormat((byte) ',', false, numbers), 6);
        byte[] text = bytes(table(200).replaceAll("(?m)^[^,]*,", "").replaceFirst("[^\n]*\n", ""));
        crc.update(codec.encode(text, text.length).orElseThrow());
        assertThat(Long.toHexString(crc.getValue())).isEqualTo("b01b5063");
    }

    @Test
    void textWithoutRowsIsLeftToOthers() {
        for (String text : List.of("", "\n", "a,b,c,d\n".repeat(9), "0.02\n".repeat(9), "\0".repeat(100))) {
            assertThat(CODEC.encode(bytes(text), text.length())).isEmpty();
        }
        NumbersCodec none =
                new NumbersCodec(RowLayout.bytes(), new TableFormat((byte) ',', false, List.of(NumberColumn.TEXT)), 6);
        assertThat(none.encode(bytes("a\nb\n"), 4)).isEmpty();
        assertThatThrownBy(() -> none.decode(new byte[9], 4, new byte[4]))
                .hasMessageContaining("a table without columns of numbers must have none coded, but has");
        assertThatThrownBy(() -> new NumbersCodec(RowLayout.of(2, 1), new TableFormat((byte) ',', false, COLUMNS), 6))
                .hasMessage("a row of text must be 1 byte, but is 2");
    }

    @Test
    void everyCutIsNoticedAndEveryFlippedBitNoticedOrHarmless() {
        byte[] text = bytes(table(12));
        byte[] payload = CODEC.encode(text, text.length).orElseThrow();
        for (int length = 0; length < payload.length; length++) {
            byte[] cut = Arrays.copyOf(payload, length);
            assertThatExceptionOfType(CorruptArtifactException.class)
                    .isThrownBy(() -> CODEC.decode(cut, text.length, new byte[text.length]));
        }
        for (int i = 0; i < payload.length * Byte.SIZE; i++) {
            byte[] changed = payload.clone();
            changed[i / Byte.SIZE] ^= (byte) (1 << i % Byte.SIZE);
            try {
                CODEC.decode(changed, text.length, new byte[text.length]);
            } catch (CorruptArtifactException noticed) {
                assertThat(noticed).hasMessageContaining(" at byte ");
            }
        }
    }

    /** Sizes that a payload only claims are refused before room is made for them. */
    @Test
    void claimedSizesAreCheckedFirst() {
        int bytes = 1 << 20;
        for (long[] sizes : new long[][] {
            {bytes, 0, 0, 0},
            {1, bytes + 1, 0, 0},
            {1, bytes, 1, 0},
            {1, 0, 0, bytes + 2},
            {Long.MAX_VALUE >> 2, 0, 0, 0}
        }) {
            ByteArrayOutputStream payload = new ByteArrayOutputStream();
            for (long size : sizes) {
                Varint.write(payload, size);
            }
            assertThatThrownBy(() -> CODEC.decode(payload.toByteArray(), bytes, new byte[bytes]))
                    .isInstanceOf(CorruptArtifactException.class)
                    .hasMessageContaining("of a table must be in [0, ");
        }
    }
}
