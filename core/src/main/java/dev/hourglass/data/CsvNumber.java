package dev.hourglass.data;

/**
 * Reads a decimal number from characters: the float32 nearest to what {@link Double#parseDouble} says. Numbers that are
 * no {@link ExactDecimal} go to {@link Double#parseDouble}.
 */
final class CsvNumber {
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
        if (!ExactDecimal.suits(digits, power)) {
            return Double.parseDouble(new String(text, from, end - from));
        }
        double magnitude = ExactDecimal.of(significand, power);
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
            if (digits <= ExactDecimal.MAX_DIGITS) {
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
