package dev.hourglass.data;

/**
 * Says how data is divided into training, validation and test rows.
 *
 * @param validationShare the share of rows for validation, in [0, 1)
 * @param testShare the share of rows for testing, in [0, 1); both together below 1
 * @param seed where the shuffle starts
 */
public record SplitConfig(double validationShare, double testShare, long seed) {
    public SplitConfig {
        if (!(validationShare >= 0) || !(testShare >= 0) || !(validationShare + testShare < 1)) {
            throw new IllegalArgumentException(
                    "validationShare and testShare must be at least 0 and together below 1, but were " + validationShare
                            + " and " + testShare);
        }
    }

    /** Returns a tenth for validation, none for testing. */
    public static SplitConfig defaults(long seed) {
        return new SplitConfig(0.1, 0, seed);
    }
}
