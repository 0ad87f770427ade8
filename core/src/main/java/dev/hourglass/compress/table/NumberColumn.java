package dev.hourglass.compress.table;

/**
 * How the numbers of a column are printed: whole numbers n of units of 10^-decimals, as decimals without exponent.
 *
 * <pre>{@code
 * cell = spaces blanks, a quote if quoted, - if n < 0, digits, a point and decimals if there are any, the quote again
 * }</pre>
 *
 * Zeros at the end are left out, but not below the least number of decimals; no other number has such a text. Immutable
 * and safe for concurrent use.
 *
 * @param isNumber whether the column is one of numbers; of another nothing else is said
 * @param decimals the most, in [0, 15]
 * @param leastDecimals the fewest, in [0, decimals]
 * @param steps units from one value that numbers are rounded to to the next, in [1, 2^40]; 1 where none is rounded
 * @param spaces blanks before each number, in [0, 6]
 * @param isQuoted whether numbers stand in quotes
 */
public record NumberColumn(
        boolean isNumber, int decimals, int leastDecimals, long steps, int spaces, boolean isQuoted) {
    /** A column that is not of numbers. */
    public static final NumberColumn TEXT = new NumberColumn(false, 0, 0, 1, 0, false);
    /** What stands for a number where there is none. */
    public static final long NONE = Long.MIN_VALUE;
    /** The largest number of units, either sign; those below are exact in float64. */
    public static final long MAX_UNITS = 1L << 53;

    static final int MAX_DECIMALS = 15;
    static final int MAX_SPACES = 6;
    static final long MAX_STEPS = 1L << 40;
    /** The longest text of a number, with all that may stand around it. */
    public static final int MAX_BYTES = MAX_SPACES + 2 + 1 + 17 + 1;

    private static final int MAX_DIGITS = 16;
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    public NumberColumn {
        require("decimals", decimals, 0, MAX_DECIMALS);
        require("leastDecimals", leastDecimals, 0, decimals);
        require("steps", steps, 1, MAX_STEPS);
        require("spaces", spaces, 0, MAX_SPACES);
    }

    private static void require(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    name + " of a column must be in [" + min + ", " + max + "], but was " + value);
        }
    }

    /** Returns the distance of two numbers whose last of so many decimals differs by one. */
    static double unit(int decimals) {
        return 1 / POWERS[decimals];
    }

    /** Returns the distance between values that numbers are rounded to. */
    public double step() {
        return steps / POWERS[decimals];
    }

    /** Returns the number of so many units: the float64 nearest to what is printed. */
    public double value(long units) {
        return units / POWERS[decimals];
    }

    /** Returns the units nearest to a number, or {@link #NONE} where they are too many. */
    public long units(double value) {
        double units = Math.rint(value * POWERS[decimals]);
        return Math.abs(units) <= MAX_UNITS ? (long) units : NONE;
    }

    /** Returns whether a number stands in its cell as this column's do. */
    public boolean hasStyle(CellNumber number) {
        return number.spaces() == spaces && number.isQuoted() == isQuoted;
    }

    /**
     * Reads a cell.
     *
     * @return the units of the number that prints so, or {@link #NONE}
     */
    public long parse(byte[] text, int from, int to) {
        int start = from + spaces + (isQuoted ? 1 : 0);
        int end = to - (isQuoted ? 1 : 0);
        if (start >= end || (isQuoted && (text[start - 1] != '"' || text[end] != '"'))) {
            return NONE;
        }
        for (int i = from; i < from + spaces; i++) {
            if (text[i] != ' ') {
                return NONE;
            }
        }
        boolean isNegative = text[start] == '-';
        long units = magnitude(text, isNegative ? start + 1 : start, end);
        return isNegative ? (units == 0 ? NONE : units == NONE ? NONE : -units) : units;
    }

    private long magnitude(byte[] text, int from, int to) {
        int point = from;
        while (point < to && text[point] != '.') {
            point++;
        }
        int places = point == to ? 0 : to - point - 1;
        boolean isBare = point == to;
        boolean isSound = point > from
                && (point == from + 1 || text[from] != '0')
                && (isBare || places > 0)
                && places >= leastDecimals
                && places <= decimals
                && (places == leastDecimals || text[to - 1] != '0')
                && point - from + decimals <= MAX_DIGITS;
        if (!isSound) {
            return NONE;
        }
        long units = 0;
        for (int i = from; i < to; i++) {
            int digit = text[i] - '0';
            if (i != point && (digit < 0 || digit > 9)) {
                return NONE;
            }
            units = i == point ? units : units * 10 + digit;
        }
        for (int i = places; i < decimals; i++) {
            units *= 10;
        }
        return units <= MAX_UNITS ? units : NONE;
    }

    /**
     * Prints a number.
     *
     * @param units at most {@link #MAX_UNITS}, either sign
     * @param out takes the text, at most {@link #MAX_BYTES}
     * @param at where it starts
     * @return where it ends
     */
    public int print(long units, byte[] out, int at) {
        int next = at;
        for (int i = 0; i < spaces; i++) {
            out[next++] = ' ';
        }
        if (isQuoted) {
            out[next++] = '"';
        }
        next = printBare(units, out, next);
        if (isQuoted) {
            out[next++] = '"';
        }
        return next;
    }

    /** Prints a number without what stands around it; see {@link #print}. */
    public int printBare(long units, byte[] out, int at) {
        int places = decimals;
        long rest = Math.abs(units);
        while (places > leastDecimals && rest % 10 == 0) {
            rest /= 10;
            places--;
        }
        int digits = Math.max(places + 1, digits(rest));
        int start = units < 0 ? at + 1 : at;
        int end = start + digits + (places > 0 ? 1 : 0);
        for (int i = end - 1; i >= start; i--) {
            if (places > 0 && i == end - 1 - places) {
                out[i] = '.';
            } else {
                out[i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }
        if (units < 0) {
            out[at] = '-';
        }
        return end;
    }

    private static int digits(long magnitude) {
        int digits = 1;
        for (long rest = magnitude; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
