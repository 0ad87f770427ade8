package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.data.Dataset;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.tensor.Shape;
import dev.hourglass.train.Objective;
import dev.hourglass.train.RunOptions;
import dev.hourglass.train.Trainer;
import dev.hourglass.train.TrainerConfig;
import dev.hourglass.train.TrainingListener;
import dev.hourglass.train.TrainingResult;
import java.io.IOException;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Weights that must come out the same on every machine and Java version. A change here changes every model that users
 * can reproduce: say so in the change log.
 */
final class GoldenWeightsTest {
    @Test
    void aDeepModelTrainsToThePinnedBits() throws IOException {
        DenseConfig model = DenseConfig.defaults(Shape.of(64), List.of(32, 20), 6);
        TrainingResult result = train(model, new Objective.BinaryCrossEntropy(), 5);
        assertThat(Long.toHexString(Bits.hash(result.parameters()))).isEqualTo("7a4160190d252bfa");
        assertThat(result.history().epochs().get(2).loss()).isEqualTo(0.6891803061962127);
    }

    @Test
    void randomModelsTrainToThePinnedBits() throws IOException {
        long[] hashes = new long[12];
        for (int seed = 0; seed < hashes.length; seed++) {
            hashes[seed] = Bits.hash(train(RandomModels.dense(seed), new Objective.Huber(0.1), seed)
                    .parameters());
        }
        assertThat(LongStream.of(hashes).mapToObj(Long::toHexString))
                .containsExactly(
                        "65a7812df4ec9457",
                        "84167a074fd3720b",
                        "71fc8995b9f18a4b",
                        "1a98036844c2aa21",
                        "47c4200e2c8c919f",
                        "c5a290f6036c9f5b",
                        "3b9f9b54bd094d68",
                        "c528c3ae968ee9c7",
                        "a7bdb14075601bdf",
                        "4b3f23944c9e15b1",
                        "9a16af62fc5387bb",
                        "1ea2415a899777db");
    }

    private static TrainingResult train(DenseConfig model, Objective objective, long seed) throws IOException {
        Dataset data = Datasets.surface(150, model.inputShape().size(), 4, seed);
        TrainerConfig config = TrainerConfig.defaults(objective, 3).withBatchSize(32);
        return new Trainer(model, config, RunOptions.defaults(seed).withThreads(2))
                .train(data, data.head(50), TrainingListener.SILENT);
    }
}
