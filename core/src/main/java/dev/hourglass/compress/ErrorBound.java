package dev.hourglass.compress;

import dev.hourglass.compress.codec.ValueGrid;
import java.math.BigDecimal;

/**
 * How far a float may come back from what it was.
 *
 * @param value the largest distance, in [0, 4e307]; or, where relative, the part of its column's range, in [0, 1]
 * @param isRelative whether it is a part of the range (largest minus smallest finite value) of a column of the whole
 *     file
 */
public record ErrorBound(double value, boolean isRelative) {
    private static final double PERCENT = 100;

    public ErrorBound {
        double max = isRelative ? 1 : ValueGrid.MAX_BOUND;
        if (!(value >= 0 && value <= max)) {
            throw new IllegalArgumentException("the largest error must be in "
                    + (isRelative ? "[0, 1], that is 0% to 100% of a range," : "[0, " + max + "],") + " but was "
                    + value);
        }
    }

    /** Returns a bound in the unit of the values. */
    public static ErrorBound absolute(double value) {
        return new ErrorBound(value, false);
    }

    /** Returns a bound of a part of each column's range: 0.01 for one in a hundred. */
    public static ErrorBound relative(double part) {
        return new ErrorBound(part, true);
    }

    /**
     * Reads a bound such as {@code 0.01}, or {@code 1%} of each column's range.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static ErrorBound parse(String text) {
        boolean isRelative = text.endsWith("%");
        try {
            double number = Double.parseDouble(isRelative ? text.substring(0, text.length() - 1) : text);
            return new ErrorBound(isRelative ? number / PERCENT : number, isRelative);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the largest error must be a number such as 0.01, or a part of each column's range such as 1%, but was \""
                            + text + "\"",
                    e);
        }
    }

    /** Returns the bound for people. */
    public String label() {
        return isRelative
                ? BigDecimal.valueOf(value)
                                .movePointRight(2)
                                .stripTrailingZeros()
                                .toPlainString() + "% of a column's range"
                : String.valueOf(value);
    }
}
