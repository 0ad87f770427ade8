package dev.hourglass.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.model.ConvConfig;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.Likelihood;
import dev.hourglass.model.ModelConfig;
import dev.hourglass.nn.Divergence;
import dev.hourglass.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run says it takes is what it takes. */
final class MemoryTest {
    @Test
    void aDenseRunTakesWhatItSays() throws IllegalAccessException {
        assertSize(DenseConfig.defaults(Shape.of(784), List.of(256), 32), new Objective.MeanSquaredError());
    }

    @Test
    void aVariationalRunTakesWhatItSays() throws IllegalAccessException {
        assertSize(
                DenseConfig.variational(Shape.of(784), List.of(100), 20, new Likelihood.Bernoulli()),
                new Objective.Elbo(Divergence.plain()));
    }

    @Test
    void aConvolutionalRunTakesWhatItSays() throws IllegalAccessException {
        assertSize(ConvConfig.kerasClassic(), new Objective.BinaryCrossEntropy());
    }

    private static void assertSize(ModelConfig model, Objective objective) throws IllegalAccessException {
        TrainerConfig config = TrainerConfig.defaults(objective, 1).withBatchSize(64);
        Trainer trainer = new Trainer(model, config, RunOptions.defaults(1).withThreads(2));

        long taken = Reachable.arrayBytes(trainer);

        assertThat(taken).isGreaterThan(1 << 20);
        assertThat((double) trainer.sizeBytes() / taken).isBetween(0.8, 1.2);
    }
}
