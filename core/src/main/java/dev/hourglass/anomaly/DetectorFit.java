package dev.hourglass.anomaly;

import dev.hourglass.anomaly.Candidates.Fitted;
import dev.hourglass.anomaly.scorer.Scorer;
import dev.hourglass.anomaly.series.Seasonality;
import dev.hourglass.anomaly.series.SeriesConfig;
import dev.hourglass.anomaly.threshold.Calibration;
import dev.hourglass.anomaly.threshold.HeldOutScores;
import dev.hourglass.anomaly.threshold.ThresholdRule;
import dev.hourglass.anomaly.threshold.ThresholdTable;
import dev.hourglass.artifact.Provenance;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.Normalization;
import dev.hourglass.data.TableSchema;
import dev.hourglass.evaluate.detection.RankingMetrics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Fits a detector: most rows teach the scorers, the others tell how rare scores are and set the threshold.
 *
 * <p>The same rows, config and seed give the same detector, to the bit, with any number of threads. Not thread-safe.
 */
public final class DetectorFit {
    private static final double ROWS_WITHOUT_TIME = 1000;

    private final DetectorConfig config;
    private final long seed;
    private final int threads;
    private final List<String> warnings = new ArrayList<>();

    /**
     * Prepares a fit.
     *
     * @param config how
     * @param seed of everything random
     * @param threads how many may work on it
     */
    public DetectorFit(DetectorConfig config, long seed, int threads) {
        this.config = config;
        this.seed = seed;
        this.threads = threads;
    }

    /**
     * What came of it.
     *
     * @param detector the detector
     * @param summary how it came to be
     */
    public record Result(Detector detector, FitSummary summary) {}

    /**
     * Fits.
     *
     * @param subject what the rows are
     * @param data the rows, in their own units, NaN where missing; of a series in order
     * @param isAnomaly [N], what labels say; none where there are no labels
     * @param progress hears what is done
     * @throws IllegalArgumentException if there are too few rows, or the rule needs labels and there are none
     */
    public Result fit(Subject subject, Dataset data, boolean[] isAnomaly, Consumer<String> progress) {
        warnings.clear();
        checkLabels(subject, data, isAnomaly);
        FitRows rows =
                FitRows.of(data, isAnomaly, subject.kind(), config.alarms().heldOutShare(), seed);
        Normalization normalization =
                Normalization.fit(normalization(subject), Normalization.MissingFill.MEDIAN, rows.training());
        float[] training = normalization.apply(rows.training()).values();
        float[] heldOut = normalization.apply(rows.heldOut()).values();
        Framing framing = framing(subject, training, rows.training().rows());
        float[] inputs = framing.training(training, rows.training().rows());
        Rehearsal rehearsal =
                Rehearsal.of(framing.training(normal(heldOut, rows), normalRows(rows)), framing.features(), seed);
        List<Fitted> fitted =
                new Candidates(config, seed, threads, progress).fit(inputs, framing.features(), rehearsal);
        List<Double> areas = fitted.stream()
                .map(one -> rehearsal.rocAuc(one.scorer(), threads))
                .toList();
        int chosen = choose(fitted, areas);
        Scorer scorer = fitted.get(chosen).scorer();
        double[] scores = scores(framing, scorer, heldOut, rows);
        HeldOutScores known = held(scores, rows.isAnomaly());
        ThresholdRule rule = config.alarms().effectiveRule();
        Alarming whole = new Alarming(Calibration.fit(known), rule.fit(known));
        Alarming streamed = framing.window() == 1 ? whole : streamed(framing, scorer, heldOut, rows);
        Judge judge = new Judge(normalization, framing, scorer, whole, streamed);
        BinnedColumns reference = reference(normalization, training, subject.features());
        String choice = reason(fitted, areas, chosen);
        Detector detector = new Detector(
                subject, judge, reference, provenance(rows.training(), fitted.get(chosen), areas.get(chosen)), threads);
        double perDay = subject.timing().rowsPerDay();
        return new Result(
                detector,
                new FitSummary(
                        rows.training().rows(),
                        rows.heldOut().rows(),
                        candidates(fitted, areas, chosen, framing, heldOut, rows),
                        choice,
                        Arrays.stream(scores).boxed().toList(),
                        ThresholdTable.of(known, Double.isNaN(perDay) ? ROWS_WITHOUT_TIME : perDay),
                        warnings));
    }

    /** Pixels have one unit; a corner that is hardly ever used must not weigh as much as the middle. */
    private static Normalization.Kind normalization(Subject subject) {
        return subject.kind() == DetectorKind.IMAGES ? Normalization.Kind.NONE : Normalization.Kind.STANDARDIZE;
    }

    private void checkLabels(Subject subject, Dataset data, boolean[] isAnomaly) {
        if (subject.kind() == DetectorKind.IMAGES) {
            return; // no pixel is a label in disguise
        }
        if (isAnomaly.length > 0) {
            warnings.addAll(LeakCheck.withLabels(data.values(), data.schema(), isAnomaly));
        } else if (subject.reading().schema() instanceof TableSchema table) {
            warnings.addAll(LeakCheck.byName(table.featureNames()));
        }
    }

    private Framing framing(Subject subject, float[] training, int rows) {
        int columns = subject.features();
        int window = config.windowFor(columns);
        if (subject.kind() != DetectorKind.SERIES || window == 1) {
            return Framing.rows(columns);
        }
        SeriesConfig series = SeriesConfig.defaults(window);
        // Without times nobody knows where in its season a new file starts.
        Seasonality season = subject.timing().isKnown()
                ? Seasonality.fit(training, rows, columns, series.maxPeriod())
                : Seasonality.none(columns);
        return Framing.series(series, season);
    }

    /** Returns the index of the scorer that judges. */
    private int choose(List<Fitted> fitted, List<Double> areas) {
        for (int i = 0; i < fitted.size(); i++) {
            if (fitted.get(i).choice() == config.model()) {
                return i;
            }
        }
        int best = 0;
        for (int i = 1; i < areas.size(); i++) {
            best = areas.get(i) > areas.get(best) ? i : best;
        }
        return best;
    }

    private String reason(List<Fitted> fitted, List<Double> areas, int chosen) {
        int best = areas.indexOf(areas.stream().max(Comparator.naturalOrder()).orElseThrow());
        if (config.model() == ModelChoice.AUTO) {
            return fitted.get(chosen).name() + " judges since it did best in the rehearsal";
        }
        if (areas.get(best) > areas.get(chosen)) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%s did better in the rehearsal (%.3f against %.3f): take it, or leave the choice to the rehearsal",
                    fitted.get(best).name(),
                    areas.get(best),
                    areas.get(chosen)));
        }
        return fitted.get(chosen).name() + " judges since it was asked for";
    }

    private List<FitSummary.Candidate> candidates(
            List<Fitted> fitted, List<Double> areas, int chosen, Framing framing, float[] heldOut, FitRows rows) {
        List<FitSummary.Candidate> candidates = new ArrayList<>();
        boolean isLabelled =
                held(new double[rows.heldOut().rows()], rows.isAnomaly()).hasBothKinds();
        for (int i = 0; i < fitted.size(); i++) {
            Fitted one = fitted.get(i);
            double labelled = isLabelled
                    ? RankingMetrics.of(scores(framing, one.scorer(), heldOut, rows), rows.isAnomaly())
                            .rocAuc()
                    : Double.NaN;
            candidates.add(new FitSummary.Candidate(one.name(), areas.get(i), labelled, one.seconds(), i == chosen));
        }
        return candidates;
    }

    private double[] scores(Framing framing, Scorer scorer, float[] heldOut, FitRows rows) {
        return framing.score(
                scorer, heldOut, rows.heldOut().rows(), rows.training().rows(), threads);
    }

    private Alarming streamed(Framing framing, Scorer scorer, float[] heldOut, FitRows rows) {
        double[] scores = framing.streamed(
                scorer, heldOut, rows.heldOut().rows(), rows.training().rows(), threads);
        boolean[] labels = rows.isAnomaly().length == 0
                ? rows.isAnomaly()
                : Arrays.copyOfRange(rows.isAnomaly(), framing.window() - 1, rows.isAnomaly().length);
        HeldOutScores known = held(scores, labels);
        return new Alarming(
                Calibration.fit(known), config.alarms().effectiveRule().fit(known));
    }

    private static HeldOutScores held(double[] scores, boolean[] isAnomaly) {
        return isAnomaly.length == 0 ? HeldOutScores.of(scores) : HeldOutScores.of(scores, isAnomaly);
    }

    /** The labelled rules need the anomalies; the rehearsal needs rows without. They stand behind the normal ones. */
    private static float[] normal(float[] heldOut, FitRows rows) {
        return Arrays.copyOf(heldOut, normalRows(rows) * rows.heldOut().features());
    }

    private static int normalRows(FitRows rows) {
        int count = rows.heldOut().rows();
        while (count > 1 && rows.isAnomaly().length > 0 && rows.isAnomaly()[count - 1]) {
            count--;
        }
        return count;
    }

    private static BinnedColumns reference(Normalization normalization, float[] training, int features) {
        float[] filled = training.clone();
        normalization.invert(filled, 0, filled.length / features);
        return BinnedColumns.of(filled, features);
    }

    private Provenance provenance(Dataset training, Fitted chosen, double area) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("scorer", chosen.name());
        settings.put("threshold", config.alarms().effectiveRule().id());
        settings.put("contamination", Double.toString(config.alarms().contamination()));
        settings.put("heldOutShare", Double.toString(config.alarms().heldOutShare()));
        return new Provenance(
                Provenance.CURRENT_VERSION,
                training.name(),
                training.fingerprint(),
                training.rows(),
                seed,
                settings,
                Map.of("rehearsal ROC-AUC", area));
    }
}
