package dev.hourglass.anomaly;

import dev.hourglass.data.Dataset;
import dev.hourglass.tensor.SeededRandom;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Divides rows: scorers are fitted on most of the normal ones, the others set the threshold. Rows known to be anomalies
 * are never fitted on.
 *
 * @param training normal, or taken for it; of a series all rows of its time, with {@code isLeftOut}
 * @param heldOut kept from the scorers; of a series the rows that follow the training rows
 * @param isAnomaly of each held-out row, whether its label says so; none without labels
 * @param isLeftOut of each training row of a series, whether its label calls it an anomaly, so that no window with it
 *     is fitted on; none where all are fitted on
 */
@SuppressWarnings("ArrayRecordComponent") // handed on within one fit
record FitRows(Dataset training, Dataset heldOut, boolean[] isAnomaly, boolean[] isLeftOut) {
    private static final int LEAST_ROWS = 10;

    /**
     * Divides rows that stand alone by chance, those of a series in time.
     *
     * @param isAnomaly [N], or none without labels
     */
    static FitRows of(Dataset data, boolean[] isAnomaly, DetectorKind kind, double heldOutShare, long seed) {
        int[] order = IntStream.range(0, data.rows()).toArray();
        if (kind != DetectorKind.SERIES) {
            new SeededRandom(seed).fork("held out").shuffle(order);
        }
        int[] normal = Arrays.stream(order)
                .filter(row -> isAnomaly.length == 0 || kind == DetectorKind.SERIES || !isAnomaly[row])
                .toArray();
        int held = (int) Math.max(1, Math.round(normal.length * heldOutShare));
        int fitted = normal.length - held;
        if (fitted < LEAST_ROWS) {
            throw new IllegalArgumentException(
                    "a detector needs at least " + LEAST_ROWS + " normal rows to be fitted on, but of " + data.rows()
                            + " rows there were " + Math.max(0, fitted));
        }
        int[] training = Arrays.copyOf(normal, fitted);
        int[] heldOut = IntStream.concat(
                        Arrays.stream(normal, fitted, normal.length),
                        Arrays.stream(order)
                                .filter(row -> isAnomaly.length > 0 && kind != DetectorKind.SERIES && isAnomaly[row]))
                .toArray();
        if (kind != DetectorKind.SERIES) {
            Arrays.sort(training);
        }
        boolean[] labels = new boolean[isAnomaly.length == 0 ? 0 : heldOut.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = isAnomaly[heldOut[i]];
        }
        boolean isSeries = kind == DetectorKind.SERIES && isAnomaly.length > 0;
        boolean[] leftOut = isSeries ? Arrays.copyOf(isAnomaly, fitted) : new boolean[0];
        return new FitRows(data.select(training), data.select(heldOut), labels, leftOut);
    }
}
