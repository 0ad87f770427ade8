package dev.hourglass.train;

import dev.hourglass.train.EpochRecord.LayerRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Calls out vanishing and exploding gradients and dead layers, in words; each finding once. */
final class HealthCheck {
    /** The first layer's gradient below this share of the largest one hardly moves its weights. */
    private static final double VANISHING_SHARE = 1e-4;
    /** Gradients of a mean loss this large mean that steps overshoot. */
    private static final double EXPLODING_NORM = 1e3;

    /** Samples this much closer together than the data are nearly one sample. */
    private static final double COLLAPSED_SPREAD = 0.25;
    /** With real rows at 0.9 the least loss of a critic is about 0.16. */
    private static final double WON_LOSS = 0.18;

    /** So many entries in use tell hardly anything. */
    private static final double COLLAPSED_PERPLEXITY = 2;

    private final List<String> found = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private double lastSpread;

    /** Examines one epoch and returns the warnings that are new. */
    List<String> examine(EpochRecord epoch) {
        found.clear();
        double largest = epoch.layers().stream()
                .mapToDouble(LayerRecord::gradientNorm)
                .max()
                .orElse(0);
        for (LayerRecord layer : epoch.layers()) {
            if (layer.zeroShare() == 1) {
                warn(
                        "dead " + layer.layer(),
                        String.format(
                                Locale.ROOT,
                                "every output of layer \"%s\" is 0 in epoch %d, so it learns nothing; lower the learning rate"
                                        + " or use leaky-relu",
                                layer.layer(),
                                epoch.epoch()));
            } else if (layer.gradientNorm() > 0 && layer.gradientNorm() < VANISHING_SHARE * largest) {
                warn(
                        "vanishing " + layer.layer(),
                        String.format(
                                Locale.ROOT,
                                "gradients vanish: the norm for layer \"%s\" is %.2g in epoch %d, the largest is %.2g; try relu,"
                                        + " batch normalisation or fewer layers",
                                layer.layer(),
                                layer.gradientNorm(),
                                epoch.epoch(),
                                largest));
            } else if (layer.gradientNorm() > EXPLODING_NORM) {
                warn(
                        "exploding " + layer.layer(),
                        String.format(
                                Locale.ROOT,
                                "gradients explode: the norm for layer \"%s\" is %.2g in epoch %d; lower the learning rate or"
                                        + " clip gradients by norm",
                                layer.layer(),
                                layer.gradientNorm(),
                                epoch.epoch()));
            }
        }
        examineGame(epoch);
        examineCodebook(epoch);
        return List.copyOf(found);
    }

    private void examineGame(EpochRecord epoch) {
        double spread = epoch.terms().getOrDefault("spread", 1.0);
        // Untrained makers make much the same of every code, and grow out of it.
        boolean isGrowing = !(spread <= lastSpread);
        lastSpread = spread;
        if (spread < COLLAPSED_SPREAD && !isGrowing) {
            warn(
                    "collapsed samples",
                    String.format(
                            Locale.ROOT,
                            "made samples collapse: their spread is %.2f of the data's in epoch %d; lower the learning rate,"
                                    + " or make the critic smaller",
                            spread,
                            epoch.epoch()));
        }
        double critic = epoch.terms().getOrDefault("critic_loss", 1.0);
        if (critic < WON_LOSS) {
            warn(
                    "won game",
                    String.format(
                            Locale.ROOT,
                            "the critic tells everything apart: its loss is %.2g in epoch %d, so the other player learns"
                                    + " little; make the critic smaller",
                            critic,
                            epoch.epoch()));
        }
    }

    private void examineCodebook(EpochRecord epoch) {
        double perplexity = epoch.terms().getOrDefault("perplexity", Double.NaN);
        if (perplexity < COLLAPSED_PERPLEXITY) {
            warn(
                    "collapsed codebook",
                    String.format(
                            Locale.ROOT,
                            "the codebook has collapsed: its perplexity is %.2f in epoch %d, as if so many of its entries"
                                    + " said everything; lower the learning rate or the codebook decay",
                            perplexity,
                            epoch.epoch()));
            return;
        }
        double unused = epoch.terms().getOrDefault("unused_entries", 0.0);
        if (unused > 0 && unused >= perplexity) {
            warn(
                    "unused entries",
                    String.format(
                            Locale.ROOT,
                            "no vector chose %.0f entries of the codebook in epoch %d, and its perplexity is %.1f; a"
                                    + " smaller codebook would serve as well",
                            unused,
                            epoch.epoch(),
                            perplexity));
        }
    }

    private void warn(String key, String warning) {
        if (!seen.contains(key)) {
            seen.add(key);
            found.add(warning);
        }
    }
}
