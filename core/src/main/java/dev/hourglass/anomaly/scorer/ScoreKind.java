package dev.hourglass.anomaly.scorer;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Names what an ensemble of autoencoders measures of a row. In formulas, x is the row as a member sees it, r = x - x^
 * is what its reconstruction leaves over, z its code, [D] and [L]; scores are means over the members.
 */
public enum ScoreKind {
    /** {@code log(|r|^2 / D)}. */
    RECONSTRUCTION,
    /** {@code log(sum_j (r_j / s_j)^2 / D)}, s the root mean square of the residuals it was fitted on. */
    STANDARDISED,
    /** {@code log((r - m)' C^-1 (r - m))}, m and C the mean and the shrunk covariance of those residuals. */
    MAHALANOBIS,
    /** The same of codes, where normal ones lie close together: {@code log((z - m)' C^-1 (z - m))}. */
    LATENT_DENSITY,
    /**
     * {@code log d}, d the mean distance of the encoder's hidden values to the nearest few of those of some rows it was
     * fitted on. Source: Sugiyama and Borgwardt 2013, "Rapid distance-based outlier detection via sampling".
     */
    NEIGHBOURS,
    /**
     * {@link #NEIGHBOURS} plus half of {@link #MAHALANOBIS}, the logarithms of two distances: the one sees rows that
     * lie apart although they rebuild well, the other rows in the midst of others that do not rebuild.
     */
    COMBINED,
    /** {@code -mean_k log w_k}, nats, with {@code w_k = p(x, z_k) / q(z_k | x)}: the negative evidence lower bound. */
    LIKELIHOOD,
    /** {@code -log mean_k w_k}, nats: the importance-weighted bound. Source: Burda et al. 2016. */
    IMPORTANCE_WEIGHTED;

    /** Returns the name used in files and on the command line, for example {@code latent-density}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns whether it takes members that know distributions of codes. */
    public boolean isVariational() {
        return this == LIKELIHOOD || this == IMPORTANCE_WEIGHTED;
    }

    /**
     * Finds a kind by its name.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public static ScoreKind from(String id) {
        return Arrays.stream(values())
                .filter(kind -> kind.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("score must be one of "
                        + Arrays.stream(values()).map(ScoreKind::id).collect(Collectors.joining(", ")) + ", but was \""
                        + id + "\""));
    }
}
