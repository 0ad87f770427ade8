package dev.hourglass.testkit;

import dev.hourglass.compress.codec.ChunkCodec;
import dev.hourglass.compress.codec.RawCodec;
import dev.hourglass.compress.codec.RowLayout;
import java.util.List;

final class RawCodecContractTest extends CodecContract {
    @Override
    protected List<RowLayout> layouts() {
        return List.of(RowLayout.bytes(), RowLayout.of(3, 8));
    }

    @Override
    protected ChunkCodec codec(RowLayout layout) {
        return new RawCodec();
    }
}
