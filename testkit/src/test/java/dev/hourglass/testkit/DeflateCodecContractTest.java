package dev.hourglass.testkit;

import dev.hourglass.compress.codec.ChunkCodec;
import dev.hourglass.compress.codec.DeflateCodec;
import dev.hourglass.compress.codec.RowLayout;
import java.util.List;

/** At the highest level every filter is measured on the whole chunk, so each of them is run. */
final class DeflateCodecContractTest extends CodecContract {
    @Override
    protected List<RowLayout> layouts() {
        return List.of(
                RowLayout.bytes(),
                RowLayout.of(7, 1),
                RowLayout.of(27, 1).withNeighbours(9, 3),
                RowLayout.of(12, 2).withNeighbours(4, 1),
                RowLayout.of(12, 2).withNeighbours(4, 1).bigEndian(),
                RowLayout.of(2, 4),
                RowLayout.of(3, 8).bigEndian());
    }

    @Override
    protected ChunkCodec codec(RowLayout layout) {
        return new DeflateCodec(layout, DeflateCodec.MAX_LEVEL);
    }
}
