package dev.hourglass.testkit;

import java.util.stream.LongStream;

/** Seeds of property tests; a test names them with {@code @MethodSource}, so that a failing seed is in its name. */
public final class Seeds {
    private Seeds() {}

    /** Returns 24 seeds, for tests that take long. */
    public static LongStream twentyFour() {
        return LongStream.range(0, 24);
    }

    /** Returns 40 seeds. */
    public static LongStream forty() {
        return LongStream.range(0, 40);
    }

    /** Returns 200 seeds. */
    public static LongStream twoHundred() {
        return LongStream.range(0, 200);
    }
}
