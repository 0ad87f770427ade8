package dev.hourglass.data;

import dev.hourglass.error.MalformedDataException;
import java.util.List;

/** Refuses NaN and infinities, naming the row and the feature of the first. */
final class FiniteCheck {
    private FiniteCheck() {}

    /** Refuses any value that is not finite; {@code firstRow} is the source's row of the first one here, from 0. */
    static void require(float[] values, int rows, int features, long firstRow, String where) {
        for (int i = 0; i < rows * features; i++) {
            if (!Float.isFinite(values[i])) {
                throw refused(where, firstRow + i / features, "feature " + (i % features + 1), values[i]);
            }
        }
    }

    /** Refuses infinities, and lets NaN pass as the mark of a missing cell. */
    static void requireOrMissing(float[] values, int rows, List<String> names, long firstRow, String where) {
        int features = names.size();
        for (int i = 0; i < rows * features; i++) {
            if (Float.isInfinite(values[i])) {
                throw refused(where, firstRow + i / features, "\"" + names.get(i % features) + "\"", values[i]);
            }
        }
    }

    private static MalformedDataException refused(String where, long row, String feature, float value) {
        return new MalformedDataException(
                where, feature + " of row " + (row + 1) + " must be a finite number, but was " + value);
    }
}
