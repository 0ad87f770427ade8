package dev.hourglass.cli;

import dev.hourglass.anomaly.Detector;
import dev.hourglass.anomaly.DriftReport;
import dev.hourglass.anomaly.FitSummary;
import dev.hourglass.anomaly.threshold.ThresholdTable;
import dev.hourglass.evaluate.detection.AlarmCounts;
import dev.hourglass.evaluate.detection.RankingMetrics;
import dev.hourglass.report.DetectionReport;
import dev.hourglass.report.DetectionReport.Baseline;
import dev.hourglass.report.DetectionReport.Judged;
import dev.hourglass.report.DetectionReport.Picture;
import dev.hourglass.report.DetectionReport.Quality;
import dev.hourglass.report.DetectionReport.ThresholdRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Makes of a detector and what it says the page that people look at.
 *
 * @param detector what judges
 * @param command what was typed
 */
record DetectionReports(Detector detector, String command) {
    /** Returns the page of a fit. */
    DetectionReport fitted(String data, FitSummary summary) {
        double[] scores = summary.heldOutScores().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        return new DetectionReport(
                "A detector for " + data,
                judged(summary.choice()),
                VerdictTally.drawn(
                        "held-out rows", scores, List.of(), detector.threshold().value()),
                List.of(),
                List.of(),
                List.of(),
                summary.candidates().stream()
                        .map(one -> new Baseline(
                                one.scorer(), one.rehearsal(), one.labelled(), one.seconds(), one.isChosen()))
                        .toList(),
                thresholds(summary.thresholds()),
                Optional.empty(),
                Optional.empty(),
                summary.warnings(),
                command);
    }

    /** Returns the page of scored rows. */
    DetectionReport scored(String data, VerdictTally tally, Optional<Quality> quality, Optional<DriftReport> drift) {
        return scored(data, tally, List.of(), quality, drift);
    }

    /** Returns the page of scored rows, of images with the worst of them. */
    DetectionReport scored(
            String data,
            VerdictTally tally,
            List<Picture> pictures,
            Optional<Quality> quality,
            Optional<DriftReport> drift) {
        List<String> warnings = new ArrayList<>();
        drift.filter(found -> found.advice().isToRetrain())
                .ifPresent(found -> warnings.add(found.advice().reason()));
        return new DetectionReport(
                "Anomalies in " + data,
                judged(detector.provenance().settings().getOrDefault("scorer", "")),
                tally.drawn("rows", detector.threshold().value()),
                tally.worst(),
                pictures.isEmpty() ? tally.columns() : List.of(),
                pictures,
                List.of(),
                List.of(),
                quality,
                drift,
                warnings,
                command);
    }

    private Judged judged(String choice) {
        return new Judged(
                detector.scorer().id(),
                choice,
                detector.threshold().value(),
                detector.threshold().reason(),
                detector.threshold().falseAlarmsPerThousand() / 1000,
                detector.provenance().dataRows());
    }

    private List<ThresholdRow> thresholds(ThresholdTable table) {
        boolean hasDays = !Double.isNaN(detector.subject().timing().rowsPerDay());
        double used = detector.threshold().value();
        double perThousand = detector.threshold().falseAlarmsPerThousand();
        List<ThresholdRow> rows = new ArrayList<>();
        rows.add(new ThresholdRow(
                used, perThousand, hasDays ? perThousand * table.rowsPerDay() / 1000 : Double.NaN, true));
        for (ThresholdTable.Line line : table.lines()) {
            if (line.threshold() != used) {
                rows.add(new ThresholdRow(
                        line.threshold(),
                        line.falseAlarmsPerThousand(),
                        hasDays ? line.falseAlarmsPerDay() : Double.NaN,
                        false));
            }
        }
        rows.sort(Comparator.comparingDouble(ThresholdRow::threshold));
        return rows;
    }

    /** Returns how good scores and alarms are against labels. */
    static Quality quality(double[] scores, boolean[] isAnomaly, double threshold) {
        RankingMetrics ranking = RankingMetrics.of(scores, isAnomaly);
        AlarmCounts alarms = AlarmCounts.of(scores, isAnomaly, threshold);
        return new Quality(
                ranking.rocAuc(),
                ranking.averagePrecision(),
                ranking.prevalence(),
                alarms.precision(),
                alarms.recall(),
                ranking.bestF1().f1());
    }
}
