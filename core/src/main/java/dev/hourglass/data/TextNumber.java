package dev.hourglass.data;

/** Reads the numbers of text forms. */
final class TextNumber {
    private TextNumber() {}

    /** Returns the number, or NaN where the text is none. */
    static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
