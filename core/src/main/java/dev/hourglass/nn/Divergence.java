package dev.hourglass.nn;

/**
 * How much the divergence of codes from their prior counts: {@code beta * ramp * sum over d of max(KL_d, freeNats)},
 * or, with a capacity, {@code beta * |KL - capacity * ramp|}. The ramp rises from 0 to 1 over the first steps.
 *
 * <p>Sources: Higgins et al. 2017 (beta); Bowman et al. 2016, https://arxiv.org/abs/1511.06349 (warm-up); Kingma et al.
 * 2016, https://arxiv.org/abs/1606.04934 (free bits); Burgess et al. 2018, https://arxiv.org/abs/1804.03599 (capacity).
 *
 * @param beta the weight, at least 0
 * @param rampSteps steps over which warm-up or capacity rises; 0 for none
 * @param freeNats what each dimension may carry at no cost, at least 0
 * @param capacity what all dimensions together are held to, in nats; 0 for no target
 */
public record Divergence(double beta, long rampSteps, double freeNats, double capacity) {
    public Divergence {
        if (!(beta >= 0) || !(freeNats >= 0) || !(capacity >= 0) || rampSteps < 0 || Double.isInfinite(beta)) {
            throw new IllegalArgumentException("beta, ramp steps, free nats and capacity must be at least 0, but were "
                    + beta + ", " + rampSteps + ", " + freeNats + ", " + capacity);
        }
        if (capacity > 0 && freeNats > 0) {
            throw new IllegalArgumentException("free nats and a capacity cannot be used together; leave one out");
        }
    }

    /** Returns the plain divergence of the evidence lower bound. */
    public static Divergence plain() {
        return new Divergence(1, 0, 0, 0);
    }

    /** Returns the ramp at a step, counted from 1. */
    double ramp(long step) {
        return rampSteps == 0 ? 1 : Math.min(1, (double) step / rampSteps);
    }
}
