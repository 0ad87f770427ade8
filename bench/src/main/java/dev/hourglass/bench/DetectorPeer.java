package dev.hourglass.bench;

import dev.hourglass.anomaly.Detector;
import dev.hourglass.anomaly.DetectorConfig;
import dev.hourglass.anomaly.DetectorFile;
import dev.hourglass.anomaly.DetectorFit;
import dev.hourglass.anomaly.Subject;
import dev.hourglass.artifact.TrainedModel.Reading;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.Datasets;
import dev.hourglass.data.RowReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/** Fits a detector and scores rows in a process of its own, and prints a line a measurement: what, wall, processor. */
public final class DetectorPeer {
    static final String FIT = "fit";
    static final String SCORE = "score";

    private DetectorPeer() {}

    /**
     * Measures.
     *
     * @param words the CSV to fit on, where to write the detector, how many rows to score, how often, threads
     */
    public static void main(String[] words) throws IOException {
        Path training = Path.of(words[0]);
        int rows = Integer.parseInt(words[2]);
        int threads = Integer.parseInt(words[4]);
        Dataset data;
        DataOptions options = DataOptions.defaults();
        try (RowReader reader = Datasets.open(training, options)) {
            data = Datasets.load(reader, "generated");
        }
        Subject subject = Subject.table(new Reading(data.schema(), options));
        Clock fitting = new Clock();
        Detector detector = new DetectorFit(DetectorConfig.defaults(), 1, threads)
                .fit(subject, data, new boolean[0], line -> fitting.say(line))
                .detector();
        fitting.say(FIT);
        DetectorFile.write(detector, Path.of(words[1]));
        float[] values = DetectorTable.draw(rows, data.features(), "scored rows");
        for (int round = 0; round < Integer.parseInt(words[3]); round++) {
            Clock scoring = new Clock();
            double[] scores = detector.score(values, rows);
            scoring.say(SCORE);
            if (scores.length != rows || !Double.isFinite(scores[rows - 1])) {
                throw new IllegalStateException("every row must have a finite score, but the last of " + rows + " had "
                        + scores[scores.length - 1]);
            }
        }
    }

    /** Time since it was made: of the clock on the wall, and of all processors. */
    private static final class Clock {
        private final long started = System.nanoTime();
        private final long used = processorNanos();

        void say(String what) {
            System.out.printf(
                    Locale.ROOT,
                    "%s|%.4f|%.4f%n",
                    what,
                    (System.nanoTime() - started) / 1e9,
                    (processorNanos() - used) / 1e9);
        }

        private static long processorNanos() {
            return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean bean
                    ? bean.getProcessCpuTime()
                    : 0;
        }
    }
}
