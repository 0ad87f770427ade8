package dev.hourglass.anomaly.series;

/**
 * Cuts a series into all its windows, and merges what is known of windows into what is known of points.
 *
 * <pre>{@code
 * window i = rows i to i + W - 1, one after the other                       // [W D]
 * merged value of row t = mean over the windows that hold t of their value
 * }</pre>
 *
 * <p>Immutable and safe for concurrent use. Sums run in the order of windows, in double.
 */
public final class Windows {
    private final int window;
    private final int columns;

    /**
     * Prepares windows.
     *
     * @param window W, rows of one window, at least 1
     * @param columns D, values of one row, at least 1
     */
    public Windows(int window, int columns) {
        if (window < 1 || columns < 1) {
            throw new IllegalArgumentException(
                    "windows must have at least 1 row and 1 column, but had " + window + " and " + columns);
        }
        this.window = window;
        this.columns = columns;
        Math.multiplyExact(window, columns);
    }

    /** Returns W D, the number of values of one window. */
    public int features() {
        return window * columns;
    }

    /** Returns the number of windows of a series of so many rows: T - W + 1, or 0. */
    public int count(int rows) {
        return Math.max(0, rows - window + 1);
    }

    /**
     * Cuts windows.
     *
     * @param rows [.., D]; not modified
     * @param first the row that the first window starts at
     * @param count how many windows, each a row later
     * @return [count, W D]
     * @throws IllegalArgumentException if the last window would end behind the rows
     */
    public float[] cut(float[] rows, int first, int count) {
        long end = (first + (long) count - 1 + window) * columns;
        if (first < 0 || count < 0 || (count > 0 && end > rows.length)) {
            throw new IllegalArgumentException(count + " windows of " + window + " rows from row " + first
                    + " must lie within " + rows.length / columns + " rows, but do not");
        }
        float[] cut = new float[Math.multiplyExact(count, features())];
        for (int i = 0; i < count; i++) {
            System.arraycopy(rows, (first + i) * columns, cut, i * features(), features());
        }
        return cut;
    }

    /**
     * Spreads the scores of windows over points.
     *
     * @param scores [T - W + 1], at least one; not modified
     * @return [T], the mean over the windows that hold the row
     */
    public double[] merge(double[] scores) {
        double[] sums = new double[scores.length + window - 1];
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < window; j++) {
                sums[i + j] += scores[i];
            }
        }
        for (int row = 0; row < sums.length; row++) {
            sums[row] /= holders(row, scores.length);
        }
        return sums;
    }

    /**
     * Adds what windows say of their values to what is known of the values of the series.
     *
     * @param contributions [count, W D]; not modified
     * @param first the row that the first of these windows starts at
     * @param count how many windows
     * @param sums [T, D]; added to
     */
    public void add(float[] contributions, int first, int count, double[] sums) {
        for (int i = 0; i < count; i++) {
            int target = (first + i) * columns;
            for (int j = 0; j < features(); j++) {
                sums[target + j] += contributions[i * features() + j];
            }
        }
    }

    /**
     * Turns sums over windows into means.
     *
     * @param sums [T, D], from {@link #add} over all windows of T rows; not modified
     * @return [T, D]
     */
    public float[] means(double[] sums) {
        int windows = count(sums.length / columns);
        float[] means = new float[sums.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) (sums[i] / holders(i / columns, windows));
        }
        return means;
    }

    /** Returns how many of the windows hold a row. */
    private int holders(int row, int windows) {
        return Math.min(row, windows - 1) - Math.max(0, row - window + 1) + 1;
    }
}
