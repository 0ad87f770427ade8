package dev.hourglass.compress.table;

import java.util.Optional;

/** Finds the sign between the columns of a text, if it looks like a table. */
public final class Delimiters {
    private static final byte[] KNOWN = {',', ';', '\t', '|', ' '};
    private static final int MOST_LINES = 200;

    private Delimiters() {}

    /**
     * Returns the first of the known signs that most lines have as many of; nothing where the text has no lines of any.
     */
    public static Optional<Byte> find(byte[] text) {
        for (byte delimiter : KNOWN) {
            if (isShared(text, delimiter)) {
                return Optional.of(delimiter);
            }
        }
        return Optional.empty();
    }

    /** Says whether nine of ten whole lines have as many delimiters as the line before, and at least one. */
    private static boolean isShared(byte[] text, byte delimiter) {
        int lines = 0;
        int alike = 0;
        int before = -1;
        int count = 0;
        boolean isQuoted = false;
        for (int i = 0; i < text.length && lines < MOST_LINES; i++) {
            if (text[i] == 0) {
                return false;
            }
            isQuoted ^= text[i] == '"';
            if (text[i] == '\n') {
                lines++;
                alike += count == before && count > 0 ? 1 : 0;
                before = count;
                count = 0;
                isQuoted = false;
            } else if (text[i] == delimiter && !isQuoted) {
                count++;
            }
        }
        return lines >= 3 && alike * 10 >= (lines - 2) * 9;
    }
}
