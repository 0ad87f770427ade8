package dev.hourglass.anomaly;

import dev.hourglass.artifact.TrainedModel.Reading;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.TableSchema;
import dev.hourglass.data.TableSchema.NumericColumn;
import dev.hourglass.tensor.SeededRandom;
import java.util.List;

/** Rows of four sensors that belong together: two follow one load, one the opposite of it, one nothing. */
final class SensorRows {
    static final TableSchema SCHEMA = new TableSchema(List.of(
            new NumericColumn("flow", false),
            new NumericColumn("power", false),
            new NumericColumn("pressure", false),
            new NumericColumn("noise", false)));
    static final int FEATURES = 4;

    private SensorRows() {}

    /** Returns normal rows, in units far from 0 and 1. */
    static float[] normal(int rows, long seed) {
        SeededRandom random = new SeededRandom(seed).fork("sensors");
        float[] values = new float[rows * FEATURES];
        for (int i = 0; i < rows; i++) {
            double load = random.nextGaussian();
            values[i * FEATURES] = (float) (50 + 10 * load + 0.5 * random.nextGaussian());
            values[i * FEATURES + 1] = (float) (1000 + 200 * load + 10 * random.nextGaussian());
            values[i * FEATURES + 2] = (float) (3 - load + 0.05 * random.nextGaussian());
            values[i * FEATURES + 3] = (float) random.nextGaussian();
        }
        return values;
    }

    /** Returns normal rows of a series: the load goes up and down every 24 rows. */
    static float[] series(int rows, long seed) {
        float[] values = normal(rows, seed);
        for (int i = 0; i < rows; i++) {
            double load = StrictMath.sin(2 * Math.PI * i / 24);
            values[i * FEATURES] = (float) (50 + 10 * load + 0.1 * values[i * FEATURES + 3]);
            values[i * FEATURES + 1] = (float) (1000 + 200 * load);
            values[i * FEATURES + 2] = (float) (3 - load);
        }
        return values;
    }

    static Dataset data(float... values) {
        return Dataset.of("sensors", SCHEMA, values, List.of());
    }

    static Subject subject() {
        return Subject.table(new Reading(SCHEMA, DataOptions.defaults()));
    }

    static DetectorFit.Result fit(DetectorConfig config, int threads) {
        return new DetectorFit(config, 1, threads).fit(subject(), data(normal(400, 1)), new boolean[0], text -> {});
    }
}
