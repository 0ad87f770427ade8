package dev.hourglass.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HealthCheckTest {
    private final HealthCheck check = new HealthCheck();

    @Test
    void warnsOfMadeSamplesThatStayAlike() {
        assertThat(check.examine(epoch(1, "spread", 0.1))).isEmpty();
        assertThat(check.examine(epoch(2, "spread", 0.09)))
                .singleElement()
                .asString()
                .contains("made samples collapse: their spread is 0.09 of the data's in epoch 2");
        assertThat(check.examine(epoch(3, "spread", 0.08))).isEmpty();
    }

    @Test
    void letsAMakerGrowOutOfIt() {
        assertThat(check.examine(epoch(1, "spread", 0.1))).isEmpty();
        assertThat(check.examine(epoch(2, "spread", 0.2))).isEmpty();
        assertThat(check.examine(epoch(3, "spread", 0.9))).isEmpty();
    }

    @Test
    void warnsOfACriticThatHasWon() {
        assertThat(check.examine(epoch(1, "critic_loss", 0.3))).isEmpty();
        assertThat(check.examine(epoch(2, "critic_loss", 0.17)))
                .singleElement()
                .asString()
                .contains("the critic tells everything apart: its loss is 0.17 in epoch 2");
    }

    private static EpochRecord epoch(int number, String term, double value) {
        return new EpochRecord(number, number, 1, Double.NaN, 1e-3, 1, List.of(), Map.of(term, value));
    }
}
