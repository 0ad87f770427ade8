package dev.hourglass.testkit;

import dev.hourglass.compress.codec.BoundedCodec;
import dev.hourglass.compress.codec.ChunkCodec;
import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.codec.ValueGrid;
import java.util.List;

final class ThoroughCodecContractTest extends CodecContract {
    @Override
    protected List<RowLayout> layouts() {
        return List.of(RowLayout.of(3, 4), RowLayout.of(1, 8).bigEndian(), RowLayout.of(7, 4));
    }

    @Override
    protected ChunkCodec codec(RowLayout layout) {
        return new BoundedCodec(new ValueGrid(layout, new double[] {0}, new double[] {0.01}), 9);
    }
}
