package dev.hourglass.evaluate.detection;

import java.util.Arrays;

/**
 * Walks through labelled scores from the highest down, equal ones together: the one order that all metrics of rank
 * need. Immutable.
 */
final class LabelledScores {
    private final double[] anomalies; // ascending
    private final double[] normals; // ascending

    private LabelledScores(double[] anomalies, double[] normals) {
        this.anomalies = anomalies;
        this.normals = normals;
    }

    /** Takes one group of equal scores. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Takes a group.
         *
         * @param score of the group
         * @param anomalies anomalous rows of this score
         * @param normals normal rows of this score
         */
        void accept(double score, int anomalies, int normals);
    }

    /** Sorts scores; both kinds of rows must be there. */
    static LabelledScores of(double[] scores, boolean[] anomalous) {
        check(scores, anomalous);
        double[] anomalies = new double[scores.length];
        double[] normals = new double[scores.length];
        int count = 0;
        for (int i = 0; i < scores.length; i++) {
            if (anomalous[i]) {
                anomalies[count++] = scores[i];
            } else {
                normals[i - count] = scores[i];
            }
        }
        if (count == 0 || count == scores.length) {
            throw new IllegalArgumentException("labels must name at least 1 anomalous and 1 normal row, but named "
                    + count + " and " + (scores.length - count));
        }
        anomalies = Arrays.copyOf(anomalies, count);
        normals = Arrays.copyOf(normals, scores.length - count);
        Arrays.sort(anomalies);
        Arrays.sort(normals);
        return new LabelledScores(anomalies, normals);
    }

    static void check(double[] scores, boolean[] anomalous) {
        if (scores.length != anomalous.length) {
            throw new IllegalArgumentException("scores and labels must be as many, but there were " + scores.length
                    + " scores and " + anomalous.length + " labels");
        }
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("scores must be numbers, but that of row " + i + " was NaN");
            }
        }
    }

    int anomalies() {
        return anomalies.length;
    }

    int normals() {
        return normals.length;
    }

    void descend(Visitor visitor) {
        int a = anomalies.length;
        int n = normals.length;
        while (a > 0 || n > 0) {
            double score = Math.max(
                    a > 0 ? anomalies[a - 1] : Double.NEGATIVE_INFINITY,
                    n > 0 ? normals[n - 1] : Double.NEGATIVE_INFINITY);
            int aBefore = a;
            int nBefore = n;
            while (a > 0 && anomalies[a - 1] == score) {
                a--;
            }
            while (n > 0 && normals[n - 1] == score) {
                n--;
            }
            visitor.accept(score, aBefore - a, nBefore - n);
        }
    }
}
