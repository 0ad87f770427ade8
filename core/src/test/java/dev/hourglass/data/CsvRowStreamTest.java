package dev.hourglass.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.error.MalformedDataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CsvRowStreamTest {
    private static final TableSchema SCHEMA = new TableSchema(List.of(
            new TableSchema.NumericColumn("a", false),
            new TableSchema.OneHotColumn("kind", List.of("x", "y")),
            new TableSchema.NumericColumn("b", false)));
    private static final CsvOptions OPTIONS = CsvOptions.defaults()
            .withMissing(CsvOptions.Missing.defaults().withPolicy(MissingPolicy.MEDIAN))
            .withLabelColumns("time");

    @Test
    void findsColumnsByNameAndCountsWhatTrainingNeverSaw() throws IOException {
        try (CsvRowStream stream = stream("time,b,extra,kind,a\nt1,2,9,y,1\nt2,,9,z,3\n")) {
            assertThat(stream.next()).isTrue();
            assertThat(stream.row()).containsExactly(1, 0, 1, 2);
            assertThat(stream.label()).isEqualTo("t1");
            assertThat(stream.next()).isTrue();
            assertThat(stream.row()).containsExactly(3, 0, 0, Float.NaN);
            assertThat(stream.problem()).isEmpty();
            assertThat(stream.counts()).isEqualTo(new CellCounts(1, 1));
            assertThat(stream.next()).isFalse();
        }
    }

    @Test
    void goesOnAfterBadRows() throws IOException {
        try (CsvRowStream stream = stream("a,kind,b\n1,x,two\n1,x\n4,x,5\n")) {
            assertThat(stream.next()).isTrue();
            assertThat(stream.problem())
                    .hasValueSatisfying(
                            text -> assertThat(text).contains("stdin:2").contains("must be a number, but was \"two\""));
            assertThat(stream.next()).isTrue();
            assertThat(stream.problem())
                    .hasValueSatisfying(
                            text -> assertThat(text).contains("stdin:3").contains("3 cells"));
            assertThat(stream.next()).isTrue();
            assertThat(stream.problem()).isEmpty();
            assertThat(stream.row()).containsExactly(4, 1, 0, 5);
            assertThat(stream.line()).isEqualTo(4);
        }
    }

    @Test
    void refusesHeaderWithoutColumnOfTheModel() {
        assertThatThrownBy(() -> stream("a,b\n1,2\n"))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("\"kind\" is missing");
    }

    @Test
    void answersBeforeTheStreamEnds() throws IOException {
        try (PipedOutputStream out = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(out)) {
            out.write("a,kind,b\n1,x,2\n".getBytes(StandardCharsets.UTF_8));
            try (CsvRowStream stream = CsvRowStream.of(in, "stdin", SCHEMA, OPTIONS)) {
                assertThat(stream.next()).isTrue();
                assertThat(stream.row()).containsExactly(1, 1, 0, 2);
                out.write("3,y,4\n".getBytes(StandardCharsets.UTF_8));
                assertThat(stream.next()).isTrue();
                assertThat(stream.row()).containsExactly(3, 0, 1, 4);
            }
        }
    }

    private static CsvRowStream stream(String text) throws IOException {
        return CsvRowStream.of(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "stdin", SCHEMA, OPTIONS);
    }
}
