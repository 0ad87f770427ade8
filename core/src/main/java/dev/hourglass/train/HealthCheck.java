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

    private final List<String> found = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();

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
            } else if (layer.gradientNorm() < VANISHING_SHARE * largest) {
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
        return List.copyOf(found);
    }

    private void warn(String key, String warning) {
        if (!seen.contains(key)) {
            seen.add(key);
            found.add(warning);
        }
    }
}
