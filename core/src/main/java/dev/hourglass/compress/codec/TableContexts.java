package dev.hourglass.compress.codec;

import java.util.Arrays;

/**
 * Follows the text of a table byte by byte: where in which column it is, what stands above, and what would stand here
 * if the column went on as it did. Columns are those between delimiters outside quotes, and in them up to 8 parts
 * between the signs of dates and times. It only tells contexts, so that any text can be coded, whatever it is. Not
 * thread-safe; confine to one thread.
 */
final class TableContexts {
    /** Contexts of a byte. */
    static final int COUNT = 9;
    /** Columns that are told apart, with their parts. */
    static final int COLUMNS = 2048;

    /** States that choose weights: whether the field is so far as above, as foretold, and a match goes on. */
    static final int STATES = 8;

    private static final int PARTS = 8;
    private static final int MATCH_BYTES = 7;
    private static final int MATCH_SLOT_BITS = 18;
    private static final int MAX_MATCH = 31;
    private static final int PRIME = 0x9E3779B1;

    private final byte[] text;
    private final byte delimiter;
    private final FieldForecast forecast = new FieldForecast();
    private final int[] above = new int[COLUMNS]; // where the column's last field starts, -1 if there is none
    private final int[] aboveEnd = new int[COLUMNS];
    private final int[] older = new int[COLUMNS];
    private final int[] olderEnd = new int[COLUMNS];
    private final int[] matches = new int[1 << MATCH_SLOT_BITS];

    private int size;
    private int column;
    private int part;
    private int start;
    private boolean isQuoted;
    private boolean isAsAbove = true;
    private boolean isAsForetold = true;
    private int fieldHash;
    private int leftHash;
    private int aboveHash;
    private int match;
    private int matchLength;

    TableContexts(byte[] text, byte delimiter) {
        this.text = text;
        this.delimiter = delimiter;
        Arrays.fill(above, -1);
        Arrays.fill(older, -1);
        begin();
    }

    private int id() {
        return (Math.min(column, COLUMNS / PARTS - 1) * PARTS) + part;
    }

    /** Tells the contexts of the next byte. */
    void tell(BitModel model) {
        int id = id();
        int position = size - start;
        int up = above[id] < 0 || above[id] + position >= aboveEnd[id] ? 0 : text[above[id] + position] & 255;
        int upNext =
                above[id] < 0 || above[id] + position + 1 >= aboveEnd[id] ? 0 : text[above[id] + position + 1] & 255;
        int next = forecast.at(position);
        int c1 = last(1);
        int c2 = last(2);
        int c3 = last(3);
        model.set(0, hash(id, Math.min(position, 15), up));
        model.set(1, hash(id, c1, 1));
        model.set(2, hash(c1 | c2 << 8 | c3 << 16, 2, 2));
        model.set(3, hash(id, fieldHash, 3));
        model.set(4, hash(id, fieldHash, leftHash + 4));
        model.set(5, hash(id, up | upNext << 8 | (isAsAbove ? 1 << 16 : 0), 5));
        model.set(6, hash(id, next | c1 << 8 | (isAsForetold ? 1 << 16 : 0), 6));
        model.set(7, hash(id, fieldHash, aboveHash + 7));
        model.set(8, hash(c1 | c2 << 8 | c3 << 16 | last(4) << 24, last(5) | last(6) << 8, 8));
        model.select(id, (isAsAbove ? 1 : 0) + (isAsForetold ? 2 : 0) + (matchLength > 0 ? 4 : 0));
    }

    /** Returns the byte after the longest text seen before that ends as the text does now, or -1. */
    int expected() {
        return matchLength > 0 ? text[match] & 255 : -1;
    }

    int matchLength() {
        return matchLength;
    }

    private int last(int back) {
        return size < back ? 0 : text[size - back] & 255;
    }

    private static int hash(int a, int b, int c) {
        int h = (a + 1) * PRIME + b;
        h = (h ^ (h >>> 15)) * 0x85EBCA6B + c;
        return (h ^ (h >>> 13)) * 0xC2B2AE35;
    }

    /** Takes the next byte of the text, which stands in it now. */
    void take() {
        int value = text[size] & 255;
        int position = size - start;
        int id = id();
        int up = above[id] < 0 || above[id] + position >= aboveEnd[id] ? 0 : text[above[id] + position] & 255;
        isAsAbove &= value == up;
        isAsForetold &= value == forecast.at(position);
        followMatch(value);
        boolean isNumber = size > start && text[size - 1] >= '0' && text[size - 1] <= '9';
        size++;
        rememberMatch();
        if (value == '"') {
            isQuoted = !isQuoted;
        }
        if (!isQuoted && (value == '\n' || value == delimiter)) {
            end(id);
            column = value == '\n' ? 0 : column + 1;
            part = 0;
            begin();
        } else if (isNumber && part < PARTS - 1 && isOfDates(value)) {
            end(id);
            part++;
            begin();
        } else {
            fieldHash = (fieldHash + value + 1) * PRIME;
        }
    }

    private static boolean isOfDates(int value) {
        return value == ' ' || value == ':' || value == '-' || value == '/' || value == 'T';
    }

    private void end(int id) {
        older[id] = above[id];
        olderEnd[id] = aboveEnd[id];
        above[id] = start;
        aboveEnd[id] = size - 1;
        leftHash = fieldHash;
    }

    private void begin() {
        start = size;
        fieldHash = 0;
        isAsAbove = true;
        isAsForetold = true;
        int id = id();
        aboveHash = 0;
        for (int i = Math.max(0, above[id]); i < aboveEnd[id]; i++) {
            aboveHash = (aboveHash + (text[i] & 255) + 1) * PRIME;
        }
        forecast.set(text, above[id], aboveEnd[id], older[id], olderEnd[id]);
    }

    private void followMatch(int value) {
        if (matchLength > 0 && (text[match] & 255) == value) {
            match++;
            matchLength = Math.min(MAX_MATCH, matchLength + 1);
        } else {
            matchLength = 0;
        }
    }

    private void rememberMatch() {
        if (size < MATCH_BYTES) {
            return;
        }
        int h = 0;
        for (int i = 1; i <= MATCH_BYTES; i++) {
            h = (h + (text[size - i] & 255) + 1) * PRIME;
        }
        int slot = h >>> (Integer.SIZE - MATCH_SLOT_BITS);
        if (matchLength == 0 && matches[slot] > 0) {
            match = matches[slot];
            matchLength = 1;
        }
        matches[slot] = size;
    }
}
