package dev.hourglass.reproduce;

import dev.hourglass.anomaly.scorer.AutoencoderConfig;
import dev.hourglass.anomaly.scorer.AutoencoderFit;
import dev.hourglass.anomaly.scorer.IsolationForest;
import dev.hourglass.anomaly.scorer.IsolationForestConfig;
import dev.hourglass.anomaly.scorer.PcaScorer;
import dev.hourglass.anomaly.scorer.PcaScorerConfig;
import dev.hourglass.anomaly.scorer.Scorer;
import dev.hourglass.data.AnomalyTables;
import dev.hourglass.data.Dataset;
import dev.hourglass.data.Normalization;
import dev.hourglass.data.Normalization.Kind;
import dev.hourglass.data.Normalization.MissingFill;
import dev.hourglass.evaluate.detection.RankingMetrics;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds the anomalies of 22 tables with the default ensemble of autoencoders, fitted on 60 % of the rows with the
 * anomalies among them, and again without, on five splits each; beside PCA, an isolation forest and PyOD's autoencoder
 * on the same splits. Nothing is tuned for a table, and no label is seen in fitting but to leave anomalies out.
 *
 * <p>The figures of PyOD's autoencoder are means over the same tables and splits of
 * {@code bench/peers/pyod_autoencoder.py}, which trains one with PyOD's defaults (64-32 hidden, batch normalisation,
 * dropout 0.2, Adam 1e-3, 10 epochs, batch 32). Source: Zhao, Nasrullah and Li 2019, "PyOD: A Python toolbox for
 * scalable outlier detection", https://www.jmlr.org/papers/v20/19-011.html.
 */
final class TabularAnomaly implements Recipe {
    private static final int SPLITS = 5;
    private static final int TABLES = 22;
    private static final Set<String> QUICK_TABLES = Set.of("14_glass", "39_vertebral", "42_WBC");

    /** What must lie between PyOD's autoencoder and ours, of the mean ROC-AUC. */
    private static final double MARGIN = 0.03;

    /** Which rows are fitted on, and what PyOD's autoencoder reaches then. */
    private enum Protocol {
        CONTAMINATED("contaminated", 0.7091, 0.3753),
        NORMAL_ONLY("normal-only", 0.8003, 0.5042);

        private final String id;
        private final double peerRocAuc;
        private final double peerAveragePrecision;

        Protocol(String id, double peerRocAuc, double peerAveragePrecision) {
            this.id = id;
            this.peerRocAuc = peerRocAuc;
            this.peerAveragePrecision = peerAveragePrecision;
        }
    }

    /** What detectors reach on several splits or tables. */
    private static final class Reached {
        private final SampleMoments autoencoder = new SampleMoments();
        private final SampleMoments pca = new SampleMoments();
        private final SampleMoments forest = new SampleMoments();

        void addMeansOf(Reached other) {
            autoencoder.add(other.autoencoder.mean());
            pca.add(other.pca.mean());
            forest.add(other.forest.mean());
        }
    }

    @Override
    public String name() {
        return "tabular-anomaly";
    }

    @Override
    public String description() {
        return "22 tables of ADBench, default autoencoder ensemble beside PCA, isolation forest and PyOD's autoencoder";
    }

    @Override
    public List<Finding> run(Reproduction run, TrainingListener listener) throws IOException {
        List<AnomalyTables.Table> tables = AnomalyTables.find(run.options().locator()).stream()
                .filter(table -> !run.options().isQuick() || QUICK_TABLES.contains(table.name()))
                .toList();
        List<Finding> findings = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            long started = System.nanoTime();
            Reached rocAuc = new Reached();
            Reached averagePrecision = new Reached();
            for (AnomalyTables.Table table : tables) {
                measure(run, table, protocol, new Means(rocAuc, averagePrecision), findings);
            }
            addMeans(run, protocol, new Means(rocAuc, averagePrecision), tables.size(), started, findings);
        }
        return findings;
    }

    /** The two measures of rankings. */
    private record Means(Reached rocAuc, Reached averagePrecision) {}

    private void measure(
            Reproduction run, AnomalyTables.Table table, Protocol protocol, Means means, List<Finding> findings)
            throws IOException {
        Dataset rows = table.read();
        long started = System.nanoTime();
        Means splits = new Means(new Reached(), new Reached());
        for (int i = 0; i < (run.options().isQuick() ? 1 : SPLITS); i++) {
            long seed = run.options().seed() + i;
            rank(run, TabularSplit.of(rows, seed, protocol == Protocol.NORMAL_ONLY), seed, splits);
        }
        String what = table.name() + ", " + protocol.id + ", ";
        add(run, what + "ROC-AUC", splits.rocAuc(), started, findings);
        add(run, what + "average precision", splits.averagePrecision(), started, findings);
        means.rocAuc().addMeansOf(splits.rocAuc());
        means.averagePrecision().addMeansOf(splits.averagePrecision());
    }

    private static void rank(Reproduction run, TabularSplit split, long seed, Means means) {
        Normalization normalization = Normalization.fit(Kind.STANDARDIZE, MissingFill.MEAN, split.train());
        Dataset train = normalization.apply(split.train());
        Dataset test = normalization.apply(split.test());
        boolean[] anomalies = split.anomalies();
        int threads = run.options().threads();
        int features = train.features();
        Scorer autoencoder = new AutoencoderFit(AutoencoderConfig.defaults(), seed, threads)
                .fit(train.values(), train.rows(), features);
        Scorer pca = PcaScorer.fit(train.values(), train.rows(), features, PcaScorerConfig.defaults());
        Scorer forest =
                IsolationForest.fit(train.values(), train.rows(), features, IsolationForestConfig.defaults(seed));
        for (Scorer scorer : List.of(autoencoder, pca, forest)) {
            RankingMetrics ranking = RankingMetrics.of(scorer.score(test.values(), test.rows(), threads), anomalies);
            of(means.rocAuc(), scorer).add(ranking.rocAuc());
            of(means.averagePrecision(), scorer).add(ranking.averagePrecision());
        }
    }

    private static SampleMoments of(Reached reached, Scorer scorer) {
        return switch (scorer.id()) {
            case PcaScorer.ID -> reached.pca;
            case IsolationForest.ID -> reached.forest;
            default -> reached.autoencoder;
        };
    }

    private void add(Reproduction run, String metric, Reached reached, long started, List<Finding> findings) {
        double mean = reached.autoencoder.mean();
        double deviation = reached.autoencoder.deviation();
        double forest = reached.forest.mean();
        findings.add(finding(run, Figure.beside(metric + ", beside PCA", reached.pca.mean(), true), mean, started));
        findings.add(finding(run, Figure.beside(metric + ", beside isolation forest", forest, true), mean, started));
        findings.add(finding(
                run,
                Figure.beside(
                        metric + ", deviation over splits, beside isolation forest", reached.forest.deviation(), false),
                deviation,
                started));
    }

    private void addMeans(
            Reproduction run, Protocol protocol, Means means, int tables, long started, List<Finding> findings) {
        String what = "mean of " + tables + " tables, " + protocol.id + ", ";
        double rocAuc = means.rocAuc().autoencoder.mean();
        double forest = means.rocAuc().forest.mean();
        String besideForest = what + "ROC-AUC, beside isolation forest";
        findings.add(finding(
                run,
                Figure.beside(what + "ROC-AUC, beside PCA", means.rocAuc().pca.mean(), true),
                rocAuc,
                started));
        findings.add(finding(
                run,
                protocol == Protocol.CONTAMINATED
                        ? new Figure(besideForest, forest, forest, Double.POSITIVE_INFINITY, true)
                        : Figure.beside(besideForest, forest, true),
                rocAuc,
                started));
        double precision = means.averagePrecision().autoencoder.mean();
        double forestPrecision = means.averagePrecision().forest.mean();
        findings.add(finding(
                run,
                Figure.beside(what + "average precision, beside isolation forest", forestPrecision, true),
                precision,
                started));
        if (tables == TABLES) { // the peer's figures are of all of them
            findings.add(finding(run, overPeer(what, protocol), rocAuc, started));
            findings.add(finding(
                    run,
                    Figure.beside(
                            what + "average precision, beside PyOD's autoencoder", protocol.peerAveragePrecision, true),
                    precision,
                    started));
        }
    }

    private static Figure overPeer(String what, Protocol protocol) {
        return new Figure(
                what + "ROC-AUC, beside PyOD's autoencoder",
                protocol.peerRocAuc,
                protocol.peerRocAuc + MARGIN,
                Double.POSITIVE_INFINITY,
                true);
    }

    private Finding finding(Reproduction run, Figure figure, double obtained, long started) {
        return run.finding(this, figure, obtained, started);
    }
}
