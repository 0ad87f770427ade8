package dev.hourglass.anomaly.series;

/**
 * Keeps one event from raising alarm upon alarm: a score counts only where none of the last ones was as high.
 *
 * <p>It knows no threshold, so that it works under any: whatever the threshold, of alarms closer together than the rest
 * only those remain that are worse than the ones before. Memory of two numbers for each row of rest, at most. Not
 * thread-safe; confine to one thread.
 */
public final class Rest {
    private final double[] scores; // a queue in a ring: descending scores of the last rows
    private final long[] rows;
    private final int length;
    private final double silent;
    private int head;
    private int size;
    private long row;

    /**
     * Prepares a rest.
     *
     * @param length rows that a score is compared with, at least 1
     * @param silent what a score becomes that does not count
     */
    public Rest(int length, double silent) {
        if (length < 1) {
            throw new IllegalArgumentException("a rest must be at least 1 row, but was " + length);
        }
        this.scores = new double[length + 1];
        this.rows = new long[length + 1];
        this.length = length;
        this.silent = silent;
    }

    /** Takes the next score, not NaN, and returns it where it counts, else what stands for silence. */
    public double add(double score) {
        if (size > 0 && rows[head] < row - length) {
            head = (head + 1) % scores.length;
            size--;
        }
        boolean counts = size == 0 || score > scores[head];
        while (size > 0 && scores[(head + size - 1) % scores.length] <= score) {
            size--;
        }
        int tail = (head + size) % scores.length;
        scores[tail] = score;
        rows[tail] = row++;
        size++;
        return counts ? score : silent;
    }
}
