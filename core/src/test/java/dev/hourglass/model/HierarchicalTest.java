package dev.hourglass.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hourglass.tensor.Shape;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HierarchicalTest {
    private static final Hierarchical LEVELS = new Hierarchical(List.of(5, 4, 2), List.of(7), ActivationFunction.TANH);

    @Test
    void networksGoFromLevelToLevelAndBack() {
        Autoencoder model = DenseConfig.variational(Shape.of(9), List.of(8), 5, new Likelihood.Bernoulli())
                .withLatent(LEVELS)
                .build();

        assertThat(model.networks())
                .containsOnlyKeys("encoder", "decoder", "posterior_2", "prior_1", "posterior_3", "prior_2");
        assertThat(model.encoder().outputShape()).isEqualTo(Shape.of(10));
        assertThat(model.networks().get("posterior_2"))
                .isEqualTo(new Network(
                        Shape.of(5),
                        List.of(new Linear(5, 7), new Activation(ActivationFunction.TANH), new Linear(7, 8))));
        assertThat(LEVELS.prior(2).inputShape()).isEqualTo(Shape.of(2));
        assertThat(LEVELS.prior(2).outputShape()).isEqualTo(Shape.of(8));
        assertThat(model.latent().size()).isEqualTo(5);
    }

    @Test
    void refusesTooFewTooManyAndEmptyLevels() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hierarchical(List.of(5), List.of(), ActivationFunction.RELU))
                .withMessage("a hierarchical latent variable must have 2 to 16 levels, but had 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hierarchical(Collections.nCopies(17, 2), List.of(), ActivationFunction.RELU))
                .withMessage("a hierarchical latent variable must have 2 to 16 levels, but had 17");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hierarchical(List.of(5, 0), List.of(3), ActivationFunction.RELU))
                .withMessage("levels and layers between them must have at least 1 value each, but had [5, 0] and [3]");
    }
}
