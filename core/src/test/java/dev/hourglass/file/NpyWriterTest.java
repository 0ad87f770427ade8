package dev.hourglass.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NpyWriterTest {
    @TempDir
    private Path directory;

    @Test
    void rowsAppearOnceTheyAreAllThere() throws IOException {
        Path target = directory.resolve("rows.npy");
        try (NpyWriter writer = new NpyWriter(target, Shape.of(2, 1))) {
            writer.write(new float[] {1, 2, 3, 4, 5, 6}, 2);
            writer.write(new float[] {7, 8}, 1);
            assertThat(target).doesNotExist();

            assertThat(writer.finish()).isEqualTo(3);
        }

        try (InputStream in = Files.newInputStream(target)) {
            NpyFile.Header header = NpyFile.readHeader(in, "rows.npy");
            assertThat(header.shape()).isEqualTo(List.of(3L, 2L, 1L));
            assertThat(header.type()).isEqualTo(NumberType.F32);
            assertThat(header.dataOffset() % 64).isZero();
            ByteBuffer numbers = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            float[] values = new float[6];
            numbers.asFloatBuffer().get(values);
            assertThat(values).containsExactly(1, 2, 3, 4, 7, 8);
            assertThat(numbers.remaining()).isEqualTo(24);
        }
    }

    @Test
    void manyRowsGoThroughInBlocks() throws IOException {
        Path target = directory.resolve("many.npy");
        float[] values = new float[40_000];
        values[39_999] = 9;
        try (NpyWriter writer = new NpyWriter(target, Shape.of(4))) {
            writer.write(values, 10_000);
            writer.finish();
        }

        byte[] bytes = Files.readAllBytes(target);
        ByteBuffer last = ByteBuffer.wrap(bytes, bytes.length - 4, 4).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(last.getFloat()).isEqualTo(9);
        assertThat(bytes).hasSize(128 + 160_000);
    }

    @Test
    void anUnfinishedFileLeavesNothing() throws IOException {
        try (NpyWriter writer = new NpyWriter(directory.resolve("half.npy"), Shape.of(2))) {
            writer.write(new float[] {1, 2}, 1);
        }

        assertThat(directory).isEmptyDirectory();
    }
}
