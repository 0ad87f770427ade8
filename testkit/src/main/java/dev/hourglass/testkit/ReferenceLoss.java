package dev.hourglass.testkit;

import dev.hourglass.nn.Penalty;
import dev.hourglass.train.Objective;

/** Losses of one value in float64, their slopes, and what weights add. */
final class ReferenceLoss {
    private final Objective objective;

    ReferenceLoss(Objective objective) {
        this.objective = objective;
    }

    /** Returns whether y is a logit. */
    boolean isFromLogits() {
        return objective instanceof Objective.BinaryCrossEntropy;
    }

    double value(double y, double x) {
        double e = y - x;
        if (objective instanceof Objective.MeanSquaredError) {
            return e * e;
        }
        if (objective instanceof Objective.MeanAbsoluteError) {
            return Math.abs(e);
        }
        if (objective instanceof Objective.Huber huber) {
            double size = Math.abs(e);
            return size <= huber.delta() ? 0.5 * e * e : huber.delta() * (size - 0.5 * huber.delta());
        }
        double p = ReferenceActivation.sigmoid(y);
        return -x * Math.log(p) - (1 - x) * Math.log1p(-p);
    }

    double slope(double y, double x) {
        double e = y - x;
        if (objective instanceof Objective.MeanSquaredError) {
            return 2 * e;
        }
        if (objective instanceof Objective.MeanAbsoluteError) {
            return Math.signum(e);
        }
        if (objective instanceof Objective.Huber huber) {
            return Math.abs(e) <= huber.delta() ? e : huber.delta() * Math.signum(e);
        }
        return ReferenceActivation.sigmoid(y) - x;
    }

    double distanceToKink(double y, double x) {
        if (objective instanceof Objective.MeanAbsoluteError) {
            return Math.abs(y - x);
        }
        if (objective instanceof Objective.Huber huber) {
            return Math.abs(Math.abs(y - x) - huber.delta());
        }
        return Double.POSITIVE_INFINITY;
    }

    /** Returns what weight matrices add to the loss, and adds its slope to their gradients. */
    static double penalize(ReferenceWeights weights, Penalty penalty) {
        double sum = 0;
        for (String name : weights.names()) {
            if (name.endsWith(".weight")) {
                double[] w = weights.values(name);
                double[] g = weights.gradients(name);
                for (int i = 0; i < w.length; i++) {
                    sum += penalty.l1() * Math.abs(w[i]) + penalty.l2() * 0.5 * w[i] * w[i];
                    g[i] += penalty.l1() * Math.signum(w[i]) + penalty.l2() * w[i];
                }
            }
        }
        return sum;
    }
}
