package dev.hourglass.anomaly;

import dev.hourglass.anomaly.scorer.Scorer;
import dev.hourglass.anomaly.scorer.Scorers;
import dev.hourglass.anomaly.scorer.StoredScorer;
import dev.hourglass.anomaly.series.Seasonality;
import dev.hourglass.anomaly.series.SeriesConfig;
import dev.hourglass.anomaly.threshold.Calibration;
import dev.hourglass.anomaly.threshold.Threshold;
import dev.hourglass.artifact.ArtifactFile;
import dev.hourglass.artifact.NormalizationArrays;
import dev.hourglass.artifact.Provenance;
import dev.hourglass.artifact.ProvenanceJson;
import dev.hourglass.artifact.SchemaJson;
import dev.hourglass.artifact.TrainedModel.Reading;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.DataNotFoundException;
import dev.hourglass.error.UnsupportedVersionException;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.file.Json;
import dev.hourglass.file.JsonView;
import dev.hourglass.file.NamedArrays;
import dev.hourglass.file.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes detectors: a safetensors file with a manifest, as models have.
 *
 * <pre>
 * manifest   {"formatVersion": 1,
 *             "detector": {"kind": "series",
 *                          "timing": {"column": "timestamp", "startSeconds": ..., "stepSeconds": ...},
 *                          "window": 32, "season": {...},                      of a series
 *                          "scorer": {"kind": "autoencoder", ...},
 *                          "whole": {"calibration": {...}, "threshold": {...}},
 *                          "streamed": {...}},                                 of a series
 *             "normalization": "STANDARDIZE", "schema": {...}, "reading": {...}, "provenance": {...}}
 * scorer.*             numbers of the scorer
 * season.*             the profile of a season
 * reference.borders    [D, 9], reference.shares [D, 10], reference.means [D]: what columns were in training
 * codes.*              the same of codes, of a scorer that has some
 * normalization.fill   [D], normalization.offset [D], normalization.scale [D]
 * </pre>
 *
 * <p>Equal detectors make equal files on every machine. Safe for concurrent use.
 */
public final class DetectorFile {
    private static final String DETECTOR = "detector";
    private static final String SCORER = "scorer";
    private static final String SEASON = "season";
    private static final String REFERENCE = "reference";
    private static final String CODES = "codes";
    private static final String WINDOW = "window";
    private static final String TIMING = "timing";
    private static final String WHOLE = "whole";
    private static final String STREAMED = "streamed";

    private DetectorFile() {}

    /**
     * Writes a detector under a temporary name, forces it and renames it.
     *
     * @param detector the detector
     * @param target the file; replaced if it exists
     * @throws IOException if the file cannot be written; the target is then as it was
     */
    public static void write(Detector detector, Path target) throws IOException {
        List<SafetensorsFile.Entry> arrays = new ArrayList<>();
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put(DETECTOR, print(detector, arrays));
        manifest.put("normalization", detector.normalization().kind().name());
        manifest.put("schema", SchemaJson.print(detector.schema()));
        manifest.put("reading", SchemaJson.print(detector.subject().reading().options()));
        manifest.put("provenance", ProvenanceJson.print(detector.provenance()));
        arrays.addAll(detector.spread().columns().store(REFERENCE));
        detector.spread().codes().ifPresent(codes -> arrays.addAll(codes.store(CODES)));
        arrays.addAll(NormalizationArrays.print(detector.normalization()));
        ArtifactFile.write(target, Json.sorted(manifest), arrays);
    }

    private static Map<String, Object> print(Detector detector, List<SafetensorsFile.Entry> arrays) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", detector.subject().kind().name().toLowerCase(Locale.ROOT));
        Timing timing = detector.subject().timing();
        if (!timing.column().isEmpty()) {
            fields.put(TIMING, print(timing));
        }
        detector.judge().framing().season().ifPresent(season -> {
            fields.put(WINDOW, season.config().window());
            fields.put(SEASON, take(season.seasonality().store(), SEASON, arrays));
            fields.put(STREAMED, print(detector.streamedAlarming()));
        });
        fields.put(SCORER, take(detector.scorer().store(), SCORER, arrays));
        fields.put(WHOLE, print(detector.alarming()));
        return fields;
    }

    private static Map<String, Object> print(Timing timing) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("column", timing.column());
        if (timing.isKnown()) {
            fields.put("startSeconds", timing.startSeconds());
            fields.put("stepSeconds", timing.stepSeconds());
        }
        return fields;
    }

    private static Map<String, Object> print(Alarming alarming) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("calibration", alarming.calibration().fields());
        fields.put("threshold", alarming.threshold().fields());
        return fields;
    }

    private static Map<String, Object> take(StoredScorer stored, String prefix, List<SafetensorsFile.Entry> arrays) {
        for (SafetensorsFile.Entry entry : stored.arrays()) {
            arrays.add(new SafetensorsFile.Entry(prefix + "." + entry.name(), entry.shape(), entry.values()));
        }
        return stored.fields();
    }

    /**
     * Returns whether a file holds a detector, and not a model.
     *
     * @param file the file
     * @throws CorruptArtifactException if any byte is not as it was written
     * @throws IOException if the file cannot be read
     */
    public static boolean isDetector(Path file) throws IOException {
        return ArtifactFile.holds(file, DETECTOR);
    }

    /**
     * Reads a detector.
     *
     * @param file the file
     * @throws DataNotFoundException if there is no such file
     * @throws WrongModelException if it holds a model that is no detector
     * @throws CorruptArtifactException if any byte is not as it was written
     * @throws UnsupportedVersionException if a newer Hourglass wrote it
     * @throws IOException if the file cannot be read
     */
    public static Detector read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new DataNotFoundException(
                    "detector " + file + " must be a file, but there is none; fit one with \"hourglass detect fit\"");
        }
        return ArtifactFile.read(file, opened -> read(file, opened));
    }

    private static Detector read(Path file, ArtifactFile opened) {
        JsonView manifest = opened.manifest();
        JsonView fields = manifest.optional(DETECTOR)
                .orElseThrow(() -> new WrongModelException(
                        file + " must be a detector, but is a model; fit a detector with \"hourglass detect fit\""));
        Reading reading = new Reading(
                SchemaJson.readSchema(manifest.object("schema")), SchemaJson.readOptions(manifest.object("reading")));
        Subject subject = new Subject(
                DetectorKind.valueOf(fields.text("kind").toUpperCase(Locale.ROOT)), reading, readTiming(fields));
        Framing framing = readFraming(fields, subject, opened);
        Scorer scorer = Scorers.read(fields.object(SCORER), opened.arrays().under(SCORER));
        if (scorer.features() != framing.features()) {
            throw new IllegalArgumentException(
                    "the scorer must take " + framing.features() + " values, but takes " + scorer.features());
        }
        Alarming whole = readAlarming(fields.object(WHOLE));
        Judge judge = new Judge(
                NormalizationArrays.read(manifest.text("normalization"), subject.features(), opened.arrays()),
                framing,
                scorer,
                whole,
                framing.season().isPresent() ? readAlarming(fields.object(STREAMED)) : whole);
        Provenance provenance = ProvenanceJson.read(manifest.object("provenance"));
        return new Detector(subject, judge, readSpread(subject, scorer, opened.arrays()), provenance, 1);
    }

    private static TrainingSpread readSpread(Subject subject, Scorer scorer, NamedArrays arrays) {
        int codeSize = TrainingSpread.codeSize(scorer);
        return new TrainingSpread(
                BinnedColumns.read(subject.features(), arrays.under(REFERENCE)),
                codeSize == 0 ? Optional.empty() : Optional.of(BinnedColumns.read(codeSize, arrays.under(CODES))));
    }

    private static Timing readTiming(JsonView fields) {
        return fields.optional(TIMING)
                .map(timing -> timing.fields().containsKey("stepSeconds")
                        ? new Timing(timing.text("column"), timing.number("startSeconds"), timing.number("stepSeconds"))
                        : new Timing(timing.text("column"), Double.NaN, Double.NaN))
                .orElse(Timing.NONE);
    }

    private static Framing readFraming(JsonView fields, Subject subject, ArtifactFile opened) {
        if (!fields.fields().containsKey(WINDOW)) {
            return Framing.rows(subject.features());
        }
        Seasonality season =
                Seasonality.read(fields.object(SEASON), opened.arrays().under(SEASON));
        if (season.columns() != subject.features()) {
            throw new IllegalArgumentException(
                    "the season must have " + subject.features() + " columns, but has " + season.columns());
        }
        return Framing.series(SeriesConfig.defaults(fields.integer(WINDOW)), season);
    }

    private static Alarming readAlarming(JsonView fields) {
        return new Alarming(Calibration.read(fields.object("calibration")), Threshold.read(fields.object("threshold")));
    }
}
