package dev.hourglass.compress.codec;

/** Puts the bytes of a chunk in an order in which like stands beside like. */
enum Arrangement {
    /** As they are. */
    ROWS(0),
    /** The first byte of every value, then the second of every value, and so on. */
    VALUE_PLANES(1),
    /** The first byte of every row, then the second of every row, and so on. */
    COLUMNS(2);

    private final int number;

    Arrangement(int number) {
        this.number = number;
    }

    /** Returns the number in files. */
    int number() {
        return number;
    }

    private int group(RowLayout layout) {
        return this == VALUE_PLANES ? layout.bytesPerValue() : layout.rowBytes();
    }

    byte[] arrange(byte[] rows, RowLayout layout) {
        if (this == ROWS) {
            return rows;
        }
        int group = group(layout);
        return transpose(rows, rows.length / group, group);
    }

    /** Undoes {@link #arrange}. */
    byte[] restore(byte[] planes, RowLayout layout) {
        if (this == ROWS) {
            return planes;
        }
        int group = group(layout);
        return transpose(planes, group, planes.length / group);
    }

    private static byte[] transpose(byte[] from, int rows, int columns) {
        byte[] to = new byte[from.length];
        for (int column = 0, at = 0; column < columns; column++) {
            for (int row = 0, source = column; row < rows; row++, source += columns) {
                to[at++] = from[source];
            }
        }
        return to;
    }
}
