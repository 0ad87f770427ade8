package dev.hourglass.compress.lossy;

import dev.hourglass.compress.entropy.CumulativeCurve;
import dev.hourglass.nn.FactorizedPrior;
import dev.hourglass.nn.Parameters;

/** The distributions of a {@link FactorizedPrior} as cumulative functions of whole numbers; immutable. */
final class MixtureCurves {
    private static final int K = FactorizedPrior.COMPONENTS;

    private final double[] means;
    private final double[] inverses;
    private final long[] shares;

    MixtureCurves(Parameters parameters, int channels) {
        this.means = new double[channels * K];
        this.inverses = new double[channels * K];
        this.shares = new long[channels * K];
        FactorizedPrior prior = new FactorizedPrior(parameters);
        for (int c = 0; c < channels; c++) {
            prior.channel(c);
            long rest = 1L << CumulativeCurve.BITS;
            for (int k = 0; k < K; k++) {
                means[c * K + k] = prior.mean(k);
                inverses[c * K + k] = 1.0 / prior.scale(k);
                shares[c * K + k] = k < K - 1 ? (long) (prior.share(k) * (double) (1L << CumulativeCurve.BITS)) : rest;
                rest = Math.max(0, rest - shares[c * K + k]);
            }
        }
    }

    /** Returns the share of a channel's distribution below x, in [0, 1]. */
    double below(int channel, double x) {
        long sum = 0;
        for (int i = channel * K; i < (channel + 1) * K; i++) {
            long share = shares[i] * CumulativeCurve.LOGISTIC.at((x - means[i]) * inverses[i]);
            sum += share >> CumulativeCurve.BITS;
        }
        return sum * 0x1p-30;
    }
}
