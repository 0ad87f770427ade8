package dev.hourglass.compress.codec;

/**
 * What a field would be if its column went on along a straight line: twice the number above less the one above that,
 * with as many decimals; the text above where they are no numbers of as many decimals. Not thread-safe; confine to one
 * thread.
 */
final class FieldForecast {
    private static final int MOST_DIGITS = 15;
    private static final long NONE = Long.MIN_VALUE;

    private final byte[] digits = new byte[2 * MOST_DIGITS + 4];
    private byte[] text = digits;
    private int from;
    private int end;
    private int decimals;

    /** Foretells a field from the text of those above it; a start of -1 says that there is none. */
    void set(byte[] table, int above, int aboveEnd, int older, int olderEnd) {
        text = table;
        from = Math.max(0, above);
        end = above < 0 ? 0 : aboveEnd;
        if (above < 0 || older < 0) {
            return;
        }
        long first = number(table, older, olderEnd);
        int scale = decimals;
        long second = number(table, above, aboveEnd);
        if (first != NONE && second != NONE && scale == decimals && first != second) {
            int whole = aboveEnd - above - (decimals > 0 ? decimals + 1 : 0) - (table[above] == '-' ? 1 : 0);
            print(2 * second - first, table[above] == '0' ? whole : 1);
        }
    }

    /** Returns a character of the forecast, 0 after its end. */
    int at(int position) {
        return from + position < end ? text[from + position] & 255 : 0;
    }

    /** Returns a decimal number without its point; sets how many of its digits come after that. */
    private long number(byte[] table, int start, int stop) {
        boolean isNegative = start < stop && table[start] == '-';
        long value = 0;
        int count = 0;
        int point = -1;
        for (int i = isNegative ? start + 1 : start; i < stop; i++) {
            if (table[i] == '.' && point < 0) {
                point = i;
            } else if (table[i] >= '0' && table[i] <= '9' && ++count <= MOST_DIGITS) {
                value = value * 10 + table[i] - '0';
            } else {
                return NONE;
            }
        }
        decimals = point < 0 ? 0 : stop - 1 - point;
        return count == 0 ? NONE : isNegative ? -value : value;
    }

    private void print(long value, int wholeDigits) {
        int at = digits.length;
        long left = Math.abs(value);
        int written = 0;
        while (left > 0 || written < decimals + wholeDigits) {
            if (written == decimals && decimals > 0) {
                digits[--at] = '.';
            }
            digits[--at] = (byte) ('0' + left % 10);
            left /= 10;
            written++;
        }
        if (value < 0) {
            digits[--at] = '-';
        }
        text = digits;
        from = at;
        end = digits.length;
    }
}
