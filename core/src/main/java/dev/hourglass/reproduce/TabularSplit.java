package dev.hourglass.reproduce;

import dev.hourglass.data.Dataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a labelled table into 60 % to fit on and 40 % to score, by a rule that a few lines of any language can follow,
 * so that other programs get the same rows.
 *
 * <pre>{@code
 * state = seed
 * for i = n - 1 down to 1:
 *     state = state * 6364136223846793005 + 1442695040888963407 mod 2^64       (Knuth's MMIX)
 *     swap row i with row (state >> 33) mod (i + 1)
 * the first floor(0.6 n) rows are fitted on
 * }</pre>
 *
 * @param train rows to fit on
 * @param test rows to score
 */
record TabularSplit(Dataset train, Dataset test) {
    private static final String ANOMALY = "1";

    /** Splits a table; its anomalies are left out of the rows to fit on, or stay. */
    static TabularSplit of(Dataset table, long seed, boolean isNormalOnly) {
        int[] order = new int[table.rows()];
        Arrays.setAll(order, i -> i);
        long state = seed;
        for (int i = order.length - 1; i > 0; i--) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            int j = (int) ((state >>> 33) % (i + 1));
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        int count = (int) (order.length * 6L / 10);
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (!isNormalOnly || !table.labels().get(order[i]).equals(ANOMALY)) {
                chosen.add(order[i]);
            }
        }
        return new TabularSplit(
                table.select(chosen.stream().mapToInt(Integer::intValue).toArray()),
                table.select(Arrays.copyOfRange(order, count, order.length)));
    }

    /** Returns which of the rows to score are anomalies. */
    boolean[] anomalies() {
        boolean[] anomalies = new boolean[test.rows()];
        for (int i = 0; i < anomalies.length; i++) {
            anomalies[i] = test.labels().get(i).equals(ANOMALY);
        }
        return anomalies;
    }
}
