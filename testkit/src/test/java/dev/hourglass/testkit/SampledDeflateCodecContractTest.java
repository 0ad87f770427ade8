package dev.hourglass.testkit;

import dev.hourglass.compress.codec.ChunkCodec;
import dev.hourglass.compress.codec.DeflateCodec;
import dev.hourglass.compress.codec.RowLayout;
import java.util.List;

final class SampledDeflateCodecContractTest extends CodecContract {
    @Override
    protected List<RowLayout> layouts() {
        return List.of(RowLayout.bytes(), RowLayout.of(784, 1).withNeighbours(28, 1), RowLayout.of(5, 2));
    }

    @Override
    protected ChunkCodec codec(RowLayout layout) {
        return new DeflateCodec(layout, DeflateCodec.DEFAULT_LEVEL);
    }
}
