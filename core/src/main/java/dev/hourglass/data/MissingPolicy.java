package dev.hourglass.data;

/** Says what happens to a missing cell of a table. */
public enum MissingPolicy {
    /** Refuses the file, naming the line and the column. */
    ERROR,
    /** Leaves NaN, which normalization fills with the column's mean over the training rows. */
    MEAN,
    /** Leaves NaN, which normalization fills with the column's median over the training rows. */
    MEDIAN;

    /** Returns how normalization is to fill what is missing; the mean under {@link #ERROR}, where nothing is. */
    public Normalization.MissingFill fill() {
        return this == MEDIAN ? Normalization.MissingFill.MEDIAN : Normalization.MissingFill.MEAN;
    }
}
