package dev.hourglass.anomaly.threshold;

import java.util.Arrays;

/**
 * Holds the scores of rows that the scorer was not fitted on, with or without labels. Immutable and safe for concurrent
 * use.
 */
public final class HeldOutScores {
    private final double[] scores;
    private final boolean[] anomalous; // as many as scores, or none
    private final double[] normal; // ascending

    private HeldOutScores(double[] scores, boolean[] anomalous, double[] normal) {
        this.scores = scores;
        this.anomalous = anomalous;
        this.normal = normal;
    }

    /**
     * Takes scores of rows that are taken for normal.
     *
     * @param scores [N], at least 1, finite; not modified
     * @throws IllegalArgumentException if there is none or one is not finite
     */
    public static HeldOutScores of(double[] scores) {
        check(scores);
        double[] normal = scores.clone();
        Arrays.sort(normal);
        return new HeldOutScores(scores.clone(), new boolean[0], normal);
    }

    /**
     * Takes scores of labelled rows.
     *
     * @param scores [N], finite; not modified
     * @param anomalous [N], whether the row is anomalous; at least one is not; not modified
     * @throws IllegalArgumentException if the lengths differ, no row is normal or a score is not finite
     */
    public static HeldOutScores of(double[] scores, boolean[] anomalous) {
        check(scores);
        if (scores.length != anomalous.length) {
            throw new IllegalArgumentException("scores and labels must be as many, but there were " + scores.length
                    + " scores and " + anomalous.length + " labels");
        }
        double[] normal = new double[scores.length];
        int count = 0;
        for (int i = 0; i < scores.length; i++) {
            if (!anomalous[i]) {
                normal[count++] = scores[i];
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException(
                    "at least 1 held-out row must be normal, but none of " + scores.length + " was");
        }
        normal = Arrays.copyOf(normal, count);
        Arrays.sort(normal);
        return new HeldOutScores(scores.clone(), anomalous.clone(), normal);
    }

    private static void check(double[] scores) {
        if (scores.length == 0) {
            throw new IllegalArgumentException("a threshold needs at least 1 held-out score, but there was none");
        }
        for (int i = 0; i < scores.length; i++) {
            if (!Double.isFinite(scores[i])) {
                throw new IllegalArgumentException(
                        "held-out scores must be finite, but that of row " + i + " was " + scores[i]);
            }
        }
    }

    /** Returns whether there are labels, and of both kinds. */
    public boolean hasBothKinds() {
        return normal.length < scores.length;
    }

    /** Returns the number of rows. */
    public int rows() {
        return scores.length;
    }

    /** Returns the number of rows that are normal, or taken for it. */
    public int normalRows() {
        return normal.length;
    }

    double[] scores() {
        return scores;
    }

    boolean[] anomalous() {
        return anomalous;
    }

    /** Returns the scores of normal rows, ascending. */
    double[] normal() {
        return normal;
    }

    /**
     * Returns how many of 1,000 new normal rows are expected above a threshold.
     *
     * <pre>{@code
     * 1000 (normal held-out rows above + 1) / (normal held-out rows + 1)
     * }</pre>
     *
     * That is the expectation where the threshold is one of the scores and none are equal, and no less than it
     * otherwise. Source: Vovk, Gammerman and Shafer 2005, Algorithmic Learning in a Random World, section 2.2.
     */
    public double falseAlarmsPerThousand(double threshold) {
        return 1000.0 * (normal.length - countUpTo(normal, threshold) + 1) / (normal.length + 1);
    }

    /** Returns how many of ascending scores are at most {@code limit}. */
    static int countUpTo(double[] ascending, double limit) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] <= limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns the least of ascending scores that at most {@code rate} of them are above. */
    static double quantile(double[] ascending, double rate) {
        double above = Math.floor(rate * ascending.length * (1 + 1e-12)); // 1 - 0.9 is a hair below 0.1
        int kept = (int) Math.min(ascending.length - 1, above);
        return ascending[ascending.length - 1 - kept];
    }
}
