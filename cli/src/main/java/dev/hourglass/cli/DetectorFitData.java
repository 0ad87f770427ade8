package dev.hourglass.cli;

import dev.hourglass.anomaly.AnomalyLabels;
import dev.hourglass.anomaly.DetectorKind;
import dev.hourglass.anomaly.Subject;
import dev.hourglass.anomaly.Timing;
import dev.hourglass.artifact.TrainedModel.Reading;
import dev.hourglass.data.CsvOptions;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.data.MissingPolicy;
import dev.hourglass.data.NamedDataset;
import dev.hourglass.data.RowReader;
import dev.hourglass.data.TimeColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a detector is to be fitted on: cells that are missing are filled, the column of times is no feature, and
 * rows that come at even steps are a series.
 *
 * @param subject what the rows are
 * @param data the rows
 * @param isAnomaly what labels say; none without labels
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once
record DetectorFitData(Subject subject, Dataset data, boolean[] isAnomaly) {
    /**
     * What is wanted.
     *
     * @param kind what rows are to each other; null to find out
     * @param time the column that says when; null to find out, empty for none
     * @param anomalies which labels mean an anomaly, none for the usual words; nothing where labels mean something else
     */
    record Wish(@Nullable DetectorKind kind, @Nullable String time, Optional<List<String>> anomalies) {}

    static DetectorFitData read(String text, Settings settings, Wish wish, Messages messages) throws IOException {
        DataSettings reading = new DataSettings(settings, messages);
        DataSource source = reading.source(text);
        DataOptions options = reading.options(source);
        settings.requireAllRead();
        Timing timing = Timing.NONE;
        if (isTable(source)) {
            CsvOptions csv = options.csv();
            if (!settings.has(Setting.MISSING)) {
                csv = csv.withMissing(csv.missing().withPolicy(MissingPolicy.MEDIAN));
            }
            timing = timing(source, csv, wish.time(), messages);
            options = options.withCsv(timing.column().isEmpty() ? csv : TimeColumn.ignore(csv, timing.column()));
        }
        Dataset data = load(source, options, messages);
        List<String> labels = options.csv().labelColumns();
        DetectorKind kind = wish.kind() != null ? wish.kind() : kind(data, timing);
        boolean[] isAnomaly = wish.anomalies()
                .filter(anomalies -> !labels.isEmpty() || (source.isNamed() && !anomalies.isEmpty()))
                .map(anomalies -> AnomalyLabels.read(data.labels(), anomalies))
                .orElse(new boolean[0]);
        return new DetectorFitData(new Subject(kind, new Reading(data.schema(), options), timing), data, isAnomaly);
    }

    /** Returns whether data is a CSV file. */
    static boolean isTable(DataSource source) {
        return !source.isNamed()
                && !Files.isDirectory(source.path())
                && source.text().toLowerCase(Locale.ROOT).matches(".*\\.[ct]sv(\\.gz)?");
    }

    private static Timing timing(DataSource source, CsvOptions csv, @Nullable String wished, Messages messages)
            throws IOException {
        if (wished != null && wished.isEmpty()) {
            return Timing.NONE;
        }
        Optional<TimeColumn.Found> found = wished == null
                ? TimeColumn.find(source.path(), csv)
                : Optional.of(TimeColumn.named(source.path(), csv, wished));
        found.ifPresent(column -> messages.say(
                "note: column \"" + column.name() + "\" says when, and is set aside; --no-time makes it a feature"));
        return found.map(Timing::of).orElse(Timing.NONE);
    }

    private static DetectorKind kind(Dataset data, Timing timing) {
        if (data.schema() instanceof ImageSchema) {
            return DetectorKind.IMAGES;
        }
        return timing.isKnown() ? DetectorKind.SERIES : DetectorKind.TABLE;
    }

    /** Of a named set the training part, unless another is named. */
    private static Dataset load(DataSource source, DataOptions options, Messages messages) throws IOException {
        if (source.isNamed()) {
            NamedDataset parts = source.loadNamed();
            return source.hasPart() ? source.part(parts) : parts.train();
        }
        try (RowReader reader = source.open(options)) {
            Dataset data = dev.hourglass.data.Datasets.load(reader, source.shortName());
            DetectorInput.tell(reader, messages);
            return data;
        }
    }
}
