package dev.hourglass.testkit;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.codec.ChunkCodec;
import dev.hourglass.compress.codec.CodecId;
import dev.hourglass.compress.codec.ModelCodec;
import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.lossless.CausalCoder;
import dev.hourglass.compress.lossless.CausalTraining;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Images of five lines of four pixels. */
final class CausalCodecContractTest extends CodecContract {
    private static final int HEIGHT = 5;
    private static final int WIDTH = 4;
    private static final int LEVELS = 256;
    private static final TrainedModel MODEL = train();

    private static TrainedModel train() {
        int[] values = new int[LEVELS * HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / (HEIGHT * WIDTH);
        }
        CausalTraining.Config config = new CausalTraining.Config(1, List.of(16), 4000, 30, 64, 1e-2);
        try {
            return new CausalTraining(config, HEIGHT, WIDTH, LEVELS)
                    .train(values, LEVELS, RunOptions.defaults(1), TrainingListener.SILENT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected List<RowLayout> layouts() {
        return List.of(RowLayout.of(HEIGHT * WIDTH, 1).withNeighbours(WIDTH, 1));
    }

    @Override
    protected ChunkCodec codec(RowLayout layout) {
        return new ModelCodec(CodecId.CAUSAL, layout, () -> CausalCoder.create(MODEL, HEIGHT, WIDTH, LEVELS));
    }
}
