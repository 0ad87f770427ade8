package dev.hourglass.testkit;

import dev.hourglass.data.Dataset;
import dev.hourglass.data.VectorSchema;
import dev.hourglass.tensor.SeededRandom;
import dev.hourglass.tensor.Shape;
import java.util.List;

/** Makes data sets for tests. */
public final class Datasets {
    private Datasets() {}

    /** Wraps rows of {@code features} values. */
    public static Dataset of(float[] values, int features) {
        return Dataset.of("test", new VectorSchema(Shape.of(features)), values, List.of());
    }

    /** Returns rows of uniform numbers in [0, 1), which nothing can compress. */
    public static Dataset noise(int rows, int features, long seed) {
        return of(RandomArrays.uniform(new SeededRandom(seed).fork("noise"), rows * features), features);
    }

    /** Returns rows in [0, 1] that lie on a surface of {@code dimensions} dimensions, which a model can learn. */
    public static Dataset surface(int rows, int features, int dimensions, long seed) {
        SeededRandom random = new SeededRandom(seed).fork("surface");
        float[] directions = RandomArrays.normal(random, features * dimensions);
        float[] places = RandomArrays.uniform(random, rows * dimensions);
        float[] values = new float[rows * features];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < features; j++) {
                double sum = 0;
                for (int d = 0; d < dimensions; d++) {
                    sum += directions[j * dimensions + d] * places[i * dimensions + d];
                }
                values[i * features + j] = (float) (1 / (1 + StrictMath.exp(-sum)));
            }
        }
        return of(values, features);
    }

    /** Returns rows in which most values are 0, as in drawings: other columns in each, side by side. */
    public static Dataset drawings(int rows, int features, long seed) {
        SeededRandom random = new SeededRandom(seed).fork("drawings");
        float[] values = new float[rows * features];
        for (int i = 0; i < rows; i++) {
            int from = random.nextInt(features);
            int to = Math.min(features, from + 1 + random.nextInt(features / 3));
            for (int j = from; j < to; j++) {
                values[i * features + j] = (1 + random.nextInt(255)) / 255f;
            }
        }
        return of(values, features);
    }
}
