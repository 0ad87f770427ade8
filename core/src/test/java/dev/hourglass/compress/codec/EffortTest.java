package dev.hourglass.compress.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

final class EffortTest {
    private static final int COLUMNS = 10;
    private static final int ROWS = 1500;
    private static final RowLayout LAYOUT = RowLayout.of(COLUMNS, Float.BYTES);

    @Test
    void theThoroughEffortIsSmallerAndTheSameEverywhere() {
        ValueGrid grid = new ValueGrid(LAYOUT, new double[] {0}, new double[] {0.01});
        byte[] rows = grid.round(rows());
        byte[] quick = new BoundedCodec(grid, 7).encode(rows, ROWS).orElseThrow();
        byte[] thorough = new BoundedCodec(grid, 8).encode(rows, ROWS).orElseThrow();
        CRC32 crc = new CRC32();
        crc.update(thorough);
        assertThat(thorough).hasSizeLessThan(quick.length);
        assertThat(Long.toHexString(crc.getValue())).isEqualTo("a4353006");
    }

    /** A column of few levels, with runs that come again, some noise and a value that is none. */
    @Test
    void theThoroughEffortIsTheSameEverywhereForSeriesToo() {
        RowLayout layout = RowLayout.of(1, Double.BYTES);
        ValueGrid grid = new ValueGrid(layout, new double[] {0}, new double[] {0.5});
        SplittableRandom random = new SplittableRandom(2);
        int[] pattern = random.ints(97, 0, 400).toArray();
        byte[] rows = new byte[ROWS * Double.BYTES];
        ByteBuffer values = ByteBuffer.wrap(rows).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < ROWS; row++) {
            values.putDouble(row == 77 ? Double.NaN : pattern[row % 97] + (row % 5 == 0 ? random.nextInt(30) : 0));
        }
        byte[] quick = new BoundedCodec(grid, 7).encode(rows, ROWS).orElseThrow();
        byte[] thorough = new BoundedCodec(grid, 9).encode(rows, ROWS).orElseThrow();
        byte[] back = new byte[rows.length];
        new BoundedCodec(grid, 1).decode(thorough, ROWS, back);
        CRC32 crc = new CRC32();
        crc.update(thorough);
        assertThat(back).isEqualTo(rows);
        assertThat(thorough.length).isLessThan(quick.length * 2 / 3);
        assertThat(Long.toHexString(crc.getValue())).isEqualTo("9e337da4");
    }

    @Test
    void wideRowsAreAlwaysCodedQuickly() {
        int columns = 1025;
        RowLayout layout = RowLayout.of(columns, Float.BYTES);
        ValueGrid grid = new ValueGrid(layout, new double[] {0}, new double[] {0.01});
        ByteBuffer values = ByteBuffer.allocate(5 * layout.rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
        SplittableRandom random = new SplittableRandom(3);
        while (values.hasRemaining()) {
            values.putFloat((float) random.nextDouble());
        }
        byte[] rows = grid.round(values.array());
        byte[] payload = new BoundedCodec(grid, 9).encode(rows, 5).orElseThrow();
        byte[] back = new byte[rows.length];
        new BoundedCodec(grid, 9).decode(payload, 5, back);
        assertThat(payload).isEqualTo(new BoundedCodec(grid, 1).encode(rows, 5).orElseThrow());
        assertThat(back).isEqualTo(rows);
    }

    @Test
    void eachPayloadSaysItsEffort() {
        ValueGrid grid = new ValueGrid(LAYOUT, new double[] {0}, new double[] {0.01});
        byte[] rows = grid.round(rows());
        for (int level : new int[] {1, 9}) {
            byte[] back = new byte[rows.length];
            byte[] payload = new BoundedCodec(grid, level).encode(rows, ROWS).orElseThrow();
            new BoundedCodec(grid, 10 - level).decode(payload, ROWS, back);
            assertThat(back).isEqualTo(rows);
        }
    }

    /** Columns that are each a mixture of the same few walks. */
    private static byte[] rows() {
        SplittableRandom random = new SplittableRandom(1);
        ByteBuffer rows = ByteBuffer.allocate(ROWS * LAYOUT.rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
        double[] walks = new double[4];
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < walks.length; i++) {
                walks[i] += random.nextDouble() - 0.5;
            }
            for (int column = 0; column < COLUMNS; column++) {
                double sum = 0.02 * random.nextDouble();
                for (int i = 0; i < walks.length; i++) {
                    sum += walks[i] * ((column * 7 + i * 3) % 5 - 2);
                }
                rows.putFloat((float) sum);
            }
        }
        return rows.array();
    }
}
