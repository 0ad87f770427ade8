package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.compress.codec.ChunkCodec;
import dev.hourglass.compress.codec.CodecSet;
import dev.hourglass.compress.codec.EncodedChunk;
import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.error.CorruptArtifactException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ChunkCodec} keeps to; a codec's test extends this and says for which rows it is. */
public abstract class CodecContract {
    /** Returns the layouts to try. */
    protected abstract List<RowLayout> layouts();

    /** Makes the codec for a layout. */
    protected abstract ChunkCodec codec(RowLayout layout);

    /** Returns the bits that values of column {@code column} may use; the codec must take all such values. */
    protected int bits(RowLayout layout, int column) {
        return Byte.SIZE * layout.bytesPerValue();
    }

    /** Turns rows of any values into rows that the codec is for; the same unless overridden. */
    protected byte[] suited(byte[] rows) {
        return rows;
    }

    @ParameterizedTest(name = "{0} rows")
    @ValueSource(ints = {0, 1, 2, 3, 7, 64, 65, 333})
    void randomRowsComeBack(int rowCount) {
        for (RowLayout layout : layouts()) {
            for (int seed = 0; seed < 3; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                assertComesBack(layout, rowCount, rows(layout, rowCount, (row, bits) -> random.nextLong()));
            }
        }
    }

    @ParameterizedTest(name = "{0} rows")
    @ValueSource(ints = {1, 5, 200})
    void constantRowsAndExtremeValuesComeBack(int rowCount) {
        for (RowLayout layout : layouts()) {
            assertComesBack(layout, rowCount, rows(layout, rowCount, (row, bits) -> 0));
            assertComesBack(layout, rowCount, rows(layout, rowCount, (row, bits) -> -1));
            assertComesBack(layout, rowCount, rows(layout, rowCount, (row, bits) -> row % 2 == 0 ? 0 : -1));
            assertComesBack(layout, rowCount, rows(layout, rowCount, (row, bits) -> 1L << (bits - 1)));
        }
    }

    @Test
    void smoothRowsComeBack() {
        for (RowLayout layout : layouts()) {
            assertComesBack(layout, 300, rows(layout, 300, (row, bits) -> row / 3));
        }
    }

    @Test
    void aChunkIsNeverMuchLargerThanItsRows() {
        for (RowLayout layout : layouts()) {
            SplittableRandom random = new SplittableRandom(5);
            byte[] rows = rows(layout, 500, (row, bits) -> random.nextLong());
            codec(layout)
                    .encode(rows, 500)
                    .ifPresent(payload ->
                            assertThat(payload.length).isLessThanOrEqualTo(rows.length + CodecSet.MAX_OVERHEAD_BYTES));
            EncodedChunk chosen = new CodecSet(layout, List.of(codec(layout))).encode(rows, 500);
            assertThat(chosen.payload().length).isLessThanOrEqualTo(rows.length);
        }
    }

    @Test
    void rowsAndPayloadStayAsTheyAre() {
        for (RowLayout layout : layouts()) {
            byte[] rows = rows(layout, 20, (row, bits) -> row);
            byte[] copy = rows.clone();
            Optional<byte[]> payload = codec(layout).encode(rows, 20);
            assertThat(rows).isEqualTo(copy);
            if (payload.isPresent()) {
                byte[] payloadCopy = payload.get().clone();
                codec(layout).decode(payload.get(), 20, new byte[rows.length]);
                assertThat(payload.get()).isEqualTo(payloadCopy);
            }
        }
    }

    @Test
    void cutAndLengthenedPayloadsAreRefused() {
        for (RowLayout layout : layouts()) {
            byte[] rows = rows(layout, 40, (row, bits) -> row / 2);
            Optional<byte[]> payload = codec(layout).encode(rows, 40);
            if (payload.isPresent()) {
                for (int length = 0; length < payload.get().length; length++) {
                    assertRefused(layout, Arrays.copyOf(payload.get(), length));
                }
                assertRefused(layout, Arrays.copyOf(payload.get(), payload.get().length + 1));
            }
        }
    }

    /** A codec need not notice what the checksum of the chunk does; but it must end, and fail in one way only. */
    @Test
    void alteredPayloadsAreRefusedOrGiveOtherRows() {
        for (RowLayout layout : layouts()) {
            byte[] rows = rows(layout, 40, (row, bits) -> row / 2);
            Optional<byte[]> payload = codec(layout).encode(rows, 40);
            for (int i = 0; payload.isPresent() && i < payload.get().length; i++) {
                byte[] altered = payload.get().clone();
                altered[i] ^= (byte) (1 << i % Byte.SIZE);
                byte[] back = new byte[rows.length];
                try {
                    codec(layout).decode(altered, 40, back);
                } catch (CorruptArtifactException refused) {
                    assertThat(refused).hasMessageContaining(" at byte ");
                }
            }
        }
    }

    @Test
    void oneCodecServesManyThreads() throws Exception {
        RowLayout layout = layouts().get(0);
        ChunkCodec codec = codec(layout);
        ExecutorService workers = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int task = 0; task < 16; task++) {
                int seed = task;
                tasks.add(() -> {
                    byte[] rows = rows(layout, 100, (row, bits) -> row / (1 + seed));
                    byte[] back = new byte[rows.length];
                    codec.decode(codec.encode(rows, 100).orElseThrow(), 100, back);
                    return Arrays.equals(rows, back);
                });
            }
            for (Future<Boolean> result : workers.invokeAll(tasks)) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private void assertComesBack(RowLayout layout, int rowCount, byte[] rows) {
        Optional<byte[]> payload = codec(layout).encode(rows, rowCount);
        if (payload.isPresent()) {
            byte[] back = new byte[rows.length];
            codec(layout).decode(payload.get(), rowCount, back);
            assertThat(back).as("%d rows of %s", rowCount, layout).isEqualTo(rows);
        }
        CodecSet set = new CodecSet(layout, List.of(codec(layout)));
        EncodedChunk chunk = set.encode(rows, rowCount);
        assertThat(set.decode(chunk.codec().number(), chunk.payload(), rowCount))
                .isEqualTo(rows);
    }

    private void assertRefused(RowLayout layout, byte[] payload) {
        assertThatThrownBy(() -> codec(layout).decode(payload, 40, new byte[40 * layout.rowBytes()]))
                .as("%d bytes of %s", payload.length, layout)
                .isInstanceOf(CorruptArtifactException.class);
    }

    /** Gives a value for a row and the bits its column has. */
    @FunctionalInterface
    private interface Maker {
        long value(int row, int bits);
    }

    private byte[] rows(RowLayout layout, int rowCount, Maker maker) {
        byte[] rows = new byte[rowCount * layout.rowBytes()];
        int width = layout.bytesPerValue();
        for (int row = 0, at = 0; row < rowCount; row++) {
            for (int column = 0; column < layout.valuesPerRow(); column++, at += width) {
                int bits = bits(layout, column);
                long mask = bits == Long.SIZE ? -1 : (1L << bits) - 1;
                long value = bits == 0 ? 0 : maker.value(row, bits) & mask;
                for (int k = 0; k < width; k++) {
                    rows[at + (layout.isBigEndian() ? width - 1 - k : k)] = (byte) (value >>> (Byte.SIZE * k));
                }
            }
        }
        return suited(rows);
    }
}
