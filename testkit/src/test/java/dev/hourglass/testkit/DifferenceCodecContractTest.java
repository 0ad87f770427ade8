package dev.hourglass.testkit;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.codec.ChunkCodec;
import dev.hourglass.compress.codec.CodecId;
import dev.hourglass.compress.codec.ModelCodec;
import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.lossless.CausalCoder;
import dev.hourglass.compress.lossless.CausalTraining;
import dev.hourglass.compress.lossless.ImageShape;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Images of three lines of four pixels: of three channels of bytes in both orders, of one of two bytes in both. */
final class DifferenceCodecContractTest extends CodecContract {
    private static final int HEIGHT = 3;
    private static final int WIDTH = 4;
    private static final TrainedModel COLOURS = train(new ImageShape(HEIGHT, WIDTH, 3, 1, false));
    private static final TrainedModel WIDE = train(new ImageShape(HEIGHT, WIDTH, 1, 2, false));

    private static TrainedModel train(ImageShape shape) {
        int[] values = new int[100 * shape.values()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i / shape.values() + i % 5 * (i % 3)) & (shape.levels() - 1);
        }
        CausalTraining.Config config = new CausalTraining.Config(1, List.of(8), 1000, 10, 64, 1e-2);
        try {
            return new CausalTraining(config, shape)
                    .train(values, 100, RunOptions.defaults(1), TrainingListener.SILENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected List<RowLayout> layouts() {
        RowLayout wide = RowLayout.of(HEIGHT * WIDTH, 2).withNeighbours(WIDTH, 1);
        return List.of(
                wide,
                wide.bigEndian(),
                RowLayout.of(HEIGHT * WIDTH * 3, 1).withNeighbours(WIDTH * 3, 3),
                RowLayout.of(HEIGHT * WIDTH * 3, 1).withNeighbours(WIDTH, 1));
    }

    @Override
    protected ChunkCodec codec(RowLayout layout) {
        boolean isWide = layout.bytesPerValue() == 2;
        ImageShape shape =
                new ImageShape(HEIGHT, WIDTH, isWide ? 1 : 3, layout.bytesPerValue(), layout.valuesPerPixel() == 1);
        return new ModelCodec(CodecId.CAUSAL, layout, () -> CausalCoder.create(isWide ? WIDE : COLOURS, shape));
    }
}
