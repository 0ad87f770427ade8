package dev.hourglass.compress.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.error.CorruptArtifactException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableFormatTest {
    private static final TableFormat FORMAT = new TableFormat(
            (byte) ';',
            true,
            List.of(
                    NumberColumn.TEXT,
                    new NumberColumn(true, 15, 3, 1L << 40, 6, true),
                    new NumberColumn(true, 0, 0, 1, 0, false)));

    @Test
    void aFormatIsReadAsItWasPrinted() {
        assertThat(TableFormat.parse(FORMAT.print(), 0)).isEqualTo(FORMAT);
        assertThat(FORMAT.print()).hasSize(2 + 1 + 2 + 6 + 3);
    }

    /** Every cut and every altered byte gives another format or is refused in one of two ways. */
    @Test
    void alteredAndCutFormatsAreOthersOrRefused() {
        byte[] bytes = FORMAT.print();
        for (int i = 0; i < bytes.length * Byte.SIZE; i++) {
            byte[] altered = bytes.clone();
            altered[i / Byte.SIZE] ^= (byte) (1 << i % Byte.SIZE);
            assertOther(altered);
            assertOther(Arrays.copyOf(bytes, i / Byte.SIZE));
        }
    }

    private static void assertOther(byte[] bytes) {
        try {
            TableFormat found = TableFormat.parse(bytes, 0);
            assertThat(found).isNotEqualTo(FORMAT);
            assertThat(found.print()).isEqualTo(bytes);
        } catch (CorruptArtifactException | IllegalArgumentException refused) {
            assertThat(refused.getMessage()).contains("must");
        }
    }

    @Test
    void formatsThatCannotBeAreRefused() {
        List<NumberColumn> one = List.of(NumberColumn.TEXT);
        for (char delimiter : "\".-+07\n\0".toCharArray()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new TableFormat((byte) delimiter, false, one))
                    .withMessageContaining("the delimiter of a table must be a sign that no number has, but is byte ");
        }
        List<NumberColumn> many = Collections.nCopies(TableFormat.MAX_COLUMNS + 1, NumberColumn.TEXT);
        assertThatThrownBy(() -> new TableFormat((byte) ',', false, many))
                .hasMessage("a table must have 1 to 65536 columns, but has 65537");
        byte[] bomb = new byte[3 * TableFormat.MAX_COLUMNS];
        Arrays.fill(bomb, (byte) 0xff);
        bomb[0] = ',';
        bomb[1] = 0;
        assertThatThrownBy(() -> TableFormat.parse(bomb, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
