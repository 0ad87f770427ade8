package dev.hourglass.anomaly.scorer;

/**
 * Says how unlike the rows it was fitted on others are. Higher is more anomalous.
 *
 * <p>Rows are normalized as the rows it was fitted on were. Implementations are immutable and safe for concurrent use;
 * a row has the same score and the same contributions, to the bit, alone or among others, on every machine and with any
 * number of threads.
 */
public interface Scorer {
    /** Returns what it is called in files and on the command line, for example {@code autoencoder}. */
    String id();

    /** Returns D, the number of values of one row. */
    int features();

    /**
     * Scores rows.
     *
     * @param rows [.., D], normalized and finite; not modified
     * @param count N, the number of rows
     * @param threads how many may work on it, at least 1
     * @return [N], finite, higher is more anomalous
     */
    double[] score(float[] rows, int count, int threads);

    /**
     * Says how much each value adds to the score of its row.
     *
     * @param rows [.., D], normalized and finite; not modified
     * @param count N, the number of rows
     * @param threads how many may work on it, at least 1
     * @return [N, D], at least 0; only how they compare within a row means something
     */
    float[] contributions(float[] rows, int count, int threads);

    /** Returns all that a file must hold to read it again. */
    StoredScorer store();
}
