package dev.hourglass.anomaly.threshold;

import java.util.ArrayList;
import java.util.List;

/**
 * The points of a distribution function, with a jump where many scores are equal. Immutable.
 *
 * @param scores ascending
 * @param below the share of scores below each
 * @param upTo the share of scores up to each; the same as {@code below} where a score is one of many
 */
record Knots(List<Double> scores, List<Double> below, List<Double> upTo) {
    Knots {
        scores = List.copyOf(scores);
        below = List.copyOf(below);
        upTo = List.copyOf(upTo);
        if (scores.size() != below.size() || scores.size() != upTo.size()) {
            throw new IllegalArgumentException("knots must have one share below and one up to each score, but there"
                    + " were " + scores.size() + ", " + below.size() + " and " + upTo.size());
        }
        double score = Double.NEGATIVE_INFINITY;
        double share = 0;
        for (int i = 0; i < scores.size(); i++) {
            if (!(scores.get(i) > score && Double.isFinite(scores.get(i)))) {
                throw new IllegalArgumentException(
                        "scores of knots must be finite and ascending, but " + scores.get(i) + " came after " + score);
            }
            if (!(below.get(i) >= share && upTo.get(i) >= below.get(i) && upTo.get(i) <= 1)) {
                throw new IllegalArgumentException("shares of knots must be ascending in [0, 1], but " + below.get(i)
                        + " and " + upTo.get(i) + " came after " + share);
            }
            score = scores.get(i);
            share = upTo.get(i);
        }
    }

    /** Takes at most {@code most} of ascending scores up to {@code end}, which is one of them. */
    static Knots of(double[] ascending, double end, int most) {
        int count = HeldOutScores.countUpTo(ascending, end);
        int taken = Math.min(count, most);
        List<Double> scores = new ArrayList<>();
        List<Double> below = new ArrayList<>();
        List<Double> upTo = new ArrayList<>();
        double n = ascending.length;
        for (int i = 0; i < taken; i++) {
            int rank = taken == 1 ? count - 1 : (int) ((long) i * (count - 1) / (taken - 1));
            double score = ascending[rank];
            if (!scores.isEmpty() && scores.get(scores.size() - 1) == score) {
                continue;
            }
            int low = HeldOutScores.countUpTo(ascending, Math.nextDown(score));
            int high = HeldOutScores.countUpTo(ascending, score);
            scores.add(score);
            below.add(high - low == 1 ? (low + 0.5) / n : low / n);
            upTo.add(high - low == 1 ? (low + 0.5) / n : high / n);
        }
        return new Knots(scores, below, upTo);
    }

    double last() {
        return scores.get(scores.size() - 1);
    }

    /**
     * Returns the share of scores below, those equal counted half; 0 before the first, the last share after the last.
     */
    double at(double score) {
        int low = 0;
        int high = scores.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (scores.get(middle) <= score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == 0) {
            return 0;
        }
        double left = scores.get(low - 1);
        if (left == score) {
            return (below.get(low - 1) + upTo.get(low - 1)) / 2;
        }
        if (low == scores.size()) {
            return upTo.get(low - 1);
        }
        double right = scores.get(low);
        double part = (score / 2 - left / 2) / (right / 2 - left / 2); // halves: the difference may pass all numbers
        double from = upTo.get(low - 1);
        double to = below.get(low);
        return Math.min(to, from + Math.min(part, 1) * (to - from)); // rounding must not pass the next knot
    }
}
