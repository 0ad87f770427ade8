package dev.hourglass.anomaly.scorer;

import dev.hourglass.file.JsonView;
import dev.hourglass.file.NamedArrays;
import dev.hourglass.tensor.Shape;

/** Checks the numbers of a scorer that come from a file. */
final class StoredNumbers {
    private StoredNumbers() {}

    /** Returns a whole number of a field, which must be in a range. */
    static int whole(JsonView fields, String name, int least, int most) {
        long value = fields.whole(name);
        if (value < least || value > most) {
            throw new IllegalArgumentException("\"" + fields.path() + "." + name + "\" must be in [" + least + ", "
                    + most + "], but was " + value);
        }
        return (int) value;
    }

    /** Returns a number of a field, which must be finite. */
    static double finite(JsonView fields, String name) {
        double value = fields.number(name);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "\"" + fields.path() + "." + name + "\" must be finite, but was " + value);
        }
        return value;
    }

    /** Returns value {@code index} of an array, which must be finite. */
    static float finite(String name, float[] values, int index) {
        if (!Float.isFinite(values[index])) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" must be finite, but value " + index + " was " + values[index]);
        }
        return values[index];
    }

    /** Returns an array of a file, which must have a shape and be finite. */
    static float[] values(NamedArrays arrays, String name, Shape shape) {
        return finite(name, arrays.values(name, shape));
    }

    /** Returns the values of an array, which must be finite. */
    static float[] finite(String name, float[] values) {
        for (int i = 0; i < values.length; i++) {
            finite(name, values, i);
        }
        return values;
    }

    /** Returns value {@code index} of an array, which must be a whole number in a range. */
    static int whole(String name, float[] values, int index, int least, int most) {
        float value = values[index];
        if (!(value >= least && value <= most) || value != (int) value) {
            throw new IllegalArgumentException("\"" + name + "\" must hold whole numbers in [" + least + ", " + most
                    + "], but value " + index + " was " + value);
        }
        return (int) value;
    }
}
