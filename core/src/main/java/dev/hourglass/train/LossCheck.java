package dev.hourglass.train;

import dev.hourglass.nn.GradientProbe;
import dev.hourglass.nn.GradientProbe.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says before training whether the gradients are those of the configured loss: libraries have shipped objectives whose
 * terms were silently off, and no curve shows it.
 */
final class LossCheck {
    /** Rounding and kinks stay far below this share of a gradient; a forgotten term does not. */
    private static final double MOST_ERROR = 0.05;

    private LossCheck() {}

    /** Returns a warning for each array of weights whose gradient is not that of the loss, wherever it is probed. */
    static List<String> warnings(GradientProbe probe, Objective objective, Examples examples, int rows) {
        List<Finding> first = suspects(probe, objective, examples, rows);
        if (first.isEmpty()) {
            return List.of();
        }
        Set<String> paths = first.stream().map(Finding::path).collect(Collectors.toSet());
        return suspects(probe.elsewhere(), objective, examples, rows).stream()
                .filter(finding -> paths.contains(finding.path()))
                .map(LossCheck::describe)
                .toList();
    }

    private static List<Finding> suspects(GradientProbe probe, Objective objective, Examples examples, int rows) {
        return probe.examine(examples.samples(), examples.targets(), rows).stream()
                .filter(finding -> finding.relativeError() > MOST_ERROR)
                .filter(finding -> !passesStraightThrough(objective, finding))
                .toList();
    }

    /** Below a codebook, or what a hyper-encoder sees rounded, gradients are not those of the loss, by design. */
    private static boolean passesStraightThrough(Objective objective, Finding finding) {
        boolean isBelow =
                finding.path().startsWith("encoder.") || finding.path().equals("rate.gain");
        return isBelow
                && (objective instanceof Objective.VectorQuantized || objective instanceof Objective.RateDistortion);
    }

    private static String describe(Finding finding) {
        return String.format(
                Locale.ROOT,
                "the gradient of \"%s\" is not that of the loss: along a direction it is %.3g, but the loss changes by"
                        + " %.3g; lower the scale of the data, or report this as a bug",
                finding.path(),
                finding.slope(),
                finding.difference());
    }
}
