package dev.hourglass.compress;

import dev.hourglass.artifact.StoredModel;
import dev.hourglass.compress.codec.ChunkCodec;
import dev.hourglass.compress.codec.RowLayout;
import java.util.List;

/**
 * Makes the codecs that a model offers for rows of a layout; empty where it takes other rows.
 *
 * <p>The way in for lossless coding with a model: {@link Compressor} and {@link Decompressor} add these codecs to raw
 * and Deflate, and each chunk goes to whichever makes it smallest. Implementations are safe for concurrent use.
 */
@FunctionalInterface
public interface ModelCodecs {
    /** Offers nothing. */
    ModelCodecs NONE = layout -> List.of();

    /**
     * Returns what a model offers. No model codes files without loss yet: this is the one place to add codecs that do.
     *
     * @param stored the model
     */
    static ModelCodecs of(StoredModel stored) {
        return NONE;
    }

    /**
     * Returns the codecs for a layout; the same when compressing and when decompressing.
     *
     * @param layout how values lie
     */
    List<ChunkCodec> codecs(RowLayout layout);
}
