package dev.hourglass.reproduce;

import dev.hourglass.data.SensorTables;
import dev.hourglass.error.DataNotFoundException;
import dev.hourglass.evaluate.detection.AlarmCounts;
import dev.hourglass.evaluate.detection.RankingMetrics;
import dev.hourglass.tensor.Tensor;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Tells abnormal heart beats from normal ones with autoencoders that have seen normal ones only.
 *
 * <p>Published: Valkov 2020, "Time series anomaly detection using LSTM autoencoders with PyTorch in Python",
 * https://curiousily.com/posts/time-series-anomaly-detection-using-lstm-autoencoder-with-pytorch-in-python/: 142 of 145
 * normal and 142 of 145 abnormal beats told rightly, trained on most normal beats of both official splits, with a
 * threshold set by eye. Here training takes the 292 normal beats of the official training split alone, and the
 * threshold comes from them and from that split's 208 abnormal ones; nothing of the test split is chosen by. What 145
 * beats of a kind give depends on which are drawn, so the share of the whole test split, times 145, stands first.
 */
final class Ecg5000 implements Recipe {
    private static final int DRAWN = 145;
    private static final double PUBLISHED = 142;
    private static final int QUICK_STEP = 9;

    @Override
    public String name() {
        return "ecg5000";
    }

    @Override
    public String description() {
        return "ECG5000, dense autoencoders on normal beats of the training split, beside a published LSTM autoencoder";
    }

    @SuppressWarnings("ArrayRecordComponent") // handed on within this class alone
    private record Beats(float[] values, int features, boolean[] abnormal) {
        /** Returns the rows of one kind. */
        float[] only(boolean isAbnormal) {
            int count = 0;
            float[] chosen = new float[values.length];
            for (int i = 0; i < abnormal.length; i++) {
                if (abnormal[i] == isAbnormal) {
                    System.arraycopy(values, i * features, chosen, count++ * features, features);
                }
            }
            return Arrays.copyOf(chosen, count * features);
        }

        /** Returns one row in so many: files may be sorted by kind. */
        Beats every(int step) {
            int count = (abnormal.length + step - 1) / step;
            float[] chosen = new float[count * features];
            boolean[] labels = new boolean[count];
            for (int i = 0; i < count; i++) {
                System.arraycopy(values, i * step * features, chosen, i * features, features);
                labels[i] = abnormal[i * step];
            }
            return new Beats(chosen, features, labels);
        }
    }

    /** A quick run scores one test beat in nine. */
    @Override
    public List<Finding> run(Reproduction run, TrainingListener listener) throws IOException {
        Beats train = read(run, "train");
        Beats whole = read(run, "test");
        Beats test = run.options().isQuick() ? whole.every(QUICK_STEP) : whole;
        long started = System.nanoTime();
        BeatDetector detector = new BeatDetector(train.only(false), train.features(), run, listener);
        double threshold = detector.threshold(train.only(true));
        double[] scores = detector.scores(test.values());
        return findings(run, scores, test.abnormal(), threshold, started);
    }

    private List<Finding> findings(
            Reproduction run, double[] scores, boolean[] abnormal, double threshold, long started) {
        AlarmCounts all = AlarmCounts.of(scores, abnormal, threshold);
        AlarmCounts first = first(scores, abnormal, threshold);
        String drawn = ", of the first 145 of the test split";
        return List.of(
                run.finding(this, demanded("normal test beats passed"), DRAWN * (1 - all.falseAlarmRate()), started),
                run.finding(this, demanded("abnormal test beats found"), DRAWN * all.recall(), started),
                run.finding(
                        this,
                        Figure.beside("normal beats passed" + drawn, PUBLISHED, true),
                        (double) first.passed(),
                        started),
                run.finding(
                        this,
                        Figure.beside("abnormal beats found" + drawn, PUBLISHED, true),
                        (double) first.caught(),
                        started),
                run.finding(
                        this,
                        Figure.beside("ROC-AUC, whole test split, beside chance", 0.5, true),
                        RankingMetrics.of(scores, abnormal).rocAuc(),
                        started));
    }

    private static Figure demanded(String what) {
        String metric = what + ", of 145 (whole split, in proportion)";
        return new Figure(metric, PUBLISHED, PUBLISHED, Double.POSITIVE_INFINITY, true);
    }

    /** Counts among the first 145 beats of each kind, in the order of the file. */
    private static AlarmCounts first(double[] scores, boolean[] abnormal, double threshold) {
        long[] right = new long[2];
        long[] seen = new long[2];
        for (int i = 0; i < scores.length; i++) {
            int kind = abnormal[i] ? 1 : 0;
            if (seen[kind] < DRAWN) {
                seen[kind]++;
                right[kind] += (scores[i] > threshold) == abnormal[i] ? 1 : 0;
            }
        }
        return new AlarmCounts(threshold, right[1], seen[1] - right[1], seen[0] - right[0], right[0]);
    }

    private static Beats read(Reproduction run, String part) throws IOException {
        for (Path file : SensorTables.files("ecg5000", run.options().locator())) {
            if (String.valueOf(file.getFileName()).contains(part)) {
                Tensor rows = SensorTables.read(file);
                return new Beats(rows.values(), rows.shape().dimension(1), SensorTables.anomalous(file));
            }
        }
        throw new DataNotFoundException("ecg5000 must have a file ecg5000_" + part + "..., but has none");
    }
}
