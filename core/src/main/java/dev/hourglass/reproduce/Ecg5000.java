package dev.hourglass.reproduce;

import dev.hourglass.data.SensorTables;
import dev.hourglass.error.DataNotFoundException;
import dev.hourglass.evaluate.detection.AlarmCounts;
import dev.hourglass.evaluate.detection.RankingMetrics;
import dev.hourglass.tensor.Tensor;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
    /** Two drawn beats are within one deviation of what chance makes of the published rate. */
    private static final double LEAST = 140;

    private static final int QUICK_ROWS = 500;

    @Override
    public String name() {
        return "ecg5000";
    }

    @Override
    public String description() {
        return "ECG5000, five dense autoencoders 140-32-2-32-140 on normal beats, beside a published LSTM autoencoder";
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

        Beats head(int rows) {
            int count = Math.min(rows, abnormal.length);
            return new Beats(Arrays.copyOf(values, count * features), features, Arrays.copyOf(abnormal, count));
        }
    }

    /** A quick run scores the first test beats only. */
    @Override
    public List<Finding> run(Reproduction run, TrainingListener listener) throws IOException {
        Beats train = read(run, "train");
        Beats whole = read(run, "test");
        Beats test = run.options().isQuick() ? whole.head(QUICK_ROWS) : whole;
        long started = System.nanoTime();
        BeatDetector detector = new BeatDetector(train.only(false), train.features(), run, listener);
        double threshold = detector.threshold(train.only(true));
        double[] scores = detector.scores(test.values());
        AlarmCounts all = AlarmCounts.of(scores, test.abnormal(), threshold);
        AlarmCounts first = first(scores, test.abnormal(), threshold);
        double normal = DRAWN * (1 - all.falseAlarmRate());
        double abnormal = DRAWN * all.recall();
        Figure normalFigure = new Figure(
                "normal test beats passed, of 145 (whole split, in proportion)",
                PUBLISHED,
                LEAST,
                Double.POSITIVE_INFINITY,
                true);
        Figure abnormalFigure = new Figure(
                "abnormal test beats found, of 145 (whole split, in proportion)",
                PUBLISHED,
                LEAST,
                Double.POSITIVE_INFINITY,
                true);
        List<Finding> findings = new ArrayList<>();
        findings.add(run.finding(this, normalFigure, normal, started));
        findings.add(run.finding(this, abnormalFigure, abnormal, started));
        add(run, findings, "normal beats passed, of the first 145 of the test split", (double) first.passed(), started);
        add(
                run,
                findings,
                "abnormal beats found, of the first 145 of the test split",
                (double) first.caught(),
                started);
        RankingMetrics ranking = RankingMetrics.of(scores, test.abnormal());
        findings.add(run.finding(
                this, Figure.beside("ROC-AUC, whole test split, beside chance", 0.5, true), ranking.rocAuc(), started));
        return findings;
    }

    private void add(Reproduction run, List<Finding> findings, String metric, double obtained, long started) {
        findings.add(run.finding(this, Figure.beside(metric, PUBLISHED, true), obtained, started));
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
