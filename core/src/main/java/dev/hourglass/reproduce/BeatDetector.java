package dev.hourglass.reproduce;

import dev.hourglass.anomaly.scorer.AutoencoderConfig;
import dev.hourglass.anomaly.scorer.AutoencoderFit;
import dev.hourglass.anomaly.scorer.Scorer;
import dev.hourglass.evaluate.Pca;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scores rows of a known length by five pairs of an autoencoder and a default ensemble, each pair trained on four
 * fifths of the normal rows.
 *
 * <pre>{@code
 * r = x - x^                                       // of a narrow autoencoder
 * narrow = ln(sum r^2) + ln(sum over 20 directions of (r . direction)^2 / variance)
 * score = sum over narrow and ensemble of (mean over members - m) / s
 * }</pre>
 *
 * The directions are the principal ones of the residuals of the rows it was trained on: where residuals are usually
 * small, a large one counts more (Mahalanobis distance). Every training row is scored by the member that has not seen
 * it; m and s are mean and deviation of these scores, and the threshold rests on them. Not thread-safe.
 */
final class BeatDetector {
    private static final int MEMBERS = 5;
    private static final int DIRECTIONS = 20;
    private static final int EPOCHS = 200;

    /** Ensembles for rows of 140 points: wider than for tables, of narrower codes; all rows are known to be normal. */
    private static final AutoencoderConfig ENSEMBLE = AutoencoderConfig.defaults()
            .withEnsemble(new AutoencoderConfig.Ensemble(4, 32, 64, 0.02, 0.1))
            .withSuspects(0);

    private final int features;
    private final int threads;
    private final List<Member> members = new ArrayList<>();
    private final Part narrow;
    private final Part ensemble;

    private record Member(RowAutoencoder autoencoder, Pca residuals, Scorer ensemble) {}

    /** One of the two scores of a pair. */
    private final class Part {
        private final ToScores scores;
        private final double[] heldOut;
        private double mean;
        private double deviation;

        Part(ToScores scores, int rows) {
            this.scores = scores;
            this.heldOut = new double[rows];
        }

        void hold(int member, float[] held) {
            double[] found = scores.of(members.get(member), held, held.length / features);
            for (int i = 0; i < found.length; i++) {
                heldOut[i * MEMBERS + member] = found[i];
            }
        }

        void measure() {
            mean = mean(heldOut);
            deviation = deviation(heldOut, mean);
        }

        double held(int row) {
            return (heldOut[row] - mean) / deviation;
        }

        /** Adds the mean of the members' scores to sums. */
        void addTo(double[] sums, float[] rows) {
            for (Member member : members) {
                double[] found = scores.of(member, rows, sums.length);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += (found[i] - mean) / deviation / MEMBERS;
                }
            }
        }
    }

    /** Scores rows by one member. */
    @FunctionalInterface
    private interface ToScores {
        double[] of(Member member, float[] rows, int count);
    }

    /**
     * Trains.
     *
     * @param normal [N, D], N at least 5; not modified
     * @param features D
     * @param run how
     * @param listener hears of the course
     * @throws IOException never, as no checkpoint is kept
     */
    BeatDetector(float[] normal, int features, Reproduction run, TrainingListener listener) throws IOException {
        this.features = features;
        this.threads = run.options().threads();
        int rows = normal.length / features;
        this.narrow = new Part(this::narrowScores, rows);
        this.ensemble = new Part((member, some, count) -> member.ensemble().score(some, count, threads), rows);
        for (int member = 0; member < MEMBERS; member++) {
            members.add(train(fold(normal, member, false), run, member, listener));
            float[] held = fold(normal, member, true);
            narrow.hold(member, held);
            ensemble.hold(member, held);
        }
        narrow.measure();
        ensemble.measure();
    }

    private Member train(float[] seen, Reproduction run, int member, TrainingListener listener) throws IOException {
        RowAutoencoder.Settings settings = new RowAutoencoder.Settings(List.of(32), 2, run.epochs(EPOCHS), 32, 2e-3);
        long seed = run.options().seed() * MEMBERS + member;
        RunOptions options = RunOptions.defaults(seed).withThreads(threads);
        RowAutoencoder autoencoder = RowAutoencoder.train(seen, features, settings, options, listener);
        int rows = seen.length / features;
        float[] residuals = autoencoder.residuals(seen, rows);
        return new Member(
                autoencoder,
                Pca.fit(residuals, features, Math.min(DIRECTIONS, features)),
                new AutoencoderFit(ENSEMBLE, seed, threads).fit(seen, rows, features));
    }

    /** Returns every fifth row from {@code member} on, or all others. */
    private float[] fold(float[] rows, int member, boolean isHeld) {
        int count = rows.length / features;
        float[] part = new float[rows.length];
        int taken = 0;
        for (int i = 0; i < count; i++) {
            if ((i % MEMBERS == member) == isHeld) {
                System.arraycopy(rows, i * features, part, taken++ * features, features);
            }
        }
        return Arrays.copyOf(part, taken * features);
    }

    private double[] narrowScores(Member member, float[] rows, int count) {
        float[] residuals = member.autoencoder().residuals(rows, count);
        float[] codes = member.residuals().encode(residuals);
        double[] variances = member.residuals().variances();
        double[] scores = new double[count];
        for (int i = 0; i < count; i++) {
            double squares = 0;
            for (int j = 0; j < features; j++) {
                double residual = residuals[i * features + j];
                squares += residual * residual;
            }
            double distance = 0;
            for (int k = 0; k < variances.length; k++) {
                double code = codes[i * variances.length + k];
                distance += variances[k] > 0 ? code * code / variances[k] : 0;
            }
            scores[i] = StrictMath.log(squares) + StrictMath.log(distance);
        }
        return scores;
    }

    /** Returns the scores of rows [N, D]. */
    double[] scores(float[] rows) {
        double[] sums = new double[rows.length / features];
        narrow.addTo(sums, rows);
        ensemble.addTo(sums, rows);
        return sums;
    }

    /**
     * Chooses a threshold between normal and abnormal training rows: as many deviations of the normal scores above
     * their mean as deviations of the abnormal scores below theirs.
     *
     * @param abnormal [M, D]
     */
    double threshold(float[] abnormal) {
        double[] abnormalScores = scores(abnormal);
        double[] normalScores = new double[narrow.heldOut.length];
        for (int i = 0; i < normalScores.length; i++) {
            normalScores[i] = narrow.held(i) + ensemble.held(i);
        }
        double normalMean = mean(normalScores);
        double abnormalMean = mean(abnormalScores);
        double normalDeviation = deviation(normalScores, normalMean);
        double abnormalDeviation = deviation(abnormalScores, abnormalMean);
        return (normalMean * abnormalDeviation + abnormalMean * normalDeviation)
                / (normalDeviation + abnormalDeviation);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double deviation(double[] values, double mean) {
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return StrictMath.sqrt(sum / values.length);
    }
}
