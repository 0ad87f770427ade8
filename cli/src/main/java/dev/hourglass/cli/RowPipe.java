package dev.hourglass.cli;

import dev.hourglass.data.Batch;
import dev.hourglass.data.RowReader;
import java.io.IOException;
import java.nio.file.Path;

/** Streams rows from a reader through a step into an output; memory does not grow with their number. */
final class RowPipe {
    /** About a megabyte a block. */
    private static final int BLOCK_VALUES = 1 << 18;

    private static final int MAX_BLOCK_ROWS = 4096;

    private RowPipe() {}

    /** Turns some rows into as many others. */
    @FunctionalInterface
    interface Step {
        /** Returns the rows that come of these; not modified. */
        float[] apply(float[] values, int rows);
    }

    /** Runs all rows and returns how many there were; on failure nothing is written. */
    static long run(RowReader reader, Step step, Path out, RowFormat format) throws IOException {
        int features = reader.schema().features();
        Batch batch = new Batch(Math.max(1, Math.min(MAX_BLOCK_ROWS, BLOCK_VALUES / features)), features);
        try (RowSink sink = RowSink.open(out, format)) {
            long total = 0;
            for (int rows = reader.read(batch); rows > 0; rows = reader.read(batch)) {
                sink.write(step.apply(batch.values(), rows), rows);
                total += rows;
            }
            sink.finish();
            return total;
        }
    }
}
