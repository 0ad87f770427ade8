package dev.hourglass.nn;

import dev.hourglass.model.Latent;
import dev.hourglass.tensor.kernel.FloatMath;

/**
 * By how much each channel of a coded latent variable is multiplied before it is rounded, for each tradeoff lambda:
 * {@code 255 sqrt(lambda ln 2 / 6) e^w} with a trained w. That is where the maps of an orthonormal transform would
 * start from: rounding in steps of D costs {@code 255^2 lambda D^2 / 12} of distortion and saves {@code log2 D} bits,
 * and their sum is least there. Source: Cui et al. 2021, https://arxiv.org/abs/2003.02012 (gains).
 */
public final class Gains {
    /** Where the logarithms are: [tradeoffs, C]. */
    static final String PATH = "rate.gain";

    private static final double LN_2 = 0.6931471805599453;

    private final Parameter parameter;
    private final float[] weights;
    private final float[] base;

    /** Binds gains to their weights. */
    public Gains(Parameters parameters, Latent.Coded latent) {
        this.parameter = parameters.layout().parameter(PATH);
        this.weights = parameters.values();
        this.base = new float[latent.tradeoffs().size()];
        for (int i = 0; i < base.length; i++) {
            base[i] = (float)
                    StrictMath.log(255 * StrictMath.sqrt(latent.tradeoffs().get(i) * LN_2 / 6));
        }
    }

    /** Returns the logarithm of a gain. */
    float logarithm(int tradeoff, int channel) {
        return base[tradeoff] + weights[parameter.offset() + tradeoff * parameter.stride() + channel];
    }

    /**
     * Returns a gain between those of two tradeoffs.
     *
     * @param quality in [0, tradeoffs - 1]; the logarithms of gains are interpolated linearly
     * @param channel in [0, C)
     */
    public float at(double quality, int channel) {
        int below = (int) Math.min(Math.floor(quality), base.length - 1.0);
        int above = Math.min(below + 1, base.length - 1);
        float share = (float) (quality - below);
        float low = logarithm(below, channel);
        return FloatMath.exp(low + share * (logarithm(above, channel) - low));
    }

    /** Returns the array of logarithms. */
    Parameter parameter() {
        return parameter;
    }
}
