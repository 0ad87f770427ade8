package dev.hourglass.compress.table;

import dev.hourglass.data.ExactDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Reads the number in a cell, however it is written: blanks, quotes, signs, exponents. Not thread-safe; confine to one
 * thread. Numbers that are no {@link ExactDecimal} go to {@link Double#parseDouble}.
 */
public final class CellNumber {
    private static final int MAX_BYTES = 400;
    private static final int MAX_EXPONENT = 9999;

    private byte[] text = {};
    private int at;
    private int start;
    private int end;
    private int spaces;
    private boolean isQuoted;
    private boolean isWhole;
    private int digits;
    private long significand;
    private int fraction;
    private int exponent;

    /**
     * Reads a cell.
     *
     * @return the float64 nearest to what is written; NaN where that is no finite number
     */
    public double read(byte[] bytes, int from, int to) {
        text = bytes;
        at = from;
        while (at < to && text[at] == ' ') {
            at++;
        }
        spaces = at - from;
        isQuoted = to - at >= 2 && text[at] == '"' && text[to - 1] == '"';
        start = isQuoted ? at + 1 : at;
        end = isQuoted ? to - 1 : to;
        at = start;
        digits = 0;
        significand = 0;
        fraction = 0;
        exponent = 0;
        isWhole = false;
        boolean isShort = spaces <= NumberColumn.MAX_SPACES && end - start <= MAX_BYTES;
        return isShort && isNumber() ? finite(value()) : Double.NaN;
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : Double.NaN;
    }

    private boolean isNumber() {
        if (at < end && (text[at] == '-' || text[at] == '+')) {
            at++;
        }
        int first = at;
        readDigits();
        int count = at - first;
        isWhole = count > 0 && at == end && text[start] != '+' && !(text[first] == '0' && at - start > 1);
        boolean isPlain = at == end;
        if (at < end && text[at] == '.') {
            int point = ++at;
            readDigits();
            fraction = at - point;
        }
        // A whole number that is written as no other is, such as 007, is a name.
        return count + fraction > 0 && (!isPlain || isWhole) && readExponent();
    }

    private void readDigits() {
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            int digit = text[at++] - '0';
            digits += digits > 0 || digit > 0 ? 1 : 0;
            significand = digits <= ExactDecimal.MAX_DIGITS ? significand * 10 + digit : significand;
        }
    }

    private boolean readExponent() {
        if (at == end) {
            return true;
        }
        if (text[at] != 'e' && text[at] != 'E') {
            return false;
        }
        at++;
        boolean isNegative = at < end && text[at] == '-';
        if (isNegative || (at < end && text[at] == '+')) {
            at++;
        }
        int first = at;
        int size = 0;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            size = Math.min(size * 10 + text[at++] - '0', MAX_EXPONENT);
        }
        exponent = isNegative ? -size : size;
        return at > first && at == end;
    }

    private double value() {
        int power = exponent - fraction;
        if (!ExactDecimal.suits(digits, power)) {
            return Double.parseDouble(new String(text, start, end - start, StandardCharsets.ISO_8859_1));
        }
        double magnitude = ExactDecimal.of(significand, power);
        return text[start] == '-' ? -magnitude : magnitude;
    }

    /** Returns the blanks before the number. */
    public int spaces() {
        return spaces;
    }

    /** Returns whether the number stands in quotes. */
    public boolean isQuoted() {
        return isQuoted;
    }

    /** Returns whether it is written as a whole number: without point and exponent. */
    public boolean isWhole() {
        return isWhole;
    }

    /** Returns where the number itself starts. */
    public int start() {
        return start;
    }

    /** Returns where the number itself ends. */
    public int end() {
        return end;
    }

    /** Returns how many decimals it has, written without exponent. */
    public int decimals() {
        return Math.max(0, fraction - exponent);
    }
}
