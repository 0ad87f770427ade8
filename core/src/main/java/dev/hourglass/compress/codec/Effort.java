package dev.hourglass.compress.codec;

/** How much is spent on predicting the values of a bounded chunk; the chunk says which. */
enum Effort {
    /** For speed. */
    QUICK(5, 3, 4),
    /** For size: about 2 % smaller, and half as quick. */
    THOROUGH(12, 8, 1);

    /** The least level that is thorough. */
    private static final int THOROUGH_LEVEL = 8;

    private final int neighbours;
    private final int rowsAbove;
    private final int rowsPerLesson;

    Effort(int neighbours, int rowsAbove, int rowsPerLesson) {
        this.neighbours = neighbours;
        this.rowsAbove = rowsAbove;
        this.rowsPerLesson = rowsPerLesson;
    }

    /** Returns that of a level of compression, in [1, 9]. */
    static Effort ofLevel(int level) {
        return level < THOROUGH_LEVEL ? QUICK : THOROUGH;
    }

    /** Returns the most columns that a column is predicted from. */
    int neighbours() {
        return neighbours;
    }

    /** Returns the rows above that a column is predicted from. */
    int rowsAbove() {
        return rowsAbove;
    }

    /** Returns the rows of which the regressions learn one. */
    int rowsPerLesson() {
        return rowsPerLesson;
    }
}
