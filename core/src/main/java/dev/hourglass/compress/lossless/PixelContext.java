package dev.hourglass.compress.lossless;

/**
 * Cuts images into steps, one symbol each, and says what is known before each step. Immutable and safe for concurrent
 * use.
 */
sealed interface PixelContext permits CausalContext, DifferenceContext {
    /** Returns the number of values of a context. */
    int size();

    /** Returns D, the values of an image. */
    int values();

    /** Returns n: values are whole numbers in [0, n). */
    int levels();

    /** Returns the steps of an image. */
    int steps();

    /** Returns the number of symbols that a step can have. */
    int symbols();

    /**
     * Writes the context of a step, which depends on the steps before it only.
     *
     * @param values [.., D]; not modified
     * @param image the index of the image's first value
     * @param step in [0, steps)
     * @param target overwritten from {@code from}
     * @return whether something is to be seen in the context; if not, the step counts as blank
     */
    boolean write(int[] values, int image, int step, float[] target, int from);

    /** Returns the symbol of a step. */
    int symbol(int[] values, int image, int step);

    /** Puts the symbol of a step into the image, whose steps before are there already. */
    void put(int[] values, int image, int step, int symbol);
}
