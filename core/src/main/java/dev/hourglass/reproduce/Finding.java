package dev.hourglass.reproduce;

/**
 * Sets an obtained figure beside the published one.
 *
 * @param name the recipe's name
 * @param figure what was published
 * @param obtained what this run gave
 * @param seconds the time it took, fitting and measuring, without reading the data
 * @param seed the seed of the run
 * @param device what it ran on, in words
 * @param isQuick whether the run was cut short, so that the figure says nothing about the published one
 */
public record Finding(
        String name, Figure figure, double obtained, double seconds, long seed, String device, boolean isQuick) {

    /** Returns whether the obtained figure reaches the stated one. */
    public boolean isReached() {
        return figure.isReachedBy(obtained);
    }

    /** Returns whether a full run missed the stated figure; a quick run never does. */
    public boolean isMissed() {
        return !isQuick && !isReached();
    }

    /** Returns obtained minus published, in the unit of the metric. */
    public double deviation() {
        return obtained - figure.published();
    }
}
