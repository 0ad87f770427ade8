package dev.hourglass.compress;

/**
 * How to decompress; nothing here changes what comes back.
 *
 * @param threads that decode chunks, at least 1
 * @param maxBytes the most content that is restored, in bytes, against files made to fill a disk
 */
public record DecompressorConfig(int threads, long maxBytes) {
    private static final long DEFAULT_MAX_BYTES = 1L << 40;

    public DecompressorConfig {
        CompressorConfig.requireThreads(threads);
        if (maxBytes < 0) {
            throw new IllegalArgumentException("maxBytes must be at least 0, but was " + maxBytes);
        }
    }

    /** Returns one thread and a limit of 1 TiB. */
    public static DecompressorConfig defaults() {
        return new DecompressorConfig(1, DEFAULT_MAX_BYTES);
    }

    /** Returns a copy with another number of threads. */
    public DecompressorConfig withThreads(int threads) {
        return new DecompressorConfig(threads, maxBytes);
    }

    /** Returns a copy with another limit, in bytes. */
    public DecompressorConfig withMaxBytes(long maxBytes) {
        return new DecompressorConfig(threads, maxBytes);
    }

    /** Returns a copy without a limit. */
    public DecompressorConfig unlimited() {
        return withMaxBytes(Long.MAX_VALUE);
    }
}
