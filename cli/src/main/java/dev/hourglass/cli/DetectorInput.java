package dev.hourglass.cli;

import dev.hourglass.anomaly.AnomalyLabels;
import dev.hourglass.anomaly.Detector;
import dev.hourglass.anomaly.Subject;
import dev.hourglass.data.Batch;
import dev.hourglass.data.CellCounts;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.RowReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens data as a detector was fitted to see it, with the times of its rows where it has some. */
final class DetectorInput {
    private final DataSource source;
    private final Subject subject;

    DetectorInput(DataSource source, Detector detector) {
        this.source = source;
        this.subject = detector.subject();
    }

    /** Opens the rows; the label of each is its time. */
    RowReader open() throws IOException {
        String column = subject.timing().column();
        return open(column.isEmpty() ? Optional.empty() : Optional.of(column));
    }

    /** Opens the rows; the label of each is what stands in that column. */
    private RowReader open(Optional<String> labelColumn) throws IOException {
        DataOptions options = subject.reading().options();
        DataOptions labelled =
                options.withCsv(labelColumn.map(options.csv()::withLabelColumns).orElse(options.csv()));
        return source.open(labelled, subject.reading().schema());
    }

    /**
     * Reads which rows are anomalies.
     *
     * @param column the column of labels; a named set has labels of its own
     * @param anomalies which labels mean an anomaly; none for the usual words
     * @throws IllegalArgumentException if a row has no label, or one that says nothing
     */
    boolean[] labels(String column, List<String> anomalies) throws IOException {
        List<String> labels = new ArrayList<>();
        try (RowReader reader = open(Optional.of(column))) {
            Batch batch = new Batch(1 << 10, subject.features());
            for (int rows = reader.read(batch); rows > 0; rows = reader.read(batch)) {
                for (int i = 0; i < rows; i++) {
                    labels.add(label(batch, i, column));
                }
            }
        }
        return AnomalyLabels.read(labels, anomalies);
    }

    private String label(Batch batch, int row, String column) {
        @Nullable String label = batch.label(row);
        if (label == null) {
            throw new IllegalArgumentException("\"" + source.text() + "\" must have labels in the column \"" + column
                    + "\", but has no such column");
        }
        return label;
    }

    /** Tells of cells and columns that were not as in training, and were taken all the same. */
    static void tell(RowReader reader, Messages messages) {
        tell(reader, messages, "");
    }

    /** Tells the same, but of no column that is read as the label. */
    static void tell(RowReader reader, Messages messages, String label) {
        CellCounts counts = reader.counts();
        if (counts.missing() > 0) {
            messages.say("note: " + counts.missing()
                    + (counts.missing() == 1 ? " cell is" : " cells are")
                    + " missing; the median of the training rows stands for each");
        }
        if (counts.unknownCategories() > 0) {
            messages.say("note: " + counts.unknownCategories()
                    + (counts.unknownCategories() == 1 ? " cell holds a category" : " cells hold categories")
                    + " that training never saw; each counts as none of those known");
        }
        List<String> unused = reader.unusedColumns().stream()
                .filter(column -> !column.equals(label))
                .toList();
        if (!unused.isEmpty()) {
            messages.say("note: these columns are not of the detector, and are ignored: " + String.join(", ", unused));
        }
    }
}
