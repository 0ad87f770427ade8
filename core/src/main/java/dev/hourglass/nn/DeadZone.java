package dev.hourglass.nn;

/**
 * Rounds numbers that are to be coded: nearly to the nearest, but rather towards 0, as smaller levels take fewer bits.
 * What lies below {@code 0.62} becomes 0, and {@code k + 0.56} is where k + 1 begins.
 */
public final class DeadZone {
    private static final float ZERO = 0.62f;
    private static final float DOWN = 0.44f;
    /** Levels are kept within this. */
    private static final float LARGEST = 30_000f;

    private DeadZone() {}

    /** Returns the whole number that stands for a number; 0 for NaN. */
    public static float round(float number) {
        float size = Math.min(Math.abs(number), LARGEST);
        if (!(size >= ZERO)) {
            return 0f;
        }
        return Math.copySign(Math.max(1f, (float) Math.floor(size + DOWN)), number);
    }
}
