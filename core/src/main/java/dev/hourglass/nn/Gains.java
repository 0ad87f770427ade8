package dev.hourglass.nn;

import dev.hourglass.model.Latent;
import dev.hourglass.tensor.kernel.FloatMath;

/**
 * By how much each channel of a coded latent variable is multiplied before it is rounded, for each tradeoff: {@code 16
 * sqrt(lambda / lambda_0) e^w} with a trained w. Where distortion is that of rounding alone, its best step is inverse
 * to the root of lambda, so that is where gains start. Source: Cui et al. 2021, https://arxiv.org/abs/2003.02012.
 */
public final class Gains {
    /** Where the logarithms are: [tradeoffs, C]. */
    static final String PATH = "rate.gain";

    /** Fresh encoders give small numbers, which rounding would wipe out. */
    private static final double START = 16;

    private final Parameter parameter;
    private final float[] weights;
    private final float[] base;

    /** Binds gains to their weights. */
    public Gains(Parameters parameters, Latent.Coded latent) {
        this.parameter = parameters.layout().parameter(PATH);
        this.weights = parameters.values();
        this.base = new float[latent.tradeoffs().size()];
        for (int i = 0; i < base.length; i++) {
            double ratio = latent.tradeoffs().get(i) / latent.tradeoffs().get(0);
            base[i] = (float) (StrictMath.log(START) + 0.5 * StrictMath.log(ratio));
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
