package dev.hourglass.anomaly;

import dev.hourglass.anomaly.scorer.AutoencoderConfig;
import dev.hourglass.anomaly.scorer.AutoencoderScorer;
import dev.hourglass.anomaly.scorer.AutoencoderUpdate;
import dev.hourglass.anomaly.scorer.IsolationForest;
import dev.hourglass.anomaly.scorer.OneClassSvm;
import dev.hourglass.anomaly.scorer.PcaScorer;
import dev.hourglass.anomaly.scorer.Scorer;
import dev.hourglass.anomaly.threshold.HeldOutScores;
import dev.hourglass.anomaly.threshold.ThresholdRule;
import dev.hourglass.artifact.Provenance;
import dev.hourglass.data.Dataset;
import dev.hourglass.error.WrongModelException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Continues a detector on new normal rows: most of them teach the scorer, the others tell how rare scores are now and
 * set the threshold by the rule that chose it before. Normalization, windows and seasons stay as they are.
 *
 * <p>An ensemble of autoencoders goes on from its weights. The other scorers cannot go on, and are fitted anew, on the
 * new rows alone.
 *
 * <p>The same detector and rows give the same new detector, to the bit, with any number of threads. Immutable and safe
 * for concurrent use.
 */
public final class DetectorUpdate {
    /** As in {@link DetectorConfig#defaults}: the threshold needs rows that nothing was learned from. */
    private static final double HELD_OUT_SHARE = 0.2;

    private static final String UPDATED_FROM = "updatedFrom";

    private final Detector detector;
    private final ThresholdRule rule;
    private final int threads;

    /** Prepares an update with the rule that the detector's threshold was chosen by. */
    public DetectorUpdate(Detector detector) {
        this(detector, detector.threshold().rule());
    }

    /**
     * Prepares an update.
     *
     * @param detector what to update; stays as it is
     * @param rule chooses the new threshold
     * @throws IllegalArgumentException if the rule needs labels, since all new rows are taken for normal
     */
    public DetectorUpdate(Detector detector, ThresholdRule rule) {
        if (rule.needsLabels()) {
            throw new IllegalArgumentException("the threshold's rule must do without labels, since all new rows are"
                    + " taken for normal, but is " + rule.id() + "; choose another, such as pot:0.001");
        }
        this.detector = detector;
        this.rule = rule;
        this.threads = detector.threads();
    }

    /**
     * What came of it.
     *
     * @param detector the new detector
     * @param trainingRows the new rows that were learned from
     * @param heldOutRows the new rows that set the threshold
     * @param isContinued whether the scorer went on from what it knew; else it was fitted anew
     */
    public record Result(Detector detector, int trainingRows, int heldOutRows, boolean isContinued) {}

    /**
     * Updates.
     *
     * @param data new rows, normal, in their own units, NaN where missing; of a series in order
     * @param firstRow of a series, how many rows after the first training row they start; see {@link Timing#rowAt}
     * @throws WrongModelException if rows are of another size, or a series is too short
     * @throws IllegalArgumentException if there are too few rows
     */
    public Result update(Dataset data, long firstRow) {
        if (data.features() != detector.subject().features()) {
            throw new WrongModelException("the detector takes rows of "
                    + detector.subject().features() + " values, but those of \"" + data.name() + "\" have "
                    + data.features());
        }
        long seed = detector.provenance().seed();
        FitRows rows = FitRows.of(data, new boolean[0], detector.subject().kind(), HELD_OUT_SHARE, seed);
        int trained = rows.training().rows();
        requireWindows(rows);
        float[] training = detector.normalized(rows.training().values(), trained);
        Framing framing = detector.judge().framing();
        float[] inputs = framing.inputs(training, trained, firstRow);
        Scorer scorer = renewed(inputs, seed);
        AlarmFit.HeldOut heldOut = new AlarmFit.HeldOut(
                detector.normalized(rows.heldOut().values(), rows.heldOut().rows()),
                rows.heldOut().rows(),
                firstRow + trained,
                new boolean[0]);
        AlarmFit alarms = new AlarmFit(framing, rule, threads);
        Alarming whole = alarms.whole(HeldOutScores.of(alarms.scores(scorer, heldOut)));
        Judge judge = detector.judge().withScorer(scorer, whole, alarms.streamed(scorer, heldOut, whole));
        float[] filled = DetectorFit.inOwnUnits(detector.normalization(), training);
        TrainingSpread spread = TrainingSpread.of(filled, data.features(), scorer, inputs, threads);
        return new Result(
                new Detector(detector.subject(), judge, spread, provenance(rows.training()), threads),
                trained,
                rows.heldOut().rows(),
                scorer instanceof AutoencoderScorer);
    }

    private void requireWindows(FitRows rows) {
        int window = detector.window();
        if (rows.training().rows() <= window || rows.heldOut().rows() < window) {
            throw new WrongModelException("of a series, a fifth of the new rows must be at least " + window
                    + ", the window of the detector, but is " + rows.heldOut().rows());
        }
    }

    private Scorer renewed(float[] inputs, long seed) {
        Scorer scorer = detector.scorer();
        int features = scorer.features();
        if (scorer instanceof AutoencoderScorer ensemble) {
            return new AutoencoderUpdate(AutoencoderConfig.Training.ofUpdate(), seed, threads)
                    .update(ensemble, inputs, inputs.length / features);
        }
        ModelChoice choice = switch (scorer.id()) {
            case PcaScorer.ID -> ModelChoice.PCA;
            case IsolationForest.ID -> ModelChoice.ISOLATION_FOREST;
            case OneClassSvm.ID -> ModelChoice.ONE_CLASS_SVM;
            default -> throw new AssertionError(scorer.id());
        };
        return Candidates.baseline(choice, inputs, features, seed);
    }

    /** Keeps the hashes of all rows ever learned from, the first of them first. */
    private Provenance provenance(Dataset training) {
        Provenance before = detector.provenance();
        Map<String, String> settings = new LinkedHashMap<>(before.settings());
        settings.put("threshold", rule.id());
        settings.merge(UPDATED_FROM, before.dataHash(), (earlier, last) -> earlier + " " + last);
        return new Provenance(
                Provenance.CURRENT_VERSION,
                training.name(),
                training.fingerprint(),
                training.rows(),
                before.seed(),
                settings,
                Map.of());
    }
}
