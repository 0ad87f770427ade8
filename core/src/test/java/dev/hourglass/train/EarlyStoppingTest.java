package dev.hourglass.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.train.EarlyStopping.Decision;
import org.junit.jupiter.api.Test;

final class EarlyStoppingTest {
    private static final Decision BETTER = new Decision(true, false, "");
    private static final Decision NO_BETTER = new Decision(false, false, "");

    @Test
    void stopsAfterTheLastEpoch() {
        EarlyStopping stopping = new EarlyStopping(StoppingConfig.defaults(3));
        assertThat(stopping.epochEnded(2)).isEqualTo(BETTER);
        assertThat(stopping.epochEnded(3)).isEqualTo(NO_BETTER);
        assertThat(stopping.epochEnded(1)).isEqualTo(new Decision(true, true, "all 3 epochs are done"));
        assertThat(stopping.bestEpoch()).isEqualTo(3);
        assertThat(stopping.bestLoss()).isEqualTo(1);
    }

    @Test
    void stopsWhenPatienceEnds() {
        EarlyStopping stopping = new EarlyStopping(StoppingConfig.defaults(100).withEarlyStopping(2, 0.1));
        assertThat(stopping.epochEnded(1)).isEqualTo(BETTER);
        assertThat(stopping.epochEnded(0.95)).isEqualTo(BETTER);
        assertThat(stopping.epochEnded(0.85)).as("two small gains add up").isEqualTo(BETTER);
        assertThat(stopping.epochEnded(Double.NaN)).isEqualTo(NO_BETTER);
        assertThat(stopping.epochEnded(0.9))
                .isEqualTo(new Decision(
                        false,
                        true,
                        "loss has not improved by more than 0.1 for 2 epochs; the lowest was 0.85 in epoch 3"));
    }

    @Test
    void stopsAtTheTarget() {
        EarlyStopping stopping = new EarlyStopping(StoppingConfig.defaults(9).withTargetLoss(0.5));
        assertThat(stopping.epochEnded(0.6)).isEqualTo(BETTER);
        assertThat(stopping.epochEnded(0.5)).isEqualTo(new Decision(true, true, "loss 0.5 reached the target 0.5"));
    }

    @Test
    void continuesFromItsState() {
        StoppingConfig config = StoppingConfig.defaults(50).withEarlyStopping(3, 0);
        EarlyStopping whole = new EarlyStopping(config);
        EarlyStopping resumed = new EarlyStopping(config);
        assertThat(whole.epochEnded(1)).isEqualTo(BETTER);
        assertThat(whole.epochEnded(2)).isEqualTo(NO_BETTER);
        resumed.restore(whole.state());
        assertThat(resumed.epochEnded(3)).isEqualTo(whole.epochEnded(3)).isEqualTo(NO_BETTER);
        assertThat(resumed.epochEnded(3)).isEqualTo(whole.epochEnded(3));
        assertThat(resumed.state()).isEqualTo(whole.state());
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> StoppingConfig.defaults(0)).hasMessage("epochs must be at least 1, but was 0");
        assertThatThrownBy(() -> StoppingConfig.defaults(1).withEarlyStopping(-1, 0))
                .hasMessage("patience must be at least 0, but was -1");
        assertThatThrownBy(() -> StoppingConfig.defaults(1).withEarlyStopping(1, -1))
                .hasMessage("minDelta must be at least 0 and finite, but was -1.0");
        assertThatThrownBy(() -> new EarlyStopping(StoppingConfig.defaults(1)).restore(new double[0]))
                .hasMessage("state of early stopping must be [epoch, best epoch, best loss, reference loss, epochs], "
                        + "but was []");
    }
}
