package dev.hourglass.anomaly;

import dev.hourglass.anomaly.AlarmFit.HeldOut;
import dev.hourglass.anomaly.Candidates.Fitted;
import dev.hourglass.anomaly.scorer.Scorer;
import dev.hourglass.anomaly.series.Seasonality;
import dev.hourglass.anomaly.series.SeriesConfig;
import dev.hourglass.anomaly.threshold.HeldOutScores;
import dev.hourglass.anomaly.threshold.ThresholdTable;
import dev.hourglass.artifact.Provenance;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.ImageSchema;
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
import java.util.function.Function;

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
        float[] inputs = framing.training(training, rows.training().rows(), 0, rows.isLeftOut());
        float[] normal = framing.training(
                normal(heldOut, rows), normalRows(rows), rows.training().rows(), rows.isAnomaly());
        Rehearsal rehearsal = rehearsal(subject, framing, normal);
        TrimmedFit trimmed = trimmed(isAnomaly, inputs.length / framing.features(), progress);
        List<Fitted> fitted =
                new Candidates(config, seed, trimmed, progress).fit(inputs, framing.features(), rehearsal);
        List<Double> areas = fitted.stream()
                .map(one -> rehearsal.rocAuc(one.scorer(), threads))
                .toList();
        int chosen = choose(fitted, areas);
        Scorer scorer = fitted.get(chosen).scorer();
        HeldOut kept =
                new HeldOut(heldOut, rows.heldOut().rows(), rows.training().rows(), rows.isAnomaly());
        AlarmFit alarms = new AlarmFit(framing, config.alarms().effectiveRule(subject.kind()), threads);
        double[] scores = alarms.scores(scorer, kept);
        HeldOutScores known = kept.known(scores);
        Alarming whole = alarms.whole(known);
        Judge judge = new Judge(normalization, framing, scorer, whole, alarms.streamed(scorer, kept, whole));
        TrainingSpread spread =
                TrainingSpread.of(inOwnUnits(normalization, training), subject.features(), scorer, inputs, threads);
        String choice = reason(fitted, areas, chosen);
        Detector detector = new Detector(
                subject,
                judge,
                spread,
                provenance(rows.training(), judge, fitted.get(chosen).name(), areas.get(chosen)),
                threads);
        double perDay = subject.timing().rowsPerDay();
        return new Result(
                detector,
                new FitSummary(
                        rows.training().rows(),
                        rows.heldOut().rows(),
                        candidates(fitted, areas, chosen, one -> alarms.scores(one, kept), kept),
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

    /** Labels know which rows are anomalies, so those are gone already, and nothing is left to guess. */
    private TrimmedFit trimmed(boolean[] isAnomaly, int inputs, Consumer<String> progress) {
        double share = isAnomaly.length == 0 ? config.alarms().contamination() : 0;
        TrimmedFit trimmed = new TrimmedFit(share, threads);
        if (trimmed.dropped(inputs) > 0) {
            progress.accept("each scorer is fitted twice, the second time without at least the "
                    + trimmed.dropped(inputs) + " of " + inputs + " that scored highest");
        }
        return trimmed;
    }

    private Rehearsal rehearsal(Subject subject, Framing framing, float[] normal) {
        return subject.kind() == DetectorKind.IMAGES && subject.reading().schema() instanceof ImageSchema schema
                ? Rehearsal.ofImages(normal, schema, seed)
                : Rehearsal.of(normal, framing.features(), seed);
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

    private static List<FitSummary.Candidate> candidates(
            List<Fitted> fitted, List<Double> areas, int chosen, Function<Scorer, double[]> scores, HeldOut rows) {
        List<FitSummary.Candidate> candidates = new ArrayList<>();
        boolean isLabelled = rows.known(new double[rows.count()]).hasBothKinds();
        for (int i = 0; i < fitted.size(); i++) {
            Fitted one = fitted.get(i);
            double labelled = isLabelled
                    ? RankingMetrics.of(scores.apply(one.scorer()), rows.isAnomaly())
                            .rocAuc()
                    : Double.NaN;
            candidates.add(new FitSummary.Candidate(one.name(), areas.get(i), labelled, one.seconds(), i == chosen));
        }
        return candidates;
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

    static float[] inOwnUnits(Normalization normalization, float[] normalized) {
        float[] filled = normalized.clone();
        normalization.invert(filled, 0, filled.length / normalization.features());
        return filled;
    }

    private Provenance provenance(Dataset training, Judge judge, String chosen, double area) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("scorer", chosen);
        settings.put("threshold", judge.whole().threshold().rule().id());
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
