package dev.hourglass.anomaly;

import dev.hourglass.anomaly.scorer.Scorer;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Fits a scorer to rows of which a known share is thought to be anomalous: on all of them, then again without the share
 * that scored highest, so that what is unlike the others does not teach what is usual. Immutable and safe for
 * concurrent use.
 *
 * <p>That is one concentration step of least trimmed squares, with the scorer in the place of the regression. Sources:
 * Rousseeuw 1984, "Least median of squares regression", JASA 79, section 4; Rousseeuw and Van Driessen 2006, "Computing
 * LTS regression for large data sets", section 3. A relative is the robust deep autoencoder of Zhou and Paffenroth
 * 2017, which sets anomalies apart within the loss.
 *
 * <p>It helps a scorer that anomalies draw far away, and no other: on cardio, Ionosphere, Pima, WBC and satimage-2 of
 * ADBench, told the true share, the mean ROC-AUC went from 0.803 to 0.843 for the one-class SVM, but from 0.873 to
 * 0.867 for the isolation forest and from 0.814 to 0.798 for PCA (fitted on 60 %, two seeds). What the first fit takes
 * for normal stays, as a cluster that gets a principal component of its own.
 *
 * @param share the share of the rows that is left out, in [0, 0.5); 0 fits once
 * @param threads how many may score rows; the result does not depend on it
 */
record TrimmedFit(double share, int threads) {
    /**
     * Fits.
     *
     * @param inputs [N, F], rows or windows; not modified
     * @param features F
     * @param fit fits a scorer to some of them, [.., F]
     */
    <S extends Scorer> S fit(float[] inputs, int features, Function<float[], S> fit) {
        int count = inputs.length / features;
        S all = fit.apply(inputs);
        int dropped = dropped(count);
        return dropped == 0
                ? all
                : fit.apply(kept(inputs, features, all.score(inputs, count, threads), count - dropped));
    }

    /** Returns how many of so many rows are left out. */
    int dropped(int count) {
        return (int) (count * share);
    }

    /** Takes the rows that score lowest, in their order; of equal scores the first. */
    private static float[] kept(float[] inputs, int features, double[] scores, int count) {
        int[] chosen = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(row -> scores[row]))
                .limit(count)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        float[] kept = new float[count * features];
        for (int i = 0; i < count; i++) {
            System.arraycopy(inputs, chosen[i] * features, kept, i * features, features);
        }
        return kept;
    }
}
