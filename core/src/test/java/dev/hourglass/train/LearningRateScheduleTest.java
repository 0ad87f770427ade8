package dev.hourglass.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LearningRateScheduleTest {
    @Test
    void constantStaysAtTheBaseRate() {
        assertThat(rates(new ScheduleConfig.Constant(), 0, 5, 1000)).containsExactly(0.1, 0.1, 0.1);
    }

    @Test
    void stepFallsEveryFewEpochs() {
        // 10 steps an epoch, every 2 epochs
        assertThat(rates(new ScheduleConfig.Step(2, 0.5), 0, 19, 20, 39, 40))
                .containsExactly(0.1, 0.1, 0.05, 0.05, 0.025);
    }

    @Test
    void exponentialFallsEveryEpoch() {
        assertThat(rates(new ScheduleConfig.Exponential(0.5), 0, 9, 10, 20)).containsExactly(0.1, 0.1, 0.05, 0.025);
    }

    @Test
    void cosineFallsToItsLeastShareAndStaysThere() {
        double[] rates = rates(new ScheduleConfig.Cosine(0.2), 0, 50, 100, 200);
        assertThat(rates[0]).isEqualTo(0.1);
        assertThat(rates[1]).isCloseTo(0.06, offset(1e-15));
        assertThat(rates[2]).isEqualTo(rates[3]).isCloseTo(0.02, offset(1e-15));
    }

    @Test
    void warmUpRisesToTheScheduleThatFollows() {
        ScheduleConfig config = new ScheduleConfig.WarmUp(4, new ScheduleConfig.Step(1, 0.5));
        assertThat(rates(config, 0, 1, 3, 4, 13, 14)).containsExactly(0.025, 0.05, 0.1, 0.1, 0.1, 0.05);
    }

    @Test
    void warmUpLongerThanTheTrainingNeverReachesTheBaseRate() {
        assertThat(rates(new ScheduleConfig.WarmUp(1000, new ScheduleConfig.Cosine(0)), 99))
                .containsExactly(0.1 * 0.1);
    }

    @Test
    void plateauFallsOncePatienceEndsAndStopsAtTheLeastRate() {
        LearningRateSchedule schedule = schedule(new ScheduleConfig.ReduceOnPlateau(0.5, 2, 0.03));
        schedule.epochEnded(1);
        schedule.epochEnded(1);
        assertThat(schedule.rate(20)).isEqualTo(0.1);
        schedule.epochEnded(Double.NaN);
        assertThat(schedule.rate(30)).isEqualTo(0.05);
        schedule.epochEnded(0.9);
        schedule.epochEnded(0.9);
        assertThat(schedule.rate(50)).isEqualTo(0.05);
        schedule.epochEnded(0.9);
        assertThat(schedule.rate(60)).isEqualTo(0.03);
    }

    @ParameterizedTest
    @ValueSource(strings = {"constant", "step", "exponential", "cosine", "plateau"})
    void continuesFromItsState(String id) {
        LearningRateSchedule whole = schedule(ScheduleConfig.from(id));
        LearningRateSchedule resumed = schedule(ScheduleConfig.from(id));
        for (int epoch = 0; epoch < 8; epoch++) {
            whole.epochEnded(1);
        }
        resumed.restore(whole.state());
        for (int epoch = 8; epoch < 20; epoch++) {
            whole.epochEnded(1);
            resumed.epochEnded(1);
            assertThat(resumed.rate(10L * epoch)).isEqualTo(whole.rate(10L * epoch));
        }
        assertThat(resumed.state()).isEqualTo(whole.state());
    }

    @ParameterizedTest
    @ValueSource(strings = {"constant", "step", "exponential", "cosine", "plateau"})
    void hasTheIdItIsFoundBy(String id) {
        assertThat(ScheduleConfig.from(id).id()).isEqualTo(id);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> ScheduleConfig.from("linear"))
                .hasMessage("schedule must be one of constant, step, exponential, cosine, plateau, but was \"linear\"");
        assertThatThrownBy(() -> new ScheduleConfig.Step(0, 0.5))
                .hasMessage("everyEpochs must be at least 1, but was 0");
        assertThatThrownBy(() -> new ScheduleConfig.Exponential(1.5))
                .hasMessage("decayPerEpoch must be in (0, 1], but was 1.5");
        assertThatThrownBy(() -> new ScheduleConfig.Cosine(Double.NaN))
                .hasMessage("minShare must be in [0, 1], but was NaN");
        assertThatThrownBy(() -> new ScheduleConfig.ReduceOnPlateau(1, 1, 0))
                .hasMessage("factor must be in (0, 1), but was 1.0");
        assertThatThrownBy(() -> new LearningRateSchedule(new ScheduleConfig.Constant(), 0, 1, 1))
                .hasMessage("learning rate must be above 0 and finite, but was 0.0");
        assertThatThrownBy(() -> schedule(new ScheduleConfig.Constant()).restore(new double[2]))
                .hasMessage("state of a schedule must be [reduction, lowest loss, epochs], but was [0.0, 0.0]");
    }

    private static LearningRateSchedule schedule(ScheduleConfig config) {
        return new LearningRateSchedule(config, 0.1, 100, 10);
    }

    private static double[] rates(ScheduleConfig config, long... steps) {
        return LongStream.of(steps).mapToDouble(schedule(config)::rate).toArray();
    }
}
