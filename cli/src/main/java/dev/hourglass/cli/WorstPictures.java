package dev.hourglass.cli;

import dev.hourglass.anomaly.Detector;
import dev.hourglass.anomaly.Verdicts;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.report.DetectionReport.Alarm;
import dev.hourglass.report.DetectionReport.Picture;
import dev.hourglass.report.DetectionReport.Point;
import dev.hourglass.report.HeatMap;
import dev.hourglass.report.ImageGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/** Keeps the images with the highest scores, block by block, and draws them. Not thread-safe; confine to one thread. */
final class WorstPictures {
    static final int SHOWN = 24;
    private static final int REASONS = 3;

    private final Detector detector;
    private final ImageSchema schema;
    private final PriorityQueue<Kept> worst = new PriorityQueue<>(
            Comparator.comparingDouble(kept -> kept.alarm().point().score()));
    private long rows;

    WorstPictures(Detector detector, ImageSchema schema) {
        this.detector = detector;
        this.schema = schema;
    }

    @SuppressWarnings("ArrayRecordComponent") // copies of its own, that nobody writes to
    private record Kept(Alarm alarm, float[] values, float[] contributions) {}

    /** Takes images, [.., C, H, W]. */
    void add(Verdicts verdicts, float[] values) {
        for (int i = 0; i < verdicts.rows(); i++) {
            rows++;
            double score = verdicts.score(i);
            if (worst.size() < SHOWN || score > worst.element().alarm().point().score()) {
                worst.add(kept(verdicts, i, values));
                if (worst.size() > SHOWN) {
                    worst.remove();
                }
            }
        }
    }

    private Kept kept(Verdicts verdicts, int row, float[] values) {
        Point point = new Point(rows, "", verdicts.score(row), verdicts.isAlarm(row));
        Alarm alarm = new Alarm(
                point,
                "",
                1 - verdicts.probability(row),
                verdicts.reasons(row, REASONS).stream()
                        .map(VerdictTally::because)
                        .toList());
        int features = schema.features();
        return new Kept(
                alarm, Arrays.copyOfRange(values, row * features, (row + 1) * features), verdicts.contributions(row));
    }

    /** Returns the images drawn, the worst first. */
    List<Picture> pictures() {
        List<Picture> pictures = new ArrayList<>();
        for (Kept kept : worst.stream()
                .sorted(Comparator.comparingDouble(
                                (Kept one) -> one.alarm().point().score())
                        .reversed())
                .toList()) {
            pictures.add(new Picture(
                    kept.alarm(),
                    HeatMap.of(schema, kept.values(), detector.reconstruct(kept.values(), 1), kept.contributions())));
        }
        return pictures;
    }

    /** Writes each as a PNG file, {@code 01-image-4711.png} the worst. */
    static void write(Path folder, List<Picture> pictures) throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < pictures.size(); i++) {
            Picture picture = pictures.get(i);
            String name = String.format(
                    Locale.ROOT,
                    "%02d-image-%d.png",
                    i + 1,
                    picture.alarm().point().row());
            ImageGrid.writePng(folder.resolve(name), picture.image());
        }
    }
}
