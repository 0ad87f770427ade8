package dev.hourglass.data;

/**
 * Reads a decimal number from characters: the float32 nearest to what {@link Double#parseDouble} says.
 *
 * <p>Numbers of at most 15 digits and a power of ten up to 22 are exact as one integer and one power, so a single
 * multiplication or division rounds correctly; all others go to {@link Double#parseDouble}. Source: Clinger 1990, "How
 * to read floating point numbers accurately", section 3.
 */
final class CsvNumber {
    private static final int MAX_EXACT_DIGITS = 15;
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private final char[] text;
    private final int from;
    private final int end;
    private int at;
    private int digits;
    private long significand;
    private int pointShift;
    private int exponent;

    private CsvNumber(char[] text, int from, int end) {
        this.text = text;
        this.from = from;
        this.end = end;
        this.at = from;
    }

    /** Returns the number, NaN where the characters are not a decimal number; infinite beyond float64. */
    static double parse(char[] text, int from, int length) {
        return new CsvNumber(text, from, from + length).parse();
    }

    private double parse() {
        boolean isNegative = at < end && text[at] == '-';
        if (isNegative || (at < end && text[at] == '+')) {
            at++;
        }
        int whole = readDigits();
        int fraction = 0;
        if (at < end && text[at] == '.') {
            at++;
            fraction = readDigits();
            pointShift = fraction;
        }
        if (whole + fraction == 0 || !readExponent()) {
            return Double.NaN;
        }
        int power = exponent - pointShift;
        if (digits > MAX_EXACT_DIGITS || power < -22 || power > 22) {
            return Double.parseDouble(new String(text, from, end - from));
        }
        double magnitude = power < 0 ? significand / POWERS_OF_TEN[-power] : significand * POWERS_OF_TEN[power];
        return isNegative ? -magnitude : magnitude;
    }

    /** Reads digits into the significand and returns how many there were; leading zeros do not count as digits. */
    private int readDigits() {
        int start = at;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            int digit = text[at++] - '0';
            if (digits > 0 || digit > 0) {
                digits++;
            }
            if (digits <= MAX_EXACT_DIGITS) {
                significand = significand * 10 + digit;
            }
        }
        return at - start;
    }

    /** Reads the exponent where there is one; false where something else follows. */
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
        int start = at;
        int value = 0;
        while (at < end && text[at] >= '0' && text[at] <= '9') {
            value = Math.min(value * 10 + text[at++] - '0', 100_000);
        }
        exponent = isNegative ? -value : value;
        return at > start && at == end;
    }
}
