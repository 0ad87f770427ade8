package dev.hourglass.data;

import java.util.Arrays;
import java.util.List;

/** Tells missing cells from present ones, and reads the numbers, each with its own sentence where it cannot. */
final class CsvCells {
    private final CsvRows rows;
    private final MissingPolicy policy;
    private final char[][] tokens;
    private long missing;
    private long unknownCategories;

    CsvCells(CsvRows rows, CsvOptions.Missing missing) {
        this.rows = rows;
        this.policy = missing.policy();
        List<String> texts = missing.tokens();
        this.tokens = new char[texts.size()][];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = texts.get(i).toCharArray();
        }
    }

    /** Returns whether the cell is missing; refuses it where the policy does. */
    boolean isMissing(int column, char[] text, int from, int length) {
        for (char[] token : tokens) {
            if (token.length == length && Arrays.equals(token, 0, length, text, from, from + length)) {
                requireAllowed(column, text, from, length);
                missing++;
                return true;
            }
        }
        return false;
    }

    /** Notes a category that is not in the schema. */
    void foundUnknown() {
        unknownCategories++;
    }

    /** Returns what was noted so far. */
    CellCounts counts() {
        return new CellCounts(missing, unknownCategories);
    }

    private void requireAllowed(int column, char[] text, int from, int length) {
        if (policy == MissingPolicy.ERROR) {
            String found = length == 0 ? "empty" : "\"" + new String(text, from, length) + "\"";
            throw rows.at(
                    column,
                    "must not be missing, but was " + found + "; choose mean or median to fill what is missing");
        }
    }

    /** Returns the number in a cell that is not missing. */
    float number(int column, char[] text, int from, int length) {
        double number = CsvNumber.parse(text, from, length);
        float value = (float) number;
        if (!Float.isFinite(value)) {
            throw refused(column, number, new String(text, from, length));
        }
        return value;
    }

    /** Refuses a cell that holds no number. */
    void requireNumber(int column, char[] text, int from, int length) {
        float value = number(column, text, from, length);
        assert Float.isFinite(value);
    }

    private RuntimeException refused(int column, double number, String text) {
        if (isNonFiniteText(text)) {
            return rows.at(column, "must be a finite number, but was \"" + text + "\"");
        }
        if (Double.isNaN(number)) {
            return rows.at(
                    column,
                    "must be a number, but was \"" + text
                            + "\"; if the column holds categories, name it as categorical");
        }
        return rows.at(column, "must fit into float32 (at most 3.4e38 in size), but was \"" + text + "\"");
    }

    /** Returns whether the text is one of the usual spellings of NaN or an infinity. */
    static boolean isNonFiniteText(String text) {
        String bare = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        return bare.equalsIgnoreCase("nan") || bare.equalsIgnoreCase("inf") || bare.equalsIgnoreCase("infinity");
    }
}
