package dev.hourglass.reproduce;

import dev.hourglass.anomaly.series.Seasonality;
import dev.hourglass.anomaly.series.SeriesConfig;
import dev.hourglass.anomaly.series.SeriesScorer;
import dev.hourglass.data.SensorTables;
import dev.hourglass.evaluate.detection.PointAdjusted;
import dev.hourglass.evaluate.detection.RankingMetrics;
import dev.hourglass.evaluate.detection.VusPr;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Detects anomalies of servers by autoencoders of windows, beside PCA of the same windows.
 *
 * <p>Three autoencoders of different codes learn from windows of 40 rows; the errors of a value are averaged over the
 * windows that hold it and held to what is usual for its column. Windowed PCA adds up its errors as they are, as is
 * usual; the same PCA with errors held to the usual stands beside too, and shows how much that alone does. VUS-PR takes
 * rims up to 100 rows; the thresholds of F1 are the best ones, chosen with the labels, for both. Data: Su et al. 2019
 * (SMD) and Li et al. 2021 (ASD), those machines that are at hand.
 */
final class ServerMachines implements Recipe {
    private static final int WINDOW = 40;
    private static final int MOST_WINDOWS = 6000;
    private static final int RIM = 100;
    private static final int EPOCHS = 30;
    private static final List<Integer> CODES = List.of(8, 12, 20);

    @Override
    public String name() {
        return "server-machines";
    }

    @Override
    public String description() {
        return "machines of SMD and ASD, autoencoders of windows of 40 rows, VUS-PR and best F1 beside windowed PCA";
    }

    /** What scores of one machine are worth. */
    private record Worth(double vusPr, double bestF1, double adjusted) {
        static Worth of(double[] scores, MachineSeries machine) {
            return new Worth(
                    VusPr.of(scores, machine.anomalous(), RIM),
                    RankingMetrics.of(scores, machine.anomalous()).bestF1().f1(),
                    PointAdjusted.bestF1(scores, machine.anomalous()));
        }

        static Worth mean(List<Worth> all) {
            double vusPr = 0;
            double bestF1 = 0;
            double adjusted = 0;
            for (Worth worth : all) {
                vusPr += worth.vusPr();
                bestF1 += worth.bestF1();
                adjusted += worth.adjusted();
            }
            return new Worth(vusPr / all.size(), bestF1 / all.size(), adjusted / all.size());
        }
    }

    /** What three detectors are worth on one machine, or on average. */
    private record Comparison(Worth ours, Worth pca, Worth pcaHeld) {
        static Comparison mean(List<Comparison> all) {
            return new Comparison(
                    Worth.mean(all.stream().map(Comparison::ours).toList()),
                    Worth.mean(all.stream().map(Comparison::pca).toList()),
                    Worth.mean(all.stream().map(Comparison::pcaHeld).toList()));
        }
    }

    /** A quick run takes one machine of ASD. */
    @Override
    public List<Finding> run(Reproduction run, TrainingListener listener) throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (String set : run.options().isQuick() ? List.of("asd") : List.of("smd", "asd")) {
            int most = run.options().isQuick() ? 1 : Integer.MAX_VALUE;
            long all = System.nanoTime();
            List<Comparison> comparisons = new ArrayList<>();
            for (MachineSeries machine :
                    MachineSeries.read(SensorTables.files(set, run.options().locator()), most)) {
                long started = System.nanoTime();
                Comparison comparison = compare(machine, run, listener);
                comparisons.add(comparison);
                String of = " of " + machine.name() + ", beside windowed PCA";
                findings.add(beside(
                        run,
                        "VUS-PR" + of,
                        comparison.pca().vusPr(),
                        comparison.ours().vusPr(),
                        started));
                findings.add(beside(
                        run,
                        "best F1" + of,
                        comparison.pca().bestF1(),
                        comparison.ours().bestF1(),
                        started));
            }
            addMeans(run, findings, set, Comparison.mean(comparisons), all);
        }
        return findings;
    }

    private void addMeans(Reproduction run, List<Finding> findings, String set, Comparison mean, long started) {
        String over = ", mean over " + set;
        findings.add(run.finding(
                this,
                Figure.above(
                        "VUS-PR" + over + ", beside windowed PCA", mean.pca().vusPr()),
                mean.ours().vusPr(),
                started));
        findings.add(run.finding(
                this,
                Figure.above(
                        "best F1" + over + ", beside windowed PCA", mean.pca().bestF1()),
                mean.ours().bestF1(),
                started));
        String held = over + ", beside windowed PCA with errors held to the usual";
        findings.add(
                beside(run, "VUS-PR" + held, mean.pcaHeld().vusPr(), mean.ours().vusPr(), started));
        findings.add(beside(
                run, "best F1" + held, mean.pcaHeld().bestF1(), mean.ours().bestF1(), started));
        String flattering = "point-adjusted F1 (flatters all)" + over + ", beside windowed PCA";
        findings.add(beside(run, flattering, mean.pca().adjusted(), mean.ours().adjusted(), started));
    }

    private Finding beside(Reproduction run, String metric, double other, double ours, long started) {
        return run.finding(this, Figure.beside(metric, other, true), ours, started);
    }

    private static Comparison compare(MachineSeries machine, Reproduction run, TrainingListener listener)
            throws IOException {
        int features = WINDOW * machine.columns();
        float[] windows = SeriesScorer.trainingWindows(
                new SeriesConfig(WINDOW, 0),
                Seasonality.none(machine.columns()),
                machine.train(),
                machine.train().length / machine.columns(),
                MOST_WINDOWS);
        List<PointErrors.Errors> members = new ArrayList<>();
        for (int code : CODES) {
            RowAutoencoder.Settings settings =
                    new RowAutoencoder.Settings(List.of(64), code, run.epochs(EPOCHS), 64, 2e-3);
            members.add(RowAutoencoder.train(windows, features, settings, run.training(), listener)::squaredErrors);
        }
        PointErrors ours = new PointErrors(machine, WINDOW, members);
        PointErrors pca = new PointErrors(machine, WINDOW, List.of(new WindowedPca(windows, features)));
        return new Comparison(
                Worth.of(ours.standardised(), machine),
                Worth.of(pca.plain(), machine),
                Worth.of(pca.standardised(), machine));
    }
}
