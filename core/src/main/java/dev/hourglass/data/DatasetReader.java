package dev.hourglass.data;

/** Reads the rows of a data set in memory. */
final class DatasetReader implements RowReader {
    private final Dataset data;
    private int next;

    DatasetReader(Dataset data) {
        this.data = data;
    }

    @Override
    public DataSchema schema() {
        return data.schema();
    }

    @Override
    public long knownRows() {
        return data.rows();
    }

    @Override
    public int read(Batch batch) {
        batch.requireFitsTo(data.schema());
        int count = Math.min(batch.capacity(), data.rows() - next);
        int features = data.features();
        System.arraycopy(data.values(), next * features, batch.values(), 0, count * features);
        for (int row = 0; row < count; row++) {
            batch.label(row, data.labels().isEmpty() ? null : data.labels().get(next + row));
        }
        next += count;
        batch.rows(count);
        return count;
    }

    @Override
    public void close() {}
}
