package dev.hourglass.anomaly;

import dev.hourglass.artifact.TrainedModel.Reading;

/**
 * Says what a detector looks at.
 *
 * @param kind what rows are to each other
 * @param reading what the values of a row mean, and how files of them are read
 * @param timing when rows come
 */
public record Subject(DetectorKind kind, Reading reading, Timing timing) {
    /** Returns rows that stand alone. */
    public static Subject table(Reading reading) {
        return new Subject(DetectorKind.TABLE, reading, Timing.NONE);
    }

    /** Returns D, the number of values of one row. */
    public int features() {
        return reading.schema().features();
    }

    /** Returns a copy of another kind. */
    public Subject withKind(DetectorKind changed) {
        return new Subject(changed, reading, timing);
    }

    /** Returns a copy that knows when rows come. */
    public Subject withTiming(Timing changed) {
        return new Subject(kind, reading, changed);
    }
}
