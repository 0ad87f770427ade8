package dev.hourglass.report;

import dev.hourglass.data.Dataset;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.tensor.SeededRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Holds reconstructions to look at: pictures for images, errors by feature for the rest. Immutable. */
public sealed interface Samples {
    /**
     * Originals and their reconstructions, row by row.
     *
     * @param originals images
     * @param reconstructions as many images of the same size
     * @param errors the mean squared error of each
     */
    record Pairs(Dataset originals, Dataset reconstructions, List<Float> errors) {
        public Pairs {
            errors = List.copyOf(errors);
            if (originals.rows() != reconstructions.rows() || originals.rows() != errors.size()) {
                throw new IllegalArgumentException("pairs must be as many originals as reconstructions and errors,"
                        + " but were " + originals.rows() + ", " + reconstructions.rows() + " and " + errors.size());
            }
        }
    }

    /**
     * Images that were reconstructed.
     *
     * @param schema the size of one image
     * @param random drawn without looking
     * @param worst those with the largest error, largest first
     * @param best those with the smallest error, smallest first
     */
    record Images(ImageSchema schema, Pairs random, Pairs worst, Pairs best) implements Samples {
        /**
         * Chooses images to show.
         *
         * @param originals all images
         * @param reconstructions row-major [N, C, H, W], in the order of the originals. Not modified.
         * @param errors the mean squared error of each image
         * @param count how many of each kind, at most
         * @param seed of the random choice
         * @return the choice
         * @throws IllegalArgumentException if the originals are no images
         */
        public static Images choose(
                Dataset originals, float[] reconstructions, List<Float> errors, int count, long seed) {
            if (!(originals.schema() instanceof ImageSchema schema)) {
                throw new IllegalArgumentException(
                        "the schema of \"" + originals.name() + "\" must be of images, but was " + originals.schema());
            }
            Dataset reconstructed = originals.withValues(reconstructions);
            List<Integer> worst = IntStream.range(0, originals.rows())
                    .boxed()
                    .sorted(Comparator.comparing((Integer i) -> errors.get(i)).reversed())
                    .toList();
            List<Integer> best = new ArrayList<>(worst);
            best.sort(Comparator.comparing(errors::get));
            return new Images(
                    schema,
                    select(originals, reconstructed, errors, draw(originals.rows(), count, seed)),
                    select(originals, reconstructed, errors, worst.subList(0, Math.min(count, worst.size()))),
                    select(originals, reconstructed, errors, best.subList(0, Math.min(count, best.size()))));
        }

        private static List<Integer> draw(int rows, int count, long seed) {
            SeededRandom random = new SeededRandom(seed).fork("samples");
            List<Integer> left =
                    new ArrayList<>(IntStream.range(0, rows).boxed().toList());
            int drawn = Math.min(count, rows);
            for (int i = 0; i < drawn; i++) {
                Collections.swap(left, i, i + random.nextInt(rows - i));
            }
            return left.subList(0, drawn);
        }

        private static Pairs select(
                Dataset originals, Dataset reconstructed, List<Float> errors, List<Integer> chosen) {
            int[] rows = chosen.stream().mapToInt(Integer::intValue).toArray();
            return new Pairs(
                    originals.select(rows),
                    reconstructed.select(rows),
                    chosen.stream().map(errors::get).toList());
        }
    }

    /**
     * Errors of tables and vectors.
     *
     * @param errors one a feature, in the order of the data
     */
    record Features(List<FeatureError> errors) implements Samples {
        public Features {
            errors = List.copyOf(errors);
        }
    }

    /**
     * How well one feature is restored.
     *
     * @param feature its name
     * @param rootMeanSquaredError in the feature's unit
     * @param deviation the feature's standard deviation: the error of always answering its mean
     */
    record FeatureError(String feature, double rootMeanSquaredError, double deviation) {}
}
