package dev.hourglass.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.tensor.Shape;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DatasetReaderTest {
    private final Dataset data =
            Dataset.of("three", new VectorSchema(Shape.of(2)), new float[] {1, 2, 3, 4, 5, 6}, List.of("a", "b", "c"));

    @Test
    void handsOutRowsAndLabelsInOrder() throws IOException {
        Batch batch = new Batch(2, 2);
        try (RowReader reader = data.reader()) {
            assertThat(reader.knownRows()).isEqualTo(3);
            assertThat(reader.read(batch)).isEqualTo(2);
            assertThat(batch.values()).containsExactly(1, 2, 3, 4);
            assertThat(batch.label(1)).isEqualTo("b");
            assertThat(reader.read(batch)).isEqualTo(1);
            assertThat(batch.values()).startsWith(5, 6);
            assertThat(batch.label(0)).isEqualTo("c");
            assertThat(reader.read(batch)).isZero();
        }
    }

    @Test
    void readsBackToTheSameData() throws IOException {
        Dataset again = Datasets.load(data.reader(), "again");

        assertThat(again.fingerprint()).isEqualTo(data.fingerprint());
        assertThat(again.labels()).isEqualTo(data.labels());
    }
}
