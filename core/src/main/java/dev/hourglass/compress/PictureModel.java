package dev.hourglass.compress;

import dev.hourglass.compress.codec.ChunkCodec;
import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.lossy.TileCoderPool;
import java.util.List;
import java.util.Optional;

/**
 * What a model of pictures offers: nothing for rows, coders for tiles.
 *
 * @param coders the coders
 */
record PictureModel(TileCoderPool coders) implements ModelCodecs {
    @Override
    public List<ChunkCodec> codecs(RowLayout layout) {
        return List.of();
    }

    @Override
    public Optional<TileCoderPool> tileCoders() {
        return Optional.of(coders);
    }
}
