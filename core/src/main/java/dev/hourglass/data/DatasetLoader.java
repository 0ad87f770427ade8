package dev.hourglass.data;

import dev.hourglass.error.MalformedDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a reader to its end into one array, which is made at its final size where the source says how many rows come.
 */
final class DatasetLoader {
    private static final int BATCH_VALUES = 1 << 18;
    /** Array lengths beyond this fail on some virtual machines. */
    private static final int MAX_VALUES = Integer.MAX_VALUE - 16;

    /** A packed file may claim anything; beyond this much (256 MiB) room is made only as rows arrive. */
    private static final int MAX_TRUSTED_VALUES = 1 << 26;

    private final RowReader reader;
    private final String name;
    private final int features;
    private final long maxRows;
    private final List<String> labels = new ArrayList<>();
    private float[] values;
    private int rows;

    DatasetLoader(RowReader reader, String name, long maxRows) {
        this.reader = reader;
        this.name = name;
        this.features = reader.schema().features();
        this.maxRows = Math.min(maxRows, MAX_VALUES / features);
        long known = reader.knownRows();
        requireFits(known);
        this.values = new float[(int) Math.min(Math.max(known, 0) * features, MAX_TRUSTED_VALUES)];
    }

    Dataset load() throws IOException {
        Batch batch = new Batch(Math.max(1, BATCH_VALUES / features), features);
        while (reader.read(batch) > 0) {
            append(batch);
        }
        if (rows == 0) {
            throw new MalformedDataException(name, "the data must hold at least one row, but holds none");
        }
        float[] exact = values.length == rows * features ? values : Arrays.copyOf(values, rows * features);
        return Dataset.of(name, reader.schema(), exact, labels.size() == rows ? labels : List.of());
    }

    private void append(Batch batch) {
        requireFits((long) rows + batch.rows());
        requireUsable(batch);
        int end = (rows + batch.rows()) * features;
        if (end > values.length) {
            long grown = Math.max(end, Math.min((long) values.length * 3 / 2, maxRows * features));
            values = Arrays.copyOf(values, (int) grown);
        }
        System.arraycopy(batch.values(), 0, values, rows * features, batch.rows() * features);
        for (int row = 0; row < batch.rows(); row++) {
            String label = batch.label(row);
            if (label != null) {
                labels.add(label);
            }
        }
        rows += batch.rows();
    }

    private void requireUsable(Batch batch) {
        if (reader.schema() instanceof TableSchema table) {
            FiniteCheck.requireOrMissing(batch.values(), batch.rows(), table.featureNames(), rows, name);
        } else {
            FiniteCheck.require(batch.values(), batch.rows(), features, rows, name);
        }
    }

    private void requireFits(long wanted) {
        if (wanted > maxRows) {
            throw new MalformedDataException(
                    name,
                    "data read into memory must have at most " + maxRows + " rows of " + features
                            + " values, but has " + (reader.knownRows() >= 0 ? reader.knownRows() : "more")
                            + "; take fewer rows or stream it in batches");
        }
        long neededBytes = wanted * features * Float.BYTES;
        if (neededBytes > Runtime.getRuntime().maxMemory()) {
            throw new MalformedDataException(
                    name,
                    "data read into memory needs " + (neededBytes >> 20) + " MiB, but the JVM has "
                            + (Runtime.getRuntime().maxMemory() >> 20)
                            + " MiB; start it with a larger -Xmx or stream the data in batches");
        }
    }
}
