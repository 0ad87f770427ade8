package dev.hourglass.reproduce;

import dev.hourglass.evaluate.Pca;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Scores rows of a known length by five autoencoders, each trained on four fifths of the normal rows.
 *
 * <pre>{@code
 * r = x - x^                                       // of a narrow autoencoder
 * score = mean over members of ln(sum r^2) + ln(sum over 20 directions of (r . direction)^2 / variance)
 * }</pre>
 *
 * The directions are the principal ones of the residuals of the rows it was trained on: where residuals are usually
 * small, a large one counts more (Mahalanobis distance). Every training row is scored by the member that has not seen
 * it, for a threshold that does not know the rows too well. Not thread-safe.
 */
final class BeatDetector {
    private static final int MEMBERS = 5;
    private static final int DIRECTIONS = 20;
    private static final int EPOCHS = 200;

    private final int features;
    private final List<Member> members = new ArrayList<>();
    private final double[] heldOut;

    private record Member(RowAutoencoder autoencoder, Pca residuals) {}

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
        int rows = normal.length / features;
        this.heldOut = new double[rows];
        for (int member = 0; member < MEMBERS; member++) {
            float[] seen = fold(normal, member, false);
            float[] held = fold(normal, member, true);
            members.add(train(seen, run, member, listener));
            double[] scores = scores(members.get(member), held, held.length / features);
            for (int i = 0; i < scores.length; i++) {
                heldOut[i * MEMBERS + member] = scores[i];
            }
        }
    }

    private Member train(float[] seen, Reproduction run, int member, TrainingListener listener) throws IOException {
        RowAutoencoder.Settings settings = new RowAutoencoder.Settings(List.of(32), 2, run.epochs(EPOCHS), 32, 2e-3);
        RunOptions options = RunOptions.defaults(run.options().seed() * MEMBERS + member)
                .withThreads(run.options().threads());
        RowAutoencoder autoencoder = RowAutoencoder.train(seen, features, settings, options, listener);
        float[] residuals = autoencoder.residuals(seen, seen.length / features);
        return new Member(autoencoder, Pca.fit(residuals, features, Math.min(DIRECTIONS, features)));
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

    private double[] scores(Member member, float[] rows, int count) {
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
        double[] mean = new double[rows.length / features];
        for (Member member : members) {
            double[] scores = scores(member, rows, mean.length);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += scores[i] / MEMBERS;
            }
        }
        return mean;
    }

    /**
     * Chooses a threshold between normal and abnormal training rows: as many deviations of the normal scores above
     * their mean as deviations of the abnormal scores below theirs.
     *
     * @param abnormal [M, D]
     */
    double threshold(float[] abnormal) {
        List<Double> abnormalScores = new ArrayList<>();
        for (Member member : members) {
            for (double score : scores(member, abnormal, abnormal.length / features)) {
                abnormalScores.add(score);
            }
        }
        List<Double> normalScores = new ArrayList<>();
        for (double score : heldOut) {
            normalScores.add(score);
        }
        double normalMean = mean(normalScores);
        double abnormalMean = mean(abnormalScores);
        double normalDeviation = deviation(normalScores, normalMean);
        double abnormalDeviation = deviation(abnormalScores, abnormalMean);
        return (normalMean * abnormalDeviation + abnormalMean * normalDeviation)
                / (normalDeviation + abnormalDeviation);
    }

    private static double mean(List<Double> values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.size();
    }

    private static double deviation(List<Double> values, double mean) {
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return StrictMath.sqrt(sum / values.size());
    }
}
