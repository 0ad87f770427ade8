package dev.hourglass.bench;

/**
 * How many times as fast as its peers ours has to be in a case; 0 where nothing is asked for.
 *
 * @param torch PyTorch eager, whichever way images lie
 * @param torchCompile {@code torch.compile}
 * @param jax JAX
 */
record Goals(double torch, double torchCompile, double jax) {
    /** Asks for a lead over eager PyTorch and JAX. */
    static Goals over(double torch, double jax) {
        return new Goals(torch, 0, jax);
    }

    /** Asks for a lead over PyTorch at its best and over JAX. */
    static Goals overBest(double torch, double jax) {
        return new Goals(torch, torch, jax);
    }

    /** Returns the ratio for a peer. */
    double of(String peer) {
        return switch (peer) {
            case "torch", "torch-channels-last" -> torch;
            case "torch-compile" -> torchCompile;
            case "jax" -> jax;
            default -> 0;
        };
    }
}
