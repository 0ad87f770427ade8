package dev.hourglass.generate;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.tensor.Tensor;

/**
 * The way from the code of one sample to that of another, in equal steps.
 *
 * <pre>{@code
 * linear     (1 - t) a + t b
 * spherical  sin((1 - t) w) / sin(w) a + sin(t w) / sin(w) b,   w the angle between a and b
 * }</pre>
 *
 * <p>Codes of many dimensions under a normal prior lie near a sphere; the spherical way stays there. Sources: Shoemake
 * 1985, "Animating rotation with quaternion curves"; White 2016, https://arxiv.org/abs/1609.04468.
 *
 * <p>Immutable and safe for concurrent use.
 *
 * @param path which way to take
 * @param steps samples on the way, both ends among them, at least 2
 */
public record Interpolation(Path path, int steps) {
    /** Angles whose sine is below this count as none or as half a turn, between which a sphere shows no one way. */
    private static final double LEAST_SINE = 1e-6;

    /** Ways between two codes. */
    public enum Path {
        /** The straight line. */
        LINEAR,
        /** The arc about 0; the straight line where both codes point one way or opposite ways. */
        SPHERICAL
    }

    public Interpolation {
        if (steps < 2) {
            throw new IllegalArgumentException("steps must be at least 2, but were " + steps);
        }
    }

    /**
     * Makes the samples on the way.
     *
     * @param model the model
     * @param ends two samples [2, ...sample shape], in their own units; not modified
     * @return samples [steps, ...sample shape]; the first and the last are the reconstructions of the ends
     * @throws IllegalArgumentException if there are not two samples
     * @throws dev.hourglass.error.WrongModelException if codes are entries of a codebook, or the samples do not fit
     */
    public Tensor between(TrainedModel model, Tensor ends) {
        LatentChecks.requireContinuous(model, "interpolation");
        if (ends.rows() != 2) {
            throw new IllegalArgumentException("interpolation needs 2 samples, but had " + ends.rows());
        }
        float[] codes = model.encode(ends).values();
        int size = model.latentSize();
        float[] first = java.util.Arrays.copyOf(codes, size);
        float[] last = java.util.Arrays.copyOfRange(codes, size, 2 * size);
        float[] samples = model.decode(codes(first, last), steps);
        return Tensor.of(model.schema().sampleShape().batch(steps), samples);
    }

    /**
     * Returns the codes on the way.
     *
     * @param first [L]; not modified
     * @param last [L]; not modified
     * @return [steps, L], both ends to the bit among them
     */
    public float[] codes(float[] first, float[] last) {
        int size = first.length;
        double angle = path == Path.SPHERICAL ? angle(first, last) : 0;
        float[] codes = new float[Math.multiplyExact(steps, size)];
        for (int i = 0; i < steps; i++) {
            double t = (double) i / (steps - 1);
            double a = share(1 - t, angle);
            double b = share(t, angle);
            for (int j = 0; j < size; j++) {
                codes[i * size + j] = (float) (a * first[j] + b * last[j]);
            }
        }
        return codes;
    }

    private static double share(double t, double angle) {
        double whole = StrictMath.sin(angle);
        return whole < LEAST_SINE ? t : StrictMath.sin(t * angle) / whole;
    }

    /** Returns the angle between two codes, in [0, pi]; 0 where one of them is 0. */
    private static double angle(float[] first, float[] last) {
        double product = 0;
        double a = 0;
        double b = 0;
        for (int j = 0; j < first.length; j++) {
            product += (double) first[j] * last[j];
            a += (double) first[j] * first[j];
            b += (double) last[j] * last[j];
        }
        double lengths = StrictMath.sqrt(a) * StrictMath.sqrt(b);
        return lengths > 0 ? StrictMath.acos(Math.max(-1, Math.min(1, product / lengths))) : 0;
    }
}
