package dev.hourglass.cli;

import dev.hourglass.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.io.NumberOutput;

/** Writes rows as CSV: a header, then the fewest digits that read back to the same float32, the same on every JDK. */
final class CsvSink implements RowSink {
    private static final int FLUSH_CHARS = 1 << 16;

    private final AtomicFile file;
    private final int columns;
    private final StringBuilder text = new StringBuilder(FLUSH_CHARS + 256);

    CsvSink(Path out, RowFormat format) throws IOException {
        columns = format.names().size();
        file = AtomicFile.create(out);
        List<String> names = format.names();
        for (int i = 0; i < columns; i++) {
            text.append(i == 0 ? "" : ",").append(quoted(names.get(i)));
        }
        text.append('\n');
    }

    @Override
    public void write(float[] values, int rows) throws IOException {
        for (int row = 0, at = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++, at++) {
                if (column > 0) {
                    text.append(',');
                }
                text.append(NumberOutput.toString(values[at], true));
            }
            text.append('\n');
            if (text.length() >= FLUSH_CHARS) {
                flush();
            }
        }
    }

    @Override
    public void finish() throws IOException {
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

    /** Returns a cell that holds this text. */
    static String quoted(String name) {
        boolean isPlain = name.indexOf(',') < 0 && name.indexOf('"') < 0 && name.indexOf('\n') < 0;
        return isPlain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
