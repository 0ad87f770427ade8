package dev.hourglass.compress.lossy;

/** What a model says of levels before anything is known of those around them. */
@FunctionalInterface
interface LevelPrior {
    /**
     * Returns how likely a level lies below a number, in [0, 1], rising with the number.
     *
     * @param at the level's place in [count, M, H, W]
     * @param number counted as levels are
     */
    double below(int at, double number);
}
