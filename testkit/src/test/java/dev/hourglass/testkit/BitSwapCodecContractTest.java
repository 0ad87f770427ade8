package dev.hourglass.testkit;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.codec.ChunkCodec;
import dev.hourglass.compress.codec.CodecId;
import dev.hourglass.compress.codec.ModelCodec;
import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.lossless.BitSwap;
import java.util.List;

/** Values of two bits, which a categorical model of five levels and three latent ones knows. */
final class BitSwapCodecContractTest extends CodecContract {
    @Override
    protected List<RowLayout> layouts() {
        return List.of(RowLayout.of(24, 1), RowLayout.of(17, 1));
    }

    @Override
    protected int bits(RowLayout layout, int column) {
        return 2;
    }

    @Override
    protected ChunkCodec codec(RowLayout layout) {
        TrainedModel model = SmallModels.hierarchical(layout.valuesPerRow());
        return new ModelCodec(CodecId.BIT_SWAP, layout, () -> BitSwap.create(model, BitSwap.levels(model)));
    }
}
