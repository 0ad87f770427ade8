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
        assertThat(Long.toHexString(crc.getValue())).isEqualTo("27d90aa7");
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
