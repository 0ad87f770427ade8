package dev.hourglass.compress;

import dev.hourglass.compress.codec.DeflateCodec;

/**
 * How to compress; nothing here changes what comes back.
 *
 * @param level effort, 1 quick to 9 thorough
 * @param threads that code chunks, at least 1; the file does not depend on it
 * @param chunkBytes the content of a chunk, in bytes, in [1024, 16777216]; rounded down to whole rows, but at least
 *     one; four times as much where floats come back within a bound
 * @param isVerified whether the file is read back and decoded before it gets its name
 */
public record CompressorConfig(int level, int threads, int chunkBytes, boolean isVerified) {
    private static final int DEFAULT_CHUNK_BYTES = 1 << 20;
    private static final int MIN_CHUNK_BYTES = 1 << 10;
    static final int MAX_CHUNK_BYTES = 1 << 24;
    private static final int MAX_THREADS = 1024;

    public CompressorConfig {
        if (level < 1 || level > DeflateCodec.MAX_LEVEL) {
            throw new IllegalArgumentException("level must be in [1, 9], but was " + level);
        }
        requireThreads(threads);
        if (chunkBytes < MIN_CHUNK_BYTES || chunkBytes > MAX_CHUNK_BYTES) {
            throw new IllegalArgumentException(
                    "chunkBytes must be in [" + MIN_CHUNK_BYTES + ", " + MAX_CHUNK_BYTES + "], but was " + chunkBytes);
        }
    }

    /** Returns level 6, one thread, chunks of 1 MiB, verified. */
    public static CompressorConfig defaults() {
        return new CompressorConfig(DeflateCodec.DEFAULT_LEVEL, 1, DEFAULT_CHUNK_BYTES, true);
    }

    /** Returns a copy of another level. */
    public CompressorConfig withLevel(int level) {
        return new CompressorConfig(level, threads, chunkBytes, isVerified);
    }

    /** Returns a copy with another number of threads. */
    public CompressorConfig withThreads(int threads) {
        return new CompressorConfig(level, threads, chunkBytes, isVerified);
    }

    /** Returns a copy with other chunks. */
    public CompressorConfig withChunkBytes(int chunkBytes) {
        return new CompressorConfig(level, threads, chunkBytes, isVerified);
    }

    /** Returns a copy that reads the file back, or does not. */
    public CompressorConfig withVerification(boolean isVerified) {
        return new CompressorConfig(level, threads, chunkBytes, isVerified);
    }

    static void requireThreads(int threads) {
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException("threads must be in [1, " + MAX_THREADS + "], but were " + threads);
        }
    }
}
