package dev.hourglass.evaluate.detection;

import java.util.ArrayList;
import java.util.List;

/**
 * Names consecutive rows of a series that are anomalous together. Immutable and safe for concurrent use.
 *
 * @param first the first row, counted from 0
 * @param last the last row, at least {@code first}
 */
public record AnomalyRange(int first, int last) {
    public AnomalyRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException(
                    "a range must have 0 <= first <= last, but had first " + first + " and last " + last);
        }
    }

    /** Returns the longest runs of anomalous rows, in order. */
    public static List<AnomalyRange> of(boolean... anomalous) {
        List<AnomalyRange> ranges = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < anomalous.length; i++) {
            if (!anomalous[i]) {
                first = i + 1;
            } else if (i + 1 == anomalous.length || !anomalous[i + 1]) {
                ranges.add(new AnomalyRange(first, i));
            }
        }
        return ranges;
    }

    /** Returns the number of rows. */
    public int rows() {
        return last - first + 1;
    }
}
