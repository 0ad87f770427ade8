package dev.hourglass.cli;

import dev.hourglass.file.NpyWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Writes rows as NPY. */
final class NpySink implements RowSink {
    private final NpyWriter writer;

    NpySink(Path out, RowFormat format) throws IOException {
        writer = new NpyWriter(out, format.shape());
    }

    @Override
    public void write(float[] values, int rows) throws IOException {
        writer.write(values, rows);
    }

    @Override
    public void finish() throws IOException {
        writer.finish();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
