package dev.hourglass.testkit;

import dev.hourglass.compress.codec.ChunkCodec;
import dev.hourglass.compress.codec.PackedCodec;
import dev.hourglass.compress.codec.RowLayout;
import java.util.List;
import java.util.stream.IntStream;

final class PackedCodecContractTest extends CodecContract {
    @Override
    protected List<RowLayout> layouts() {
        return List.of(RowLayout.of(3, 1), RowLayout.of(5, 2), RowLayout.of(1, 2));
    }

    @Override
    protected int bits(RowLayout layout, int column) {
        return layout.bytesPerValue() == 1 ? 2 + column : 11 - column;
    }

    @Override
    protected ChunkCodec codec(RowLayout layout) {
        return new PackedCodec(
                layout,
                IntStream.range(0, layout.valuesPerRow())
                        .mapToObj(column -> bits(layout, column))
                        .toList());
    }
}
