package dev.hourglass.cli;

import dev.hourglass.data.CsvRowStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of rows on a thread of its own, so that all rows that are there already can be judged together and a
 * lone one at once. Holds a bounded number of rows.
 */
final class WatchedRows implements Closeable {
    private static final int CAPACITY = 4096;

    private final BlockingQueue<Row> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final CsvRowStream source;
    private final Thread reader;

    /**
     * A row.
     *
     * @param line where it starts, counted from 1; 0 marks the end
     * @param time its time; empty where it has none
     * @param values [D]
     * @param problem what is wrong with it; empty where nothing is
     * @param failure what ended the stream; null where it came to its end, or goes on
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, not copied: there are many
    record Row(
            long line,
            String time,
            float[] values,
            String problem,
            @Nullable IOException failure) {
        static Row end(@Nullable IOException failure) {
            return new Row(0, "", new float[0], "", failure);
        }

        boolean isEnd() {
            return line == 0;
        }
    }

    WatchedRows(CsvRowStream source) {
        this.source = source;
        this.reader = new Thread(this::read, "watched rows");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try {
            readAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readAll() throws InterruptedException {
        IOException failure = null;
        try {
            while (source.next()) {
                queue.put(new Row(
                        source.line(),
                        source.label(),
                        source.row().clone(),
                        source.problem().orElse(""),
                        null));
            }
        } catch (IOException e) {
            failure = e;
        }
        queue.put(Row.end(failure));
    }

    /**
     * Waits for a row and returns it with those that are there already.
     *
     * @param most how many at most
     * @return at least one; the last of all is {@link Row#isEnd}
     * @throws IOException if the stream broke
     */
    List<Row> take(int most) throws IOException {
        List<Row> rows = new ArrayList<>();
        try {
            rows.add(queue.take());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(Row.end(null));
        }
        queue.drainTo(rows, most - 1);
        IOException failure = rows.get(rows.size() - 1).failure();
        if (failure != null) {
            throw failure;
        }
        return rows;
    }

    @Override
    public void close() throws IOException {
        reader.interrupt();
    }
}
