package dev.hourglass.cli;

import dev.hourglass.anomaly.Reason;
import dev.hourglass.anomaly.Verdicts;
import dev.hourglass.file.AtomicFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.io.NumberOutput;

/**
 * Writes what a detector says of rows as CSV, a line a row: its number counted from 1, its time where rows have one,
 * the score, the probability that a normal row scores lower, 1 for an alarm, and the columns that add most to the score
 * with their shares.
 */
final class VerdictSink implements Closeable {
    static final int REASONS = 3;
    private static final int FLUSH_CHARS = 1 << 16;

    private final AtomicFile file;
    private final boolean hasTimes;
    private final StringBuilder text = new StringBuilder(FLUSH_CHARS + 512);
    private long row;

    VerdictSink(Path out, boolean hasTimes) throws IOException {
        this.hasTimes = hasTimes;
        text.append(header(hasTimes)).append('\n');
        this.file = AtomicFile.create(out);
    }

    static String header(boolean hasTimes) {
        StringBuilder header =
                new StringBuilder(hasTimes ? "row,time,score,probability,alarm" : "row,score,probability,alarm");
        for (int i = 1; i <= REASONS; i++) {
            header.append(",column_").append(i).append(",share_").append(i);
        }
        return header.toString();
    }

    /** Takes rows; {@code times} has one a row where rows have times. */
    void write(Verdicts verdicts, List<String> times) throws IOException {
        for (int i = 0; i < verdicts.rows(); i++) {
            row++;
            text.append(row).append(',');
            if (hasTimes) {
                text.append(CsvSink.quoted(times.get(i))).append(',');
            }
            append(text, verdicts.score(i), verdicts.probability(i), verdicts.isAlarm(i));
            append(text, verdicts.reasons(i, REASONS));
            text.append('\n');
            if (text.length() >= FLUSH_CHARS) {
                flush();
            }
        }
    }

    static void append(StringBuilder text, double score, double probability, boolean isAlarm) {
        text.append(NumberOutput.toString(score, true))
                .append(',')
                .append(NumberOutput.toString(probability, true))
                .append(isAlarm ? ",1" : ",0");
    }

    static void append(StringBuilder text, List<Reason> reasons) {
        for (int i = 0; i < REASONS; i++) {
            text.append(',');
            if (i < reasons.size()) {
                text.append(CsvSink.quoted(reasons.get(i).column()))
                        .append(',')
                        .append(NumberOutput.toString((float) reasons.get(i).share(), true));
            } else {
                text.append(',');
            }
        }
    }

    void finish() throws IOException {
        flush();
        file.commit();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private void flush() throws IOException {
        file.stream().write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }
}
