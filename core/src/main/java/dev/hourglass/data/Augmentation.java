package dev.hourglass.data;

import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Noise;

/**
 * Says how samples vary from epoch to epoch, as data: images are flipped, turned and scaled about their centre, then
 * shifted; values of any sample get noise. What comes in from outside an image is 0. Values between pixels are
 * bilinear.
 *
 * <p>A function of a sample and a key, with the same bits on every machine. Immutable and safe for concurrent use.
 *
 * @param shiftPixels the farthest shift along each side, in whole pixels, at least 0; all shifts are equally likely
 * @param rotateDegrees the largest turn to either side, in [0, 180]
 * @param scaleRange images are scaled by a factor in [1 - scaleRange, 1 + scaleRange]; in [0, 0.9]
 * @param isFlipped whether every other image, by chance, is mirrored left to right
 * @param noise the deviation of normal noise added to every value, at least 0
 */
public record Augmentation(int shiftPixels, double rotateDegrees, double scaleRange, boolean isFlipped, double noise) {
    private static final String FORMS = "shift:PIXELS, rotate:DEGREES, scale:RANGE, flip, noise:SIGMA";

    public Augmentation {
        if (shiftPixels < 0) {
            throw new IllegalArgumentException("shiftPixels must be at least 0, but was " + shiftPixels);
        }
        checkRange("rotateDegrees", rotateDegrees, 180);
        checkRange("scaleRange", scaleRange, 0.9);
        if (!(noise >= 0 && noise <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("noise must be at least 0, but was " + noise);
        }
    }

    private static void checkRange(String name, double value, double max) {
        if (!(value >= 0 && value <= max)) {
            throw new IllegalArgumentException(name + " must be in [0, " + max + "], but was " + value);
        }
    }

    /** Returns the augmentation that changes nothing. */
    public static Augmentation none() {
        return new Augmentation(0, 0, 0, false, 0);
    }

    /** Returns a copy with another shift, in pixels. */
    public Augmentation withShift(int pixels) {
        return new Augmentation(pixels, rotateDegrees, scaleRange, isFlipped, noise);
    }

    /** Returns a copy with another turn, in degrees. */
    public Augmentation withRotation(double degrees) {
        return new Augmentation(shiftPixels, degrees, scaleRange, isFlipped, noise);
    }

    /** Returns a copy with another range of scales. */
    public Augmentation withScale(double range) {
        return new Augmentation(shiftPixels, rotateDegrees, range, isFlipped, noise);
    }

    /** Returns a copy that mirrors every other image, or none. */
    public Augmentation withFlip(boolean changed) {
        return new Augmentation(shiftPixels, rotateDegrees, scaleRange, changed, noise);
    }

    /** Returns a copy with other noise. */
    public Augmentation withNoise(double sigma) {
        return new Augmentation(shiftPixels, rotateDegrees, scaleRange, isFlipped, sigma);
    }

    /** Returns whether samples stay as they are. */
    public boolean isNone() {
        return !isGeometric() && noise == 0;
    }

    private boolean isGeometric() {
        return shiftPixels > 0 || rotateDegrees > 0 || scaleRange > 0 || isFlipped;
    }

    /**
     * Refuses samples that this cannot vary.
     *
     * @throws IllegalArgumentException if anything but noise is asked for, and the shape is not [C, H, W]
     */
    public void check(Shape sampleShape) {
        if (isGeometric()) {
            Images.check("augmentation by shift, rotation, scale or flip", sampleShape);
        }
    }

    /**
     * Writes a varied copy of one sample, without allocating.
     *
     * @param source holds the sample; not modified
     * @param from where the sample starts
     * @param target overwritten with the copy; elsewhere in memory than the source
     * @param to where the copy starts
     * @param sampleShape the sample's shape; images are [C, H, W]
     * @param key decides all randomness; from a hash ({@code SeededRandom.mix}), one for each use of a sample
     * @throws IllegalArgumentException if the shape does not fit
     */
    public void apply(float[] source, int from, float[] target, int to, Shape sampleShape, long key) {
        check(sampleShape);
        int size = sampleShape.size();
        if (isGeometric()) {
            move(source, from, target, to, sampleShape, SeededRandom.mix(~key));
        } else {
            System.arraycopy(source, from, target, to, size);
        }
        float deviation = (float) noise;
        if (deviation > 0) {
            for (int i = to; i < to + size; i++) {
                target[i] = Math.fma(deviation, Noise.normal(key, i - to), target[i]);
            }
        }
    }

    private void move(float[] source, int from, float[] target, int to, Shape sampleShape, long key) {
        double angle = StrictMath.toRadians(rotateDegrees * signed(key, 0));
        double shrink = 1 / (1 + scaleRange * signed(key, 1));
        int across = shift(key, 2);
        int down = shift(key, 3);
        double mirror = isFlipped && Noise.uniform(key, 4) < 0.5f ? -1 : 1;
        int height = sampleShape.dimension(1);
        int width = sampleShape.dimension(2);
        double cos = StrictMath.cos(angle) * shrink;
        double sin = StrictMath.sin(angle) * shrink;
        int plane = height * width;
        for (int channel = 0; channel < sampleShape.dimension(0); channel++) {
            int start = channel * plane;
            Images.move(source, from + start, target, to + start, height, width, mirror, cos, sin, across, down);
        }
    }

    /** Returns a number in [-1, 1). */
    private static double signed(long key, int index) {
        return 2.0 * Noise.uniform(key, index) - 1;
    }

    private int shift(long key, int index) {
        return (int) (Noise.uniform(key, index) * (2.0 * shiftPixels + 1)) - shiftPixels;
    }

    /**
     * Finds an augmentation by its text form: parts joined by commas,
     * {@code shift:2,rotate:10,scale:0.1,flip,noise:0.05}, or {@code none}.
     *
     * @return the augmentation
     * @throws IllegalArgumentException if a part is of no known form, or its number is out of range
     */
    public static Augmentation from(String text) {
        Augmentation found = none();
        if (text.equals("none")) {
            return found;
        }
        for (String part : text.split(",", -1)) {
            found = found.with(part);
        }
        return found;
    }

    private Augmentation with(String part) {
        if (part.equals("flip")) {
            return withFlip(true);
        }
        int colon = part.indexOf(':');
        double amount = TextNumber.parse(part.substring(colon + 1));
        if (colon < 0 || Double.isNaN(amount)) {
            throw unknown(part);
        }
        return switch (part.substring(0, colon)) {
            case "shift" -> withShift(wholePixels(part, amount));
            case "rotate" -> withRotation(amount);
            case "scale" -> withScale(amount);
            case "noise" -> withNoise(amount);
            default -> throw unknown(part);
        };
    }

    private static int wholePixels(String part, double amount) {
        if (amount != (int) amount) {
            throw new IllegalArgumentException("augmentation shift:PIXELS must be whole, but was \"" + part + "\"");
        }
        return (int) amount;
    }

    private static IllegalArgumentException unknown(String part) {
        return new IllegalArgumentException(
                "augmentation must be none or parts of " + FORMS + ", joined by commas, but was \"" + part + "\"");
    }

    /** Returns the text form, which {@link #from} takes. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(shiftPixels > 0 ? ",shift:" + shiftPixels : "");
        text.append(rotateDegrees > 0 ? ",rotate:" + rotateDegrees : "");
        text.append(scaleRange > 0 ? ",scale:" + scaleRange : "");
        text.append(isFlipped ? ",flip" : "");
        text.append(noise > 0 ? ",noise:" + noise : "");
        return text.isEmpty() ? "none" : text.substring(1);
    }
}
