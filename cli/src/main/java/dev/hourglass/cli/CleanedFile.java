package dev.hourglass.cli;

import dev.hourglass.data.CsvOptions;
import dev.hourglass.data.CsvRecords;
import dev.hourglass.data.Dataset;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.file.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.io.NumberOutput;

/**
 * Writes rows again, without alarms or with a mark on each, whole or not at all.
 *
 * @param rows what was found out about them
 * @param isFlagging whether alarms stay and are marked; else they are left out
 */
record CleanedFile(CleanedRows rows, boolean isFlagging) {
    private static final List<String> FLAGS = List.of("score", "alarm");

    /** Writes the rows of a CSV file as the bytes they are. */
    void writeCsv(Path source, CsvOptions options, Path out) throws IOException {
        try (CsvRecords records = CsvRecords.open(source, options);
                AtomicFile file = AtomicFile.create(out)) {
            requireNoFlags(source, options, records.names());
            String delimiter = String.valueOf(options.delimiter());
            file.stream()
                    .write(
                            isFlagging && options.hasHeader()
                                    ? flagged(records.header(), delimiter, FLAGS)
                                    : records.header());
            int row = 0;
            for (Optional<byte[]> next = records.next(); next.isPresent(); next = records.next(), row++) {
                requireSame(source, row < rows.rows());
                write(next.get(), row, delimiter, file.stream());
            }
            requireSame(source, row == rows.rows());
            file.commit();
        }
    }

    private void write(byte[] record, int row, String delimiter, OutputStream out) throws IOException {
        if (isFlagging) {
            String score = NumberOutput.toString(rows.scores()[row], true);
            out.write(flagged(record, delimiter, List.of(score, rows.isAlarm(row) ? "1" : "0")));
        } else if (!rows.isAlarm(row)) {
            out.write(record);
        }
    }

    /** Adds cells before the end of the line, and before blank lines behind it. */
    private static byte[] flagged(byte[] record, String delimiter, List<String> cells) {
        int end = record.length;
        while (end > 0 && (record[end - 1] == '\n' || record[end - 1] == '\r')) {
            end--;
        }
        byte[] added = (delimiter + String.join(delimiter, cells)).getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(record, record.length + added.length);
        System.arraycopy(added, 0, whole, end, added.length);
        System.arraycopy(record, end, whole, end + added.length, record.length - end);
        return whole;
    }

    private void requireNoFlags(Path source, CsvOptions options, List<String> names) {
        for (String name : FLAGS) {
            if (isFlagging && options.hasHeader() && names.contains(name)) {
                throw new IllegalArgumentException("--flag adds the columns score and alarm, so " + source
                        + " must have none of these names, but has \"" + name + "\"; rename it");
            }
        }
    }

    private static void requireSame(Path source, boolean isSame) {
        if (!isSame) {
            throw new MalformedDataException(
                    source.toString(), "the file must stay as it is while it is cleaned, but its rows changed");
        }
    }

    /** Writes the rows of other data that are no alarms, as their values were read. */
    void writeValues(Dataset data, Path out) throws IOException {
        int features = data.features();
        try (RowSink sink = RowSink.open(out, RowFormat.samples(data.schema()))) {
            for (int row = 0; row < data.rows(); row++) {
                if (!rows.isAlarm(row)) {
                    sink.write(Arrays.copyOfRange(data.values(), row * features, (row + 1) * features), 1);
                }
            }
            sink.finish();
        }
    }
}
