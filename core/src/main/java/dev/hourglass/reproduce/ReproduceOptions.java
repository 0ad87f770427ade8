package dev.hourglass.reproduce;

import dev.hourglass.data.DataLocator;

/**
 * Says how recipes are run.
 *
 * @param seed weights and the order of samples come from it
 * @param threads workers, at least 1; the figures do not depend on it
 * @param isQuick whether to stop after a few epochs on a part of the data, to see that everything works
 * @param locator where data sets are looked for
 */
public record ReproduceOptions(long seed, int threads, boolean isQuick, DataLocator locator) {
    public ReproduceOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, but was " + threads);
        }
    }

    /** Returns a full run of seed 1 on every processor, with data from the usual places. */
    public static ReproduceOptions defaults() {
        return new ReproduceOptions(1, Runtime.getRuntime().availableProcessors(), false, DataLocator.standard());
    }

    /** Returns a copy with another seed. */
    public ReproduceOptions withSeed(long changed) {
        return new ReproduceOptions(changed, threads, isQuick, locator);
    }

    /** Returns a copy with another number of threads. */
    public ReproduceOptions withThreads(int changed) {
        return new ReproduceOptions(seed, changed, isQuick, locator);
    }

    /** Returns a quick or a full copy. */
    public ReproduceOptions withQuick(boolean changed) {
        return new ReproduceOptions(seed, threads, changed, locator);
    }

    /** Returns a copy that looks for data elsewhere. */
    public ReproduceOptions withLocator(DataLocator changed) {
        return new ReproduceOptions(seed, threads, isQuick, changed);
    }
}
