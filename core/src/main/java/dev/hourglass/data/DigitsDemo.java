package dev.hourglass.data;

import dev.hourglass.tensor.SeededRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws digits as a hand would: grey images of 28 x 28, shape [N, 1, 28, 28], 8-bit pixels in [0, 1], labels 0 to 9.
 *
 * <p>For trying things where no data is at hand. Each digit is one of a few sets of strokes whose points are moved at
 * random, bent into a curve, slanted, turned, scaled and drawn with a pen of random width. A seed gives the same bits
 * on every machine.
 */
public final class DigitsDemo {
    /** The name of the data set. */
    public static final String NAME = "digits-demo";

    private static final int SIDE = 28;
    /** Pixels have as many as those of image files, so that likelihoods of 8-bit pixels take them too. */
    private static final float LEVELS = 255;

    /** The box a digit fills before it is scaled, in pixels: as in MNIST, 20 of 28 high. */
    private static final double BOX_WIDTH = 13;

    private static final double BOX_HEIGHT = 20;
    private static final int STEPS_A_CURVE = 6;

    private final SeededRandom random;
    private final float[] pixels;
    private final int start;

    private DigitsDemo(SeededRandom random, float[] pixels, int start) {
        this.random = random;
        this.pixels = pixels;
        this.start = start;
    }

    /**
     * Draws a data set.
     *
     * @param rows the number of images, at least 1
     * @param seed where the draws start
     * @return the images and their labels
     */
    public static Dataset draw(int rows, long seed) {
        SeededRandom random = new SeededRandom(seed);
        float[] pixels = new float[Math.multiplyExact(rows, SIDE * SIDE)];
        List<String> labels = new ArrayList<>(rows);
        for (int row = 0; row < rows; row++) {
            int digit = random.nextInt(10);
            new DigitsDemo(new SeededRandom(random.nextLong()), pixels, row * SIDE * SIDE).draw(digit);
            labels.add(String.valueOf(digit));
        }
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = Math.round(pixels[i] * LEVELS) / LEVELS;
        }
        return Dataset.of(NAME, new ImageSchema(1, SIDE, SIDE), pixels, labels);
    }

    private void draw(int digit) {
        double[][] strokes = DigitStrokes.of(digit, random.nextInt(DigitStrokes.variants(digit)));
        double[] placed = placement();
        double penRadius = between(0.8, 1.7);
        double wobble = between(0.01, 0.035);
        // One shift a stroke end would tear joined strokes apart, so points at the same place move together.
        long jitterSeed = random.nextLong();
        for (double[] stroke : strokes) {
            double[] points = new double[stroke.length];
            for (int i = 0; i < stroke.length; i += 2) {
                double x = stroke[i] + wobble * jitter(jitterSeed, stroke[i], stroke[i + 1], 1);
                double y = stroke[i + 1] + wobble * jitter(jitterSeed, stroke[i], stroke[i + 1], 2);
                points[i] = placed[0] * x + placed[1] * y + placed[2];
                points[i + 1] = placed[3] * x + placed[4] * y + placed[5];
            }
            drawCurve(points, penRadius);
        }
    }

    /** Returns the affine map from the unit box to pixels: x' = a x + b y + c, y' = d x + e y + f. */
    private double[] placement() {
        double angle = 0.13 * bell();
        double slant = 0.12 + 0.16 * bell();
        double width = BOX_WIDTH * between(0.8, 1.2);
        double height = BOX_HEIGHT * between(0.88, 1.04);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double a = cos * width;
        double b = -cos * slant * height - sin * height;
        double d = sin * width;
        double e = -sin * slant * height + cos * height;
        double centerX = SIDE / 2.0 - 0.5 + between(-1, 1);
        double centerY = SIDE / 2.0 - 0.5 + between(-1, 1);
        return new double[] {a, b, centerX - (a + b) / 2, d, e, centerY - (d + e) / 2};
    }

    /** Draws a curve through points. Source: Catmull and Rom 1974, "A class of local interpolating splines". */
    private void drawCurve(double[] points, double penRadius) {
        int count = points.length / 2;
        double lastX = points[0];
        double lastY = points[1];
        for (int i = 0; i + 1 < count; i++) {
            for (int step = 1; step <= STEPS_A_CURVE; step++) {
                double t = (double) step / STEPS_A_CURVE;
                double x = spline(points, i, 0, t);
                double y = spline(points, i, 1, t);
                drawSegment(new double[] {lastX, lastY, x, y}, penRadius);
                lastX = x;
                lastY = y;
            }
        }
    }

    private static double spline(double[] points, int i, int axis, double t) {
        int last = points.length / 2 - 1;
        double before = points[2 * Math.max(i - 1, 0) + axis];
        double from = points[2 * i + axis];
        double to = points[2 * (i + 1) + axis];
        double after = points[2 * Math.min(i + 2, last) + axis];
        return from
                + 0.5
                        * t
                        * ((to - before)
                                + t
                                        * ((2 * before - 5 * from + 4 * to - after)
                                                + t * (3 * (from - to) + after - before)));
    }

    /** Darkens each pixel by how far its centre lies inside the pen's edge, one pixel of softness. */
    private void drawSegment(double[] line, double penRadius) {
        double reach = penRadius + 1;
        int left = Math.max(0, (int) (Math.min(line[0], line[2]) - reach));
        int right = Math.min(SIDE - 1, (int) (Math.max(line[0], line[2]) + reach) + 1);
        int top = Math.max(0, (int) (Math.min(line[1], line[3]) - reach));
        int bottom = Math.min(SIDE - 1, (int) (Math.max(line[1], line[3]) + reach) + 1);
        for (int y = top; y <= bottom; y++) {
            for (int x = left; x <= right; x++) {
                double ink = Math.min(1, penRadius + 0.5 - distance(line, x, y));
                int at = start + y * SIDE + x;
                if (ink > pixels[at]) {
                    pixels[at] = (float) ink;
                }
            }
        }
    }

    private static double distance(double[] line, double x, double y) {
        double alongX = line[2] - line[0];
        double alongY = line[3] - line[1];
        double lengthSquared = alongX * alongX + alongY * alongY;
        double t = lengthSquared == 0 ? 0 : ((x - line[0]) * alongX + (y - line[1]) * alongY) / lengthSquared;
        double nearest = Math.max(0, Math.min(1, t));
        double offX = x - line[0] - nearest * alongX;
        double offY = y - line[1] - nearest * alongY;
        return Math.sqrt(offX * offX + offY * offY);
    }

    private static double jitter(long seed, double x, double y, int axis) {
        long place = Double.doubleToLongBits(x) * 31 + Double.doubleToLongBits(y) * 17 + axis;
        return bell(new SeededRandom(seed ^ place));
    }

    private double bell() {
        return bell(random);
    }

    /** Returns a bell-shaped number of variance 1: the sum of 12 uniform ones. */
    private static double bell(SeededRandom random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }
}
