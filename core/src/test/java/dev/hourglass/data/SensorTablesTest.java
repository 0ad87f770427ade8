package dev.hourglass.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.error.DataNotFoundException;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SensorTablesTest {
    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    @Test
    void leavesTimeStampsAndLabelsOut() throws IOException {
        Tensor table =
                SensorTables.read(file("a.csv", "timestamp,a,b,label\n2014-01-01,1.5,2,0\n2014-01-02,-3,4e2,1\n"));

        assertThat(table.shape().dimensions()).containsExactly(2, 2);
        assertThat(table.values()).containsExactly(1.5f, 2, -3, 400);
    }

    @Test
    void readsLabels() throws IOException {
        assertThat(SensorTables.anomalous(file("a.csv", "a,label,b\n1,0,2\n3,1,4\n")))
                .containsExactly(false, true);
        assertThat(SensorTables.anomalous(file("b.csv", "label_abnormal,class,a\n1,2,0\n")))
                .containsExactly(true);
        assertThatThrownBy(() -> SensorTables.anomalous(file("c.csv", "a,b\n1,2\n")))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("must name a column label");
        assertThatThrownBy(() -> SensorTables.anomalous(file("d.csv", "a,label\n1,0\n1,-1\n")))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("the label of row 1 must be 0 or 1, but was \"-1\"");
    }

    @Test
    void readsNumbersBetweenSpaces() throws IOException {
        assertThat(SensorTables.read(file("a.txt", "1 2.5  3 \n4 5 6 \n")).values())
                .containsExactly(1, 2.5f, 3, 4, 5, 6);
    }

    @Test
    void findsTheTablesOfASetInTheOrderOfTheirPaths() throws IOException {
        Files.createDirectories(folder.resolve("nab/data/b"));
        Files.createDirectories(folder.resolve("nab/labels"));
        Path second = file("nab/data/b/y.csv", "");
        Path first = file("nab/data/b/x.csv", "");
        file("nab/labels/windows.csv", "");
        DataLocator locator = DataLocator.of(List.of(folder), Map.of(), folder);

        assertThat(SensorTables.files("nab", locator)).containsExactly(first, second);
        assertThatThrownBy(() -> SensorTables.files("smd", locator))
                .isInstanceOf(DataNotFoundException.class)
                .hasMessageContaining("the tables of smd must lie in one of");
    }

    @Test
    void refusesWhatIsNoTable() throws IOException {
        for (String text : List.of("", "a,b\n1\n", "a,b\n1,x\n", "1 2\n3\n")) {
            Path path = file("bad", text);
            assertThatThrownBy(() -> SensorTables.read(path))
                    .as(text)
                    .isInstanceOf(MalformedDataException.class)
                    .hasMessageContaining(" must ");
        }
    }
}
