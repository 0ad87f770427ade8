package dev.hourglass.compress.codec;

/** A way of coding levels by what is known of the values before them. Not thread-safe; confine to one thread. */
sealed interface LevelCoding permits QuickLevels, ThoroughLevels {
    /**
     * Codes the rank of a level.
     *
     * @param known the rank; of no meaning when decoding
     * @param at the place of the value in the chunk
     * @param column its column
     * @return the rank
     */
    long code(long known, int at, int column);

    /** Learns the value just coded, which the history knows by now. */
    void learn(int at, int column);
}
