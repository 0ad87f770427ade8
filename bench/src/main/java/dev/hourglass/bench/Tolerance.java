package dev.hourglass.bench;

import java.util.Set;

/**
 * How far engines may be apart in a case before their work must be called different.
 *
 * @param checkSteps training steps after which weights are compared with float64's
 * @param weightError the largest difference of a weight then
 * @param strays the share of weights that may differ by more
 * @param drift the largest relative difference of losses at the end of a round
 */
record Tolerance(int checkSteps, double weightError, double strays, double drift) {
    /**
     * Rounding explains weights: PyTorch stays below 1e-6, JAX below 6e-6; a race in a prototype gave 5.7e-3. Losses
     * may part over thousands of steps, which is chaos.
     */
    static final Tolerance USUAL = new Tolerance(25, 2e-5, 0, 0.5);

    /**
     * Differences of rounding grow three- to tenfold a step where shared weights meet pooling and ReLU, in every
     * engine: after 3 steps PyTorch has been 1e-5 off and after 25 as far as 7e-3. Steps add up to 3e-3.
     */
    private static final Tolerance IMAGES = new Tolerance(3, 1e-4, 0, 0.5);

    /**
     * Where draws differ, so does rounding, and of a gradient that all but cancels it decides the sign, which Adam
     * follows: of 430,000 weights of an IWAE in PyTorch one or two are 2e-3 off, and ten 1e-5.
     */
    private static final double STRAYS = 1e-5;

    /**
     * Each engine draws its own codes, so that losses of one batch differ, by up to 1 % as seen. Adding a thousandth to
     * the variances' logarithms of -100 rounds by 4e-6 each time.
     */
    private static final Tolerance DRAWN = new Tolerance(3, 1e-4, STRAYS, 0.05);

    /** Two players and chains that go on find other ways from other draws: two runs of PyTorch part by 40 %. */
    private static final Tolerance PLAYED = new Tolerance(3, 1e-4, STRAYS, 0.5);

    /**
     * Losses of a density, which pass 0, and of a critic's eyes, which rise and fall a hundredfold: two runs of PyTorch
     * part by as much as one from ours (2.6 as seen). Only another order of magnitude would show.
     */
    private static final Tolerance RESTLESS = new Tolerance(3, 1e-4, STRAYS, 5);

    private static final Set<String> PLAYED_OBJECTIVES = Set.of("aae", "gan", "pcd");

    static Tolerance of(CaseDefinition definition) {
        CaseObjective objective = definition.objective();
        if (objective.name().equals("vae-gan") || objective.options().containsValue("gaussian-variance")) {
            return RESTLESS;
        }
        if (PLAYED_OBJECTIVES.contains(objective.name())) {
            return PLAYED;
        }
        if (objective.isVariational() || objective.isAlwaysDrawn()) {
            return DRAWN;
        }
        return definition.isOfImages() ? IMAGES : USUAL;
    }
}
