package dev.hourglass.nn;

/** The range of scales of numbers' distributions; what lies outside counts as its end. */
public final class CodedScales {
    /** The logarithm of the least scale, 0.04: a number at the mean costs nothing to speak of. */
    public static final float LEAST_LOG = -3.2f;

    /** The logarithm of the largest scale, 181. */
    public static final float LARGEST_LOG = 5.2f;

    private CodedScales() {}
}
