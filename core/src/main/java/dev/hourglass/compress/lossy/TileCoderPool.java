package dev.hourglass.compress.lossy;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/** Lends coders of one model, each to one thread at a time. Safe for concurrent use. */
public final class TileCoderPool {
    private final TileCoders coders;
    private final TileGeometry geometry;
    private final int tilesPerChunk;
    private final double largestQuality;
    /** Coders that no thread uses just now. */
    private final Queue<TileCoder> idle = new ConcurrentLinkedQueue<>();

    /** Starts with one coder. */
    public TileCoderPool(TileCoders coders) {
        TileCoder first = coders.create();
        this.coders = coders;
        this.geometry = TileGeometry.of(first);
        this.tilesPerChunk = first.tilesPerChunk();
        this.largestQuality = first.largestQuality();
        idle.add(first);
    }

    /** Returns the sizes of tiles. */
    public TileGeometry geometry() {
        return geometry;
    }

    /** Returns the most tiles of a chunk. */
    public int tilesPerChunk() {
        return tilesPerChunk;
    }

    /** Returns the largest quality that the coders know. */
    public double largestQuality() {
        return largestQuality;
    }

    /** Lends a coder for some work. */
    public <T> T lend(Function<TileCoder, T> work) {
        TileCoder found = idle.poll();
        TileCoder coder = found == null ? coders.create() : found;
        T result = work.apply(coder); // one that failed may be in any state, and is not lent again
        idle.add(coder);
        return result;
    }
}
