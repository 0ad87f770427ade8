package dev.hourglass.compress.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happens to rows before Deflate: values are predicted, then bytes arranged.
 *
 * @param prediction the predictor
 * @param arrangement the order of bytes
 */
record Filter(Prediction prediction, Arrangement arrangement) {
    static final Filter NONE = new Filter(Prediction.NONE, Arrangement.ROWS);

    /** Columns of wider rows are too short to help and too far apart to gather quickly. */
    private static final int MAX_COLUMN_ROW_BYTES = 1024;

    private static final int ARRANGEMENT_SHIFT = 4;

    /** Returns the filters that differ for a layout, none first. */
    static List<Filter> candidates(RowLayout layout) {
        List<Filter> filters = new ArrayList<>();
        for (Arrangement arrangement : arrangements(layout)) {
            for (Prediction prediction : predictions(layout)) {
                filters.add(new Filter(prediction, arrangement));
            }
        }
        return filters;
    }

    private static List<Arrangement> arrangements(RowLayout layout) {
        List<Arrangement> found = new ArrayList<>(List.of(Arrangement.ROWS));
        if (layout.bytesPerValue() > 1) {
            found.add(Arrangement.VALUE_PLANES);
        }
        if (layout.valuesPerRow() > 1 && layout.rowBytes() <= MAX_COLUMN_ROW_BYTES) {
            found.add(Arrangement.COLUMNS);
        }
        return found;
    }

    private static List<Prediction> predictions(RowLayout layout) {
        List<Prediction> found = new ArrayList<>(List.of(Prediction.NONE, Prediction.LEFT));
        if (layout.valuesPerLine() > layout.valuesPerPixel()) {
            found.add(Prediction.ABOVE);
            found.add(Prediction.MEDIAN);
        }
        if (layout.valuesPerRow() > layout.valuesPerLine()) {
            found.add(Prediction.ROW);
        }
        return found;
    }

    /** Returns the filter as one byte. */
    int code() {
        return prediction.number() | (arrangement.number() << ARRANGEMENT_SHIFT);
    }

    /** Returns the filter of a byte, or nothing where there is none. */
    static Optional<Filter> of(int code) {
        for (Prediction prediction : Prediction.values()) {
            for (Arrangement arrangement : Arrangement.values()) {
                Filter filter = new Filter(prediction, arrangement);
                if (filter.code() == code) {
                    return Optional.of(filter);
                }
            }
        }
        return Optional.empty();
    }

    /** Returns filtered rows. */
    byte[] apply(byte[] rows, RowLayout layout) {
        byte[] copy = rows.clone();
        prediction.subtract(copy, layout);
        return arrangement.arrange(copy, layout);
    }

    /** Returns the rows that were filtered; the argument may be overwritten. */
    byte[] invert(byte[] filtered, RowLayout layout) {
        byte[] rows = arrangement.restore(filtered, layout);
        prediction.add(rows, layout);
        return rows;
    }
}
