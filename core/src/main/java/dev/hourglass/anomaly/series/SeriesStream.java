package dev.hourglass.anomaly.series;

import dev.hourglass.anomaly.scorer.Scorer;
import java.util.OptionalDouble;

/**
 * Scores the newest row of a series from the window that ends there, row by row and in bounded memory: it keeps W rows
 * and nothing else.
 *
 * <p>The first W - 1 rows have no score. A later row has that of its window, to the bit the one the window has among
 * others. Not thread-safe; confine to one thread.
 */
public final class SeriesStream {
    private final Seasonality seasonality;
    private final Scorer scorer;
    private final int columns;
    private final float[] ring; // [W, D], the row that comes next overwrites the oldest
    private final float[] window; // [W D], in the order of time
    private long next; // rows since the first training row
    private long seen;

    SeriesStream(int window, Seasonality seasonality, Scorer scorer, long firstRow) {
        if (firstRow < 0) {
            throw new IllegalArgumentException("firstRow must be at least 0, but was " + firstRow);
        }
        this.seasonality = seasonality;
        this.scorer = scorer;
        this.columns = seasonality.columns();
        this.ring = new float[Math.multiplyExact(window, columns)];
        this.window = new float[ring.length];
        this.next = firstRow;
    }

    /** Returns the number of rows seen. */
    public long rows() {
        return seen;
    }

    /** Returns how many rows are still to come before the first score; 0 once there are scores. */
    public int warmUpLeft() {
        return (int) Math.max(0, ring.length / columns - seen);
    }

    /**
     * Takes the next row.
     *
     * @param row [D], normalized and finite; not modified
     * @return its score, or nothing while there are too few rows for a window
     * @throws IllegalArgumentException if the row has another number of values or one is not finite
     */
    public OptionalDouble score(float... row) {
        if (row.length != columns) {
            throw new IllegalArgumentException("a row must have " + columns + " values, but had " + row.length);
        }
        for (int i = 0; i < columns; i++) {
            if (!Float.isFinite(row[i])) {
                throw new IllegalArgumentException("values must be finite, but that of column " + i + " was " + row[i]);
            }
        }
        int oldest = (int) (seen++ % (ring.length / columns)) * columns;
        System.arraycopy(row, 0, ring, oldest, columns);
        seasonality.takeOff(ring, oldest, next++);
        if (warmUpLeft() > 0) {
            return OptionalDouble.empty();
        }
        int split = oldest + columns;
        System.arraycopy(ring, split, window, 0, ring.length - split);
        System.arraycopy(ring, 0, window, ring.length - split, split);
        return OptionalDouble.of(scorer.score(window, 1, 1)[0]);
    }

    /**
     * Says how much each value of the newest window adds to its score, the newest row last.
     *
     * @return [W, D], at least 0
     * @throws IllegalStateException if there is no score yet
     */
    public float[] contributions() {
        if (warmUpLeft() > 0) {
            throw new IllegalStateException("contributions need a score, but " + warmUpLeft() + " rows are to come");
        }
        return scorer.contributions(window, 1, 1);
    }
}
