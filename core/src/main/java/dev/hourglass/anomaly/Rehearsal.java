package dev.hourglass.anomaly;

import dev.hourglass.anomaly.scorer.Scorer;
import dev.hourglass.evaluate.detection.RankingMetrics;
import dev.hourglass.tensor.SeededRandom;
import java.util.Arrays;

/**
 * Tells scorers apart without labels: held-out rows, taken as normal, stand against anomalies made of them, and the
 * better scorer ranks the made ones higher. Nobody can know beforehand what real anomalies will look like; these are of
 * the two kinds that are meant most often:
 *
 * <ul>
 *   <li>every second row keeps the values of each column but not what belongs together: a quarter of its columns, at
 *       least one, come from other held-out rows;
 *   <li>of the others, a tenth of the columns, at least one, are moved away by 2 to 5 of the column's deviations.
 * </ul>
 *
 * The same rows and seed make the same anomalies. Immutable and safe for concurrent use.
 */
final class Rehearsal {
    private static final int MAX_ROWS = 5000;
    private static final double SWAPPED_SHARE = 0.25;
    private static final double MOVED_SHARE = 0.1;
    private static final double LEAST_MOVE = 2;
    private static final double MOVE_RANGE = 3;

    private final float[] rows; // [2 N, D]: N held-out rows, then as many made of them
    private final boolean[] isMade;

    private Rehearsal(float[] rows, boolean[] isMade) {
        this.rows = rows;
        this.isMade = isMade;
    }

    /**
     * Makes anomalies.
     *
     * @param heldOut [N, D], normalized; not modified
     * @param features D
     * @param seed of what is swapped and moved
     */
    static Rehearsal of(float[] heldOut, int features, long seed) {
        int all = heldOut.length / features;
        int count = Math.min(MAX_ROWS, all);
        SeededRandom random = new SeededRandom(seed).fork("rehearsal");
        int[] order = random.permutation(all);
        float[] rows = new float[2 * count * features];
        for (int i = 0; i < count; i++) {
            System.arraycopy(heldOut, order[i] * features, rows, i * features, features);
        }
        System.arraycopy(rows, 0, rows, count * features, count * features);
        double[] deviations = deviations(rows, count, features);
        for (int i = 0; i < count; i++) {
            int to = (count + i) * features;
            if (i % 2 == 0) {
                swap(rows, to, count, features, random);
            } else {
                move(rows, to, deviations, random);
            }
        }
        boolean[] isMade = new boolean[2 * count];
        Arrays.fill(isMade, count, 2 * count, true);
        return new Rehearsal(rows, isMade);
    }

    /** Returns the probability that a made anomaly scores higher than a held-out row, in [0, 1]. */
    double rocAuc(Scorer scorer, int threads) {
        return RankingMetrics.of(scorer.score(rows, isMade.length, threads), isMade)
                .rocAuc();
    }

    private static void swap(float[] rows, int to, int count, int features, SeededRandom random) {
        int[] columns = random.permutation(features);
        for (int k = 0; k < Math.max(1, (int) (features * SWAPPED_SHARE)); k++) {
            rows[to + columns[k]] = rows[random.nextInt(count) * features + columns[k]];
        }
    }

    private static void move(float[] rows, int to, double[] deviations, SeededRandom random) {
        int[] columns = random.permutation(deviations.length);
        for (int k = 0; k < Math.max(1, (int) (deviations.length * MOVED_SHARE)); k++) {
            double size = LEAST_MOVE + MOVE_RANGE * random.nextDouble();
            double sign = random.nextInt(2) == 0 ? 1 : -1;
            rows[to + columns[k]] += (float) (sign * size * deviations[columns[k]]);
        }
    }

    /** A column that does not vary moves by its normalized unit, or it could not be told from one that stayed. */
    private static double[] deviations(float[] rows, int count, int features) {
        double[] deviations = new double[features];
        for (int j = 0; j < features; j++) {
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < count; i++) {
                double value = rows[i * features + j];
                sum += value;
                squares += value * value;
            }
            double variance = squares / count - sum / count * (sum / count);
            deviations[j] = variance > 0 ? Math.sqrt(variance) : 1;
        }
        return deviations;
    }
}
