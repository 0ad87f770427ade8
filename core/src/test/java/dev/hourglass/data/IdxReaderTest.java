package dev.hourglass.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.error.DataNotFoundException;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IdxReaderTest {
    @TempDir
    private Path folder;

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    @Test
    void scalesBytesOfRankThreeToGreyImages() throws IOException {
        Dataset data = TestFiles.load(IdxReader.open(file("a.idx3", TestFiles.idx(2, 2, 3))));

        assertThat(data.schema()).isEqualTo(new ImageSchema(1, 2, 3));
        assertThat(data.rows()).isEqualTo(2);
        assertThat(data.values()).startsWith(0f, 1 / 255f).endsWith(10 / 255f, 11 / 255f);
        assertThat(data.labels()).isEmpty();
    }

    @Test
    void findsGzippedLabelsBesideTheImages() throws IOException {
        Path images = file("train-images-idx3-ubyte.gz", TestFiles.gzip(TestFiles.idx(3, 1, 2)));
        Path labels = file("train-labels-idx1-ubyte.gz", TestFiles.gzip(TestFiles.idx(3)));

        assertThat(labels).exists();
        assertThat(TestFiles.load(IdxReader.open(images)).labels()).containsExactly("0", "1", "2");
    }

    @Test
    void readsOtherTypesAsPlainNumbers() throws IOException {
        byte[] content = ByteBuffer.allocate(12 + 12)
                .putInt(0x0d02)
                .putInt(1)
                .putInt(3)
                .putFloat(1.5f)
                .putFloat(-2)
                .putFloat(3)
                .array();

        Dataset data = TestFiles.load(IdxReader.open(file("a.idx2", content)));

        assertThat(data.schema()).isEqualTo(new VectorSchema(Shape.of(3)));
        assertThat(data.values()).containsExactly(1.5f, -2, 3);
    }

    @Test
    void rejectsWrongMagic() throws IOException {
        Path file = file("a.idx3", new byte[] {1, 2, 3, 4, 5, 6, 7, 8});

        assertThatThrownBy(() -> IdxReader.open(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(file + " at byte 0: an IDX file must start with 00 00, a type in 08..0e and a rank,"
                        + " but this starts with 01 02 03 04");
    }

    @Test
    void rejectsMissingAndEmptyFiles() throws IOException {
        Path missing = folder.resolve("none.idx3");
        Path empty = file("empty.idx3", new byte[0]);

        assertThatThrownBy(() -> IdxReader.open(missing))
                .isInstanceOf(DataNotFoundException.class)
                .hasMessage(missing + ": the file must exist, but there is none; check the path");
        assertThatThrownBy(() -> IdxReader.open(empty))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(empty + ": the file must hold data, but is empty (0 bytes)");
    }

    @Test
    void rejectsTruncatedGzip() throws IOException {
        byte[] packed = TestFiles.gzip(TestFiles.idx(100, 28, 28));
        Path file = file("a.idx3.gz", Arrays.copyOf(packed, packed.length - 12));

        assertThatThrownBy(() -> TestFiles.load(IdxReader.open(file)))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageMatching(java.util.regex.Pattern.quote(file.toString())
                        + ": the gzip stream must be whole, but is cut off after \\d+ unpacked bytes;"
                        + " fetch the file again");
    }

    @Test
    void rejectsTruncatedBody() throws IOException {
        Path file = file("a.idx3", Arrays.copyOf(TestFiles.idx(3, 2, 2), 16 + 9));

        assertThatThrownBy(() -> TestFiles.load(IdxReader.open(file)))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(file + " at byte 25: the file must hold 3 rows of 4 bytes, but ends in row 3");
    }

    @Test
    void rejectsBytesAfterTheEnd() throws IOException {
        Path file = file("a.idx3", Arrays.copyOf(TestFiles.idx(3, 2, 2), 16 + 13));

        assertThatThrownBy(() -> TestFiles.load(IdxReader.open(file)))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(file + " at byte 28: the file must end after 3 rows, but goes on");
    }

    @Test
    void rejectsHugeSizesBeforeAllocating() throws IOException {
        byte[] content = ByteBuffer.allocate(16)
                .putInt(0x0803)
                .putInt(1)
                .putInt(1 << 30)
                .putInt(1 << 30)
                .array();
        Path file = file("a.idx3", content);

        assertThatThrownBy(() -> IdxReader.open(file))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(file + " at byte 8: one sample: shape must hold at most 2147483647 elements, but was"
                        + " [1073741824, 1073741824]");
    }

    @Test
    void rejectsLabelsThatAreFewer() throws IOException {
        Path images = file("t-images-idx3-ubyte", TestFiles.idx(3, 1, 2));
        Path labels = file("t-labels-idx1-ubyte", TestFiles.idx(2));

        assertThatThrownBy(() -> IdxReader.open(images))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(labels + ": labels must be one whole number a sample of " + images
                        + " (3), but were 2 of rank 1");
    }

    @Test
    void rejectsNanWithItsRowAndFeature() throws IOException {
        byte[] content = ByteBuffer.allocate(12 + 8)
                .putInt(0x0d02)
                .putInt(2)
                .putInt(1)
                .putFloat(1)
                .putFloat(Float.NaN)
                .array();
        Path file = file("a.idx2", content);

        assertThatThrownBy(() -> TestFiles.load(IdxReader.open(file)))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(file + ": feature 1 of row 2 must be a finite number, but was NaN");
    }
}
