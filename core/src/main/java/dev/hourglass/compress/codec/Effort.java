package dev.hourglass.compress.codec;

/** How much is spent on predicting the values of a bounded chunk; the chunk says which. */
enum Effort {
    /** For speed: see {@link QuickLevels}. */
    QUICK(5),
    /** For size: some 8 % smaller, and a twentieth as quick; see {@link ThoroughLevels}. */
    THOROUGH(12);

    /** The least level that is thorough. */
    private static final int THOROUGH_LEVEL = 8;

    private final int neighbours;

    Effort(int neighbours) {
        this.neighbours = neighbours;
    }

    /** Returns that of a level of compression, in [1, 9]. */
    static Effort ofLevel(int level) {
        return level < THOROUGH_LEVEL ? QUICK : THOROUGH;
    }

    /** Returns the most columns that a column is predicted from. */
    int neighbours() {
        return neighbours;
    }
}
