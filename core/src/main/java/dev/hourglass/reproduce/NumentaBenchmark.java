package dev.hourglass.reproduce;

import dev.hourglass.evaluate.detection.NabProfile;
import dev.hourglass.evaluate.detection.NabScore;
import dev.hourglass.evaluate.detection.NabSeries;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Detects anomalies in the series of the Numenta anomaly benchmark as they come, beside a windowed Gaussian.
 *
 * <p>The detector learns from the first 15 % of each series, at most 750 rows, which are not judged. One threshold
 * serves all series and is the best one for them, as in the benchmark. The benchmark publishes scores over its 58
 * series (https://github.com/numenta/NAB: windowed Gaussian 39.6, random cut forest 51.7, Numenta's own 70.1); here are
 * those that are at hand, 35 of them in the usual folder, so that published figures are of another corpus. The windowed
 * Gaussian is measured here, too, on the same series with the same scorer.
 */
final class NumentaBenchmark implements Recipe {
    private static final double RANDOM_CUT_FOREST = 51.7;
    private static final double WINDOWED_GAUSSIAN = 39.6;
    private static final double NUMENTA = 70.1;
    private static final double NUMENTA_FEW_ALARMS = 63.1;
    private static final double NUMENTA_FEW_MISSES = 74.3;
    private static final int QUICK_STEP = 6;

    @Override
    public String name() {
        return "nab";
    }

    @Override
    public String description() {
        return "Numenta anomaly benchmark, row by row: records of spread, autoencoder error and season, beside a windowed"
                + " Gaussian";
    }

    /** A quick run takes every sixth series. */
    @Override
    public List<Finding> run(Reproduction run, TrainingListener listener) throws IOException {
        List<NabCorpus.Series> all = NabCorpus.read(run.options().locator());
        long started = System.nanoTime();
        List<NabSeries> ours = new ArrayList<>();
        List<NabSeries> gaussian = new ArrayList<>();
        for (int i = 0; i < all.size(); i += run.options().isQuick() ? QUICK_STEP : 1) {
            NabCorpus.Series series = all.get(i);
            ours.add(new NabSeries(scores(series, run.training().withThreads(1), listener), series.windows()));
            gaussian.add(new NabSeries(WindowedGaussian.scores(series.values()), series.windows()));
        }
        return findings(run, ours, gaussian, started);
    }

    private List<Finding> findings(Reproduction run, List<NabSeries> ours, List<NabSeries> gaussian, long started) {
        String of = " of " + ours.size() + " series, beside ";
        String published = of + "Numenta's detector on 58";
        NabScore score = NabScore.best(ours, NabProfile.STANDARD);
        NabScore plain = NabScore.best(gaussian, NabProfile.STANDARD);
        Figure aboveGaussian = Figure.above("standard score" + of + "the windowed Gaussian on the same", plain.score());
        Figure aboveForest = Figure.above("standard score" + of + "random cut forest on 58", RANDOM_CUT_FOREST);
        return List.of(
                run.finding(this, aboveGaussian, score.score(), started),
                run.finding(this, aboveForest, score.score(), started),
                beside(run, "standard score" + published, NUMENTA, score.score(), started),
                beside(
                        run,
                        "the windowed Gaussian's score" + of + "its own on 58",
                        WINDOWED_GAUSSIAN,
                        plain.score(),
                        started),
                beside(run, "windows found, beside all", score.windows(), score.found(), started),
                beside(
                        run,
                        "score of few false alarms" + published,
                        NUMENTA_FEW_ALARMS,
                        NabScore.best(ours, NabProfile.FEW_FALSE_ALARMS).score(),
                        started),
                beside(
                        run,
                        "score of few misses" + published,
                        NUMENTA_FEW_MISSES,
                        NabScore.best(ours, NabProfile.FEW_MISSES).score(),
                        started),
                run.finding(
                        this,
                        Figure.beside("false alarms, beside the windowed Gaussian's", plain.falseAlarms(), false),
                        score.falseAlarms(),
                        started));
    }

    private Finding beside(Reproduction run, String metric, double other, double ours, long started) {
        return run.finding(this, Figure.beside(metric, other, true), ours, started);
    }

    /** Rows that the detector learns from get what no alarm gets; they are not judged. */
    private static double[] scores(NabCorpus.Series series, RunOptions options, TrainingListener listener)
            throws IOException {
        int learned = NabSeries.probation(series.values().size());
        NabDetector detector = new NabDetector(series.values().subList(0, learned), options, listener);
        double[] scores = new double[series.values().size()];
        for (int i = learned; i < scores.length; i++) {
            scores[i] = detector.score(series.values().get(i));
        }
        return scores;
    }
}
