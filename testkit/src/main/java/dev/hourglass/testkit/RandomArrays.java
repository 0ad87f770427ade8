package dev.hourglass.testkit;

import dev.hourglass.tensor.SeededRandom;

/** Makes arrays of random floats. */
public final class RandomArrays {
    /** Where arithmetic changes its ways: signed zeros, subnormals, the ends of the range, the borders of FloatMath. */
    private static final float[] SPECIAL = {
        0f,
        -0f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        1e-40f,
        -1e-40f,
        Float.MIN_NORMAL,
        -Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        1f,
        -1f,
        0.5f,
        -0.5f,
        0.625f,
        -0.625f,
        87f,
        -87f,
        88f,
        -88f,
        89f,
        -104f,
        1e-8f,
        -1e-8f,
        1e30f,
        -1e30f,
        2f,
        -2f
    };

    private RandomArrays() {}

    /** Returns normal numbers of deviation 1. */
    public static float[] normal(SeededRandom random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Returns uniform numbers in [0, 1). */
    public static float[] uniform(SeededRandom random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (random.nextLong() >>> 40) * 0x1p-24f;
        }
        return values;
    }

    /** Returns numbers of every magnitude with zeros, infinities, subnormals and NaN among them. */
    public static float[] wild(SeededRandom random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = switch (random.nextInt(4)) {
                case 0 -> SPECIAL[random.nextInt(SPECIAL.length)];
                case 1 -> (float) (20 * random.nextGaussian());
                case 2 -> anyFinite(random);
                default -> (float) random.nextGaussian();
            };
        }
        return values;
    }

    /** Returns tame or wild numbers, as the seed has it: NaN spreads, so wild arrays alone would hide much. */
    static float[] either(SeededRandom random, boolean isWild, int size) {
        return isWild ? wild(random, size) : normal(random, size);
    }

    private static float anyFinite(SeededRandom random) {
        float value = Float.intBitsToFloat((int) random.nextLong());
        return Float.isFinite(value) ? value : 0f;
    }
}
