package dev.hourglass.reproduce;

import dev.hourglass.data.SensorTables;
import dev.hourglass.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Holds the metrics of one machine: a part to learn from without labels, and a part with them.
 *
 * <p>Both are standardised by mean and deviation of the part to learn from, and cut at ten deviations, so that one
 * value far outside does not stand for all. Columns that never change there keep their scale; no deviation counts as
 * less than a hundredth.
 */
final class MachineSeries {
    private static final double LEAST_DEVIATION = 0.01;
    private static final float MOST_DEVIATIONS = 10;

    private final String name;
    private final int columns;
    private final float[] train;
    private final float[] test;
    private final boolean[] anomalous;

    private MachineSeries(String name, Tensor train, Tensor test, boolean[] anomalous) {
        this.name = name;
        this.columns = train.shape().dimension(1);
        this.train = train.values().clone();
        this.test = test.values().clone();
        this.anomalous = anomalous;
        for (int column = 0; column < columns; column++) {
            standardise(column);
        }
    }

    /**
     * Reads the machines of a set, in the order of their names.
     *
     * @param files those of the set
     * @param most how many machines at most
     * @throws IOException if a file cannot be read
     */
    static List<MachineSeries> read(List<Path> files, int most) throws IOException {
        List<MachineSeries> machines = new ArrayList<>();
        for (Path test : files) {
            String file = String.valueOf(test.getFileName());
            if (file.contains("_test.") && machines.size() < most) {
                Path train = test.resolveSibling(file.replace("_test.", "_train."));
                machines.add(new MachineSeries(
                        file.substring(0, file.indexOf("_test.")),
                        SensorTables.read(train),
                        SensorTables.read(test),
                        SensorTables.anomalous(test)));
            }
        }
        return machines;
    }

    private void standardise(int column) {
        int rows = train.length / columns;
        double mean = 0;
        for (int i = 0; i < rows; i++) {
            mean += train[i * columns + column];
        }
        mean /= rows;
        double squares = 0;
        for (int i = 0; i < rows; i++) {
            double away = train[i * columns + column] - mean;
            squares += away * away;
        }
        double deviation = squares > 0 ? Math.max(LEAST_DEVIATION, StrictMath.sqrt(squares / rows)) : 1;
        for (float[] part : List.of(train, test)) {
            for (int i = column; i < part.length; i += columns) {
                float deviations = (float) ((part[i] - mean) / deviation);
                part[i] = Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, deviations));
            }
        }
    }

    /** Returns its name in the set. */
    String name() {
        return name;
    }

    /** Returns D, the number of metrics. */
    int columns() {
        return columns;
    }

    /** Returns the rows to learn from, [T, D]; shared. */
    float[] train() {
        return train;
    }

    /** Returns the rows with labels, [T, D]; shared. */
    float[] test() {
        return test;
    }

    /** Returns their labels, [T]; shared. */
    boolean[] anomalous() {
        return anomalous;
    }
}
