package dev.hourglass.compress.lossless;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hourglass.error.CorruptArtifactException;
import java.util.Arrays;

/** Damages chunks in every way that one byte or one number can be wrong. */
final class DamagedChunks {
    private DamagedChunks() {}

    /** Requires that each flipped bit, each cut and a wrong number of rows is noticed. */
    static void assertNoticed(RowCoder coder, int[] values, int rows) {
        byte[] bytes = coder.encode(values, rows);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertNoticed(coder, changed, rows, "bit " + bit);
        }
        for (int length = 0; length < bytes.length; length++) {
            assertNoticed(coder, Arrays.copyOf(bytes, length), rows, length + " bytes");
        }
        assertNoticed(coder, bytes, rows + 1, "one row more");
        assertNoticed(coder, bytes, rows - 1, "one row less");
    }

    private static void assertNoticed(RowCoder coder, byte[] bytes, int rows, String what) {
        assertThatExceptionOfType(CorruptArtifactException.class)
                .as(what)
                .isThrownBy(() -> coder.decode("chunk 3", bytes, rows));
    }
}
