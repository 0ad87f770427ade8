package dev.hourglass.report;

import java.math.BigDecimal;
import java.util.Locale;

/** Writes numbers for people, the same in every locale. */
public final class Figures {
    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Figures() {}

    /** Returns four significant digits, or a dash for NaN. */
    public static String of(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        double size = Math.abs(value);
        if (value == 0 || Double.isInfinite(value)) {
            return value == 0 ? "0" : String.valueOf(value);
        }
        if (size < 1e-4 || size >= 1e7) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        int decimals = 3;
        for (double limit = 1; limit > size; limit /= 10) {
            decimals++;
        }
        for (double limit = 10; limit <= size && decimals > 0; limit *= 10) {
            decimals--;
        }
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** Returns a number with the digits it was written with, as in {@code 0.0004}. */
    public static String exact(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }

    /** Returns a whole number with thin groups of three digits. */
    public static String whole(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Returns a size in the largest decimal unit that leaves at least 1. */
    public static String bytes(long bytes) {
        double size = bytes;
        int unit = 0;
        while (size >= 1000 && unit < BYTE_UNITS.length - 1) {
            size /= 1000;
            unit++;
        }
        return (unit == 0 ? String.valueOf(bytes) : of(size)) + " " + BYTE_UNITS[unit];
    }

    /** Returns a time as hours and minutes, minutes and seconds, seconds or milliseconds. */
    public static String seconds(double seconds) {
        if (seconds < 1) {
            return of(seconds * 1000) + " ms";
        }
        if (seconds < 60) {
            return of(seconds) + " s";
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? whole / 60 + " min " + whole % 60 + " s"
                : whole / 3600 + " h " + whole % 3600 / 60 + " min";
    }
}
