package dev.hourglass.train;

import dev.hourglass.error.MalformedDataException;
import dev.hourglass.file.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Appends a line to a CSV file as each epoch ends; see {@link HistoryCsv} for the columns.
 *
 * <p>A fresh run replaces the file with its first epoch. A resumed run keeps the lines of the epochs before its first
 * and continues after them, so that the file reads like that of an uninterrupted run.
 *
 * <p>Not thread-safe; confine to one thread.
 */
public final class CsvHistoryListener implements TrainingListener {
    private final Path file;
    /** What the file holds before this run's first line, header included. */
    private String kept = "";

    private boolean hasStarted;

    /** Makes a listener that writes to {@code file}. */
    public CsvHistoryListener(Path file) {
        this.file = file;
    }

    @Override
    public void started(int epochs, int stepsPerEpoch, int firstEpoch) {
        hasStarted = false;
        try {
            kept = firstEpoch > 1 && Files.exists(file) ? linesBefore(firstEpoch, Files.readString(file)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(file + " must be readable to be continued", e);
        }
    }

    @Override
    public void epochEnded(EpochRecord epoch) {
        String line = HistoryCsv.line(epoch);
        try {
            if (hasStarted) {
                Files.writeString(file, line, StandardOpenOption.APPEND);
            } else {
                AtomicFile.writeString(file, start(HistoryCsv.header(epoch)) + line);
                hasStarted = true;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " must be writable", e);
        }
    }

    private String start(String header) {
        if (!kept.isEmpty() && !kept.startsWith(header)) {
            throw new MalformedDataException(
                    file + ":1",
                    "header must be \"" + header.strip() + "\" to be continued, but was \""
                            + kept.lines().findFirst().orElse("") + "\"; move the file away");
        }
        return kept.isEmpty() ? header : kept;
    }

    /** Returns the header and the lines of earlier epochs; a line cut short by a crash has no line feed and goes. */
    private static String linesBefore(int firstEpoch, String text) {
        int end = text.indexOf('\n') + 1;
        for (int epoch = 1; epoch < firstEpoch && text.startsWith(epoch + ",", end); epoch++) {
            int lineEnd = text.indexOf('\n', end);
            if (lineEnd < 0) {
                break;
            }
            end = lineEnd + 1;
        }
        return text.substring(0, end);
    }
}
