package dev.hourglass.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.hourglass.error.HourglassException;
import dev.hourglass.error.MalformedDataException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Streams the rows of a CSV file cell by cell, checks that they are even, and knows where each one is. */
final class CsvRows implements Closeable {
    private static final char[] OTHER_DELIMITERS = {';', '\t', '|', ','};

    private final String where;
    private final de.siegmar.fastcsv.reader.CsvReader<Handler> source;
    private final CloseableIterator<Handler> iterator;
    private final Handler handler = new Handler();
    private final List<String> header;
    private Cells cells = (column, text, from, length) -> {};
    private boolean isFirstPending;

    /** Takes the cells of a row, from left to right. */
    @FunctionalInterface
    interface Cells {
        /** Takes one cell without the blanks around it; the characters are only lent. */
        void take(int column, char[] text, int from, int length);
    }

    private CsvRows(String where, CsvOptions options, InputStream in) throws IOException {
        this.where = where;
        this.source = de.siegmar.fastcsv.reader.CsvReader.builder()
                .fieldSeparator(options.delimiter())
                .detectBomHeader(true)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(handler, in);
        this.iterator = source.iterator();
        this.header = readHeader(options);
    }

    static CsvRows open(Path path, CsvOptions options) throws IOException {
        SourceStream in = SourceStream.open(path);
        try {
            return new CsvRows(path.toString(), options, in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Reads a stream whose rows come one after the other; waits for none but the next. */
    static CsvRows of(InputStream in, String where, CsvOptions options) throws IOException {
        return new CsvRows(where, options, in);
    }

    /** Returns the columns' names, in the file's order. */
    List<String> header() {
        return header;
    }

    /** Sets who takes the cells from the next row on. */
    void cellsTo(Cells taker) {
        cells = taker;
    }

    /** Reads one row into the taker of cells; false at the end. */
    boolean next() throws IOException {
        if (isFirstPending) {
            isFirstPending = false;
            replayFirst();
            return true;
        }
        if (!advance()) {
            return false;
        }
        if (handler.count != header.size()) {
            throw at("a row must have " + header.size() + " cells, as the first line has, but had " + handler.count);
        }
        return true;
    }

    /** Returns a failure at the current row. */
    MalformedDataException at(String problem) {
        return new MalformedDataException(where + ":" + handler.line, problem);
    }

    /** Returns a failure at a cell of the current row. */
    MalformedDataException at(int column, String problem) {
        return at(name(column) + " " + problem);
    }

    /** Returns the sentence about the whole file. */
    MalformedDataException file(String problem) {
        return new MalformedDataException(where, problem);
    }

    /** Returns the line on which the current row starts, counted from 1. */
    long line() {
        return handler.line;
    }

    String name(int column) {
        return "column " + (column + 1) + " (\"" + header.get(column) + "\")";
    }

    private List<String> readHeader(CsvOptions options) throws IOException {
        handler.isCollecting = true;
        if (!advance()) {
            throw file("the file must hold a header and rows, but holds only blank lines");
        }
        handler.isCollecting = false;
        requireDelimiter(options.delimiter());
        if (!options.hasHeader()) {
            isFirstPending = true;
            List<String> numbers = new ArrayList<>();
            for (int i = 1; i <= handler.count; i++) {
                numbers.add(String.valueOf(i));
            }
            return List.copyOf(numbers);
        }
        return namedHeader(handler.collected);
    }

    /** Refuses a first line that is one cell and looks like several: a wrong delimiter would be found only later. */
    private void requireDelimiter(char delimiter) {
        String only = handler.collected.size() == 1 ? handler.collected.get(0) : "";
        for (char other : OTHER_DELIMITERS) {
            if (other != delimiter && only.indexOf(other) > 0) {
                String shown = other == '\t' ? "a tab" : "'" + other + "'";
                throw at("the first line must be divided by '" + delimiter + "', but is divided by " + shown
                        + "; set the delimiter");
            }
        }
    }

    private List<String> namedHeader(List<String> names) {
        List<String> named = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            // Written by pandas and R: the row number's column has no name. It gets one, so that it can be ignored.
            String name = names.get(i).isEmpty() ? "column " + (i + 1) : names.get(i);
            Integer earlier = seen.putIfAbsent(name, i);
            if (earlier != null) {
                throw at("column " + (i + 1) + " (\"" + name + "\") must have a name of its own, but column "
                        + (earlier + 1) + " has the same");
            }
            named.add(name);
        }
        return List.copyOf(named);
    }

    private void replayFirst() {
        for (int i = 0; i < handler.collected.size(); i++) {
            char[] text = handler.collected.get(i).toCharArray();
            cells.take(i, text, 0, text.length);
        }
    }

    private boolean advance() throws IOException {
        try {
            if (!iterator.hasNext()) {
                return false;
            }
            iterator.next();
            return true;
        } catch (CsvParseException e) {
            if (e.getCause() instanceof HourglassException ours) {
                throw ours;
            }
            throw at("the file must be valid CSV, but is not (" + reason(e) + ")");
        } catch (UncheckedIOException e) {
            throw e.getCause() == null ? new IOException(e) : e.getCause();
        }
    }

    private static String reason(CsvParseException e) {
        return String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /** Hands cells on as characters, so that a number never becomes a String. */
    private final class Handler extends AbstractBaseCsvCallbackHandler<Handler> {
        private final List<String> collected = new ArrayList<>();
        private boolean isCollecting;
        private long line = 1;
        private int count;

        @Override
        protected void handleBegin(long startingLineNumber) {
            line = startingLineNumber;
            count = 0;
        }

        @Override
        protected void handleField(int fieldIdx, char[] buf, int offset, int len, boolean quoted) {
            count = fieldIdx + 1;
            int from = offset;
            int end = offset + len;
            while (from < end && isBlank(buf[from])) {
                from++;
            }
            while (end > from && isBlank(buf[end - 1])) {
                end--;
            }
            if (isCollecting) {
                collected.add(new String(buf, from, end - from));
            } else if (fieldIdx < header.size()) {
                cells.take(fieldIdx, buf, from, end - from);
            }
        }

        private boolean isBlank(char c) {
            return c == ' ' || c == '\t';
        }

        @Override
        protected Handler buildRecord() {
            return this;
        }
    }
}
