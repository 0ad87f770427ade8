package dev.hourglass.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.artifact.Posterior;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.artifact.UntrainedModel;
import dev.hourglass.data.Dataset;
import dev.hourglass.evaluate.LatentUse.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LatentUseTest {
    private static final Dimension ACTIVE = new Dimension(2, 0.9);
    private static final Dimension COLLAPSED = new Dimension(0.001, 0.01);

    @Test
    void measuresDivergenceAndVarianceOfMeans() {
        TrainedModel model = UntrainedModel.gaussian(2);
        Dataset data = UntrainedModel.samples(50, 2);

        LatentUse use = Evaluator.evaluate(model, data, data).use();

        Posterior posterior = model.posterior(data.values(), 50);
        for (int j = 0; j < 2; j++) {
            double nats = 0;
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < 50; i++) {
                nats += posterior.divergence(i, j) / 50;
                sum += posterior.mean(i, j) / 50.0;
                squares += posterior.mean(i, j) * (double) posterior.mean(i, j) / 50;
            }
            assertThat(use.dimensions().get(j).nats()).isCloseTo(nats, within(1e-9));
            assertThat(use.dimensions().get(j).variance()).isCloseTo(squares - sum * sum, within(1e-9));
        }
        assertThat(use.nats())
                .isCloseTo(
                        use.dimensions().get(0).nats() + use.dimensions().get(1).nats(), within(1e-12));
    }

    @Test
    void plainCodesAreNotMeasured() {
        Dataset data = UntrainedModel.samples(5, 2);

        LatentUse use = Evaluator.evaluate(UntrainedModel.point(2), data, data).use();

        assertThat(use.isMeasured()).isFalse();
        assertThat(use.metrics()).isEmpty();
        assertThat(use.warning()).isEmpty();
    }

    @Test
    void usedCodesGiveNoWarning() {
        LatentUse use = use(3, 2);

        assertThat(use.activeUnits()).isEqualTo(3);
        assertThat(use.warning()).isEmpty();
        assertThat(use.metrics()).containsExactly(Map.entry("KL", use.nats()), Map.entry("active units", 3.0));
    }

    @Test
    void halfCollapsedCodesAreWorthAWord() {
        assertThat(use(2, 3).warning())
                .contains(
                        "only 2 of 5 values of the code tell samples apart, the others have collapsed onto the prior; a"
                                + " --latent of 2 would serve as well, and to use more of them, train with a lower --beta, with"
                                + " --kl-warm-up or with --free-nats");
    }

    @Test
    void collapsedCodesAreWorthMoreOfThem() {
        assertThat(use(0, 4).warning())
                .contains("the codes have collapsed onto the prior: none of their 4 values tells samples apart, so the"
                        + " decoder answers much the same for each; train with a lower --beta, with --kl-warm-up,"
                        + " --free-nats or --capacity, or longer");
    }

    @Test
    void keptFiguresGiveTheSameWarning() {
        assertThat(LatentUse.warning(use(1, 4).metrics(), 5))
                .isEqualTo(use(1, 4).warning());
        assertThat(LatentUse.warning(Map.of("MSE", 0.1), 5)).isEmpty();
    }

    private static LatentUse use(int active, int collapsed) {
        List<Dimension> dimensions = new ArrayList<>();
        for (int i = 0; i < active; i++) {
            dimensions.add(ACTIVE);
        }
        for (int i = 0; i < collapsed; i++) {
            dimensions.add(COLLAPSED);
        }
        return new LatentUse(dimensions);
    }
}
