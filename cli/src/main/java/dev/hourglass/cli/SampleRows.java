package dev.hourglass.cli;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.data.Batch;
import dev.hourglass.data.RowReader;
import dev.hourglass.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads single samples by their place in the data, counted from 0. */
final class SampleRows {
    private static final int BLOCK_ROWS = 256;

    private SampleRows() {}

    /**
     * Reads samples; reading ends with the last one asked for.
     *
     * @param source the data
     * @param trained what the samples are for
     * @param rows which ones, possibly one more than once
     * @return the samples [rows, ...sample shape], in the order asked for
     * @throws IllegalArgumentException if the data has no such row
     */
    static Tensor read(DataSource source, TrainedModel trained, List<Integer> rows) throws IOException {
        int features = trained.features();
        float[] samples = new float[rows.size() * features];
        int last = rows.stream().mapToInt(Integer::intValue).max().orElse(0);
        try (RowReader reader = source.open(trained)) {
            Batch batch = new Batch(BLOCK_ROWS, features);
            int done = 0;
            while (done <= last) {
                int read = reader.read(batch);
                if (read == 0) {
                    throw new IllegalArgumentException("rows must be below " + done + ", the number of rows of \""
                            + source.text() + "\", but one was " + last);
                }
                for (int i = 0; i < rows.size(); i++) {
                    int row = rows.get(i) - done;
                    if (row >= 0 && row < read) {
                        System.arraycopy(batch.values(), row * features, samples, i * features, features);
                    }
                }
                done += read;
            }
        }
        return Tensor.of(trained.schema().sampleShape().batch(rows.size()), samples);
    }

    /** Writes samples, whole or not at all, and returns how many there were. */
    static int write(Tensor samples, Path out, TrainedModel trained) throws IOException {
        try (RowSink sink = RowSink.open(out, RowFormat.samples(trained.schema()))) {
            sink.write(samples.values(), samples.rows());
            sink.finish();
            return samples.rows();
        }
    }

    /** Refuses rows before the first. */
    static void requireRow(int row, String name) {
        if (row < 0) {
            throw new IllegalArgumentException(name + " must be a row counted from 0, but was " + row);
        }
    }
}
