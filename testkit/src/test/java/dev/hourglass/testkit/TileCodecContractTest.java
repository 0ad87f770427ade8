package dev.hourglass.testkit;

import dev.hourglass.compress.codec.ChunkCodec;
import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.codec.TileCodec;
import dev.hourglass.compress.lossy.TileCoderPool;
import java.util.List;

/** Levels of tiles, by the cosine transform's tables. */
final class TileCodecContractTest extends CodecContract {
    private static final TileCoderPool CODERS = new TileCoderPool(() -> new CosineTileCoder(1, 16, 1000));

    @Override
    protected List<RowLayout> layouts() {
        return List.of(TileCodec.layout(CODERS));
    }

    @Override
    protected ChunkCodec codec(RowLayout layout) {
        return new TileCodec(CODERS, 10);
    }
}
