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
        assertThat(Long.toHexString(Bits.hash(result.parameters()))).isEqualTo("1d30d64a0942a1a");
        assertThat(result.history().epochs().get(2).loss()).isEqualTo(0.6891803161303203);
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
                        "7d4898ab42a409ea",
                        "2e8554ebee002604",
                        "d50e2af2899b6de7",
                        "2b6b78ab5e4bfa15",
                        "f2ccfc7aeb82947e",
                        "ea2cf9f9651f0ef3",
                        "6dd3655ed02e1cd",
                        "f421745701c1cfc0",
                        "3adbc05855d80515",
                        "f3aa53459ac0433a",
                        "7dc26bb6ca4e1536",
                        "6614c9e00bd94d27");
    }

    private static TrainingResult train(DenseConfig model, Objective objective, long seed) throws IOException {
        Dataset data = Datasets.surface(150, model.inputShape().size(), 4, seed);
        TrainerConfig config = TrainerConfig.defaults(objective, 3).withBatchSize(32);
        return new Trainer(model, config, RunOptions.defaults(seed).withThreads(2))
                .train(data, data.head(50), TrainingListener.SILENT);
    }
}
