package dev.hourglass.anomaly;

import dev.hourglass.anomaly.scorer.Scorer;
import dev.hourglass.data.ImageSchema;
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
 * Of images a patch of a quarter to a half of each side is overwritten: in every second image with what another image
 * has there, in the others with another patch of the same image. Source: Li et al. 2021, "CutPaste", CVPR.
 *
 * <p>The same rows and seed make the same anomalies. Immutable and safe for concurrent use.
 */
final class Rehearsal {
    private static final int MAX_ROWS = 5000;
    private static final double SWAPPED_SHARE = 0.25;
    private static final double MOVED_SHARE = 0.1;
    private static final double LEAST_MOVE = 2;
    private static final double MOVE_RANGE = 3;
    private static final int PATCH_TRIES = 8;

    private final float[] rows; // [2 N, D]: N held-out rows, then as many made of them
    private final boolean[] isMade;

    private Rehearsal(float[] rows, int features) {
        this.rows = rows;
        int count = rows.length / (2 * features);
        this.isMade = new boolean[2 * count];
        Arrays.fill(isMade, count, 2 * count, true);
    }

    /**
     * Makes anomalies.
     *
     * @param heldOut [N, D], normalized; not modified
     * @param features D
     * @param seed of what is swapped and moved
     */
    static Rehearsal of(float[] heldOut, int features, long seed) {
        SeededRandom random = new SeededRandom(seed).fork("rehearsal");
        float[] rows = twice(heldOut, features, random);
        int count = rows.length / (2 * features);
        double[] deviations = deviations(rows, count, features);
        for (int i = 0; i < count; i++) {
            int to = (count + i) * features;
            if (i % 2 == 0) {
                swap(rows, to, count, features, random);
            } else {
                move(rows, to, deviations, random);
            }
        }
        return new Rehearsal(rows, features);
    }

    /**
     * Makes anomalies of images.
     *
     * @param heldOut [N, C, H, W], normalized; not modified
     * @param schema C, H and W
     * @param seed of what is overwritten
     */
    static Rehearsal ofImages(float[] heldOut, ImageSchema schema, long seed) {
        SeededRandom random = new SeededRandom(seed).fork("rehearsal");
        int features = schema.features();
        float[] rows = twice(heldOut, features, random);
        int count = rows.length / (2 * features);
        for (int i = 0; i < count; i++) {
            boolean isChanged = false;
            for (int tries = 0; tries < PATCH_TRIES && !isChanged; tries++) {
                Patch to = Patch.draw(schema, random);
                int source = i % 2 == 0 ? random.nextInt(count) : i;
                Patch from = i % 2 == 0 ? to : to.elsewhere(schema, random);
                isChanged = from.copy(rows, source * features, to, (count + i) * features, schema);
            }
        }
        return new Rehearsal(rows, features);
    }

    /** Returns some of the rows in random order, and all of these once more. */
    private static float[] twice(float[] heldOut, int features, SeededRandom random) {
        int all = heldOut.length / features;
        int count = (int) Math.min(Math.min(MAX_ROWS, all), Integer.MAX_VALUE / (2L * features));
        int[] order = random.permutation(all);
        float[] rows = new float[2 * count * features];
        for (int i = 0; i < count; i++) {
            System.arraycopy(heldOut, order[i] * features, rows, i * features, features);
        }
        System.arraycopy(rows, 0, rows, count * features, count * features);
        return rows;
    }

    /** A rectangle of an image. */
    private record Patch(int top, int left, int height, int width) {
        static Patch draw(ImageSchema schema, SeededRandom random) {
            int height = side(schema.height(), random);
            int width = side(schema.width(), random);
            return new Patch(0, 0, height, width).elsewhere(schema, random);
        }

        private static int side(int whole, SeededRandom random) {
            return Math.max(1, whole / 4 + random.nextInt(whole / 4 + 1));
        }

        Patch elsewhere(ImageSchema schema, SeededRandom random) {
            return new Patch(
                    random.nextInt(schema.height() - height + 1),
                    random.nextInt(schema.width() - width + 1),
                    height,
                    width);
        }

        /** Copies what it has of one image to another; returns whether that changed anything. */
        boolean copy(float[] rows, int source, Patch to, int target, ImageSchema schema) {
            boolean isChanged = false;
            for (int line = 0; line < schema.channels() * height; line++) {
                int plane = line / height * schema.height() * schema.width();
                int read = source + plane + (top + line % height) * schema.width() + left;
                int write = target + plane + (to.top + line % height) * schema.width() + to.left;
                isChanged |= Arrays.mismatch(rows, read, read + width, rows, write, write + width) >= 0;
                System.arraycopy(rows, read, rows, write, width);
            }
            return isChanged;
        }
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
