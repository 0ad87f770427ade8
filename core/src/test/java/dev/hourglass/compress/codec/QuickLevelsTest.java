package dev.hourglass.compress.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.compress.entropy.BinaryEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

final class QuickLevelsTest {
    private static final int ROWS = 3000;

    private static byte[] table(IntToDoubleFunction... columns) {
        ByteBuffer values =
                ByteBuffer.allocate(ROWS * columns.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < ROWS; row++) {
            for (IntToDoubleFunction column : columns) {
                values.putFloat((float) column.applyAsDouble(row));
            }
        }
        return values.array();
    }

    private static double[] noise(int seed, double step) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] walk = new double[ROWS];
        for (int row = 1; row < ROWS; row++) {
            walk[row] = walk[row - 1] + step * (random.nextDouble() - 0.5);
        }
        return walk;
    }

    /** Returns the payload of a table within a bound of a half, after seeing that it gives the table back. */
    private static byte[] payload(int columns, byte[] table) {
        ValueGrid grid = new ValueGrid(RowLayout.of(columns, Float.BYTES), new double[] {0}, new double[] {0.5});
        byte[] rows = grid.round(table);
        byte[] payload = new BoundedCodec(grid, 6).encode(rows, ROWS).orElseThrow();
        byte[] back = new byte[rows.length];
        new BoundedCodec(grid, 6).decode(payload, ROWS, back);
        assertThat(back).isEqualTo(rows);
        return payload;
    }

    @Test
    void columnsThatRarelyMoveTakeNextToNothing() {
        byte[] payload = payload(2, table(row -> Math.floorDiv(row, 1000) * 50.0, row -> row < 1500 ? 3 : -4));

        assertThat(payload).hasSizeLessThan(100);
    }

    @Test
    void standstillsEndAndBeginAroundValuesThatAreNone() {
        double[] walk = noise(1, 8);
        payload(
                4,
                table(
                        row -> row == 0 || row == 700 ? Double.NaN : 5,
                        row -> row % 50 < 40 ? 5 : walk[row],
                        row -> row % 50 < 40 ? Math.floorDiv(row, 50) : 7.0 * row,
                        row -> row % 97 == 0 ? Double.POSITIVE_INFINITY : row % 89 == 0 ? 1 : 2));
    }

    /** The value below a neighbour's is known when columns come one by one. */
    @Test
    void columnsThatRunAheadAreFollowed() {
        double[] walk = noise(2, 200);
        byte[] ahead = payload(2, table(row -> walk[row], row -> walk[Math.min(ROWS - 1, row + 1)]));
        byte[] alone = payload(1, table(row -> walk[row]));

        assertThat(ahead.length).isLessThan(alone.length * 3 / 2);
    }

    @Test
    void payloadsAreTheSameOnEveryMachine() {
        double[] walk = noise(3, 30);
        double[] other = noise(4, 5);
        CRC32 crc = new CRC32();
        crc.update(payload(
                5,
                table(
                        row -> walk[row],
                        row -> walk[row] * 0.3 + other[row],
                        row -> Math.floorDiv(row, 300),
                        row -> row % 7 == 0 ? Double.NaN : other[row],
                        row -> 9)));

        assertThat(Long.toHexString(crc.getValue())).isEqualTo("abd96fea");
    }

    @Test
    void aStandstillIsLongAfterEightRowsAndCheapToTell() {
        BinaryEncoder encoder = new BinaryEncoder();
        Standstill standstill = new Standstill(encoder, 1);
        for (int row = 0; row < 8; row++) {
            assertThat(standstill.isLong()).isFalse();
            standstill.learn(true);
        }
        for (int row = 0; row < 10_000; row++) {
            assertThat(standstill.isLong()).isTrue();
            assertThat(standstill.goesOn(true, 0, false)).isTrue();
        }
        int size = encoder.sizeBytes();
        assertThat(standstill.goesOn(false, 0, false)).isFalse();

        assertThat(size).isLessThan(20);
        assertThat(standstill.isLong()).isFalse();
    }

    @Test
    void aColumnBeginsAnew() {
        Standstill standstill = new Standstill(new BinaryEncoder(), 1);
        for (int row = 0; row < 9; row++) {
            standstill.learn(true);
        }
        assertThat(standstill.isLong()).isTrue();
        standstill.begin();
        assertThat(standstill.isLong()).isFalse();
    }
}
