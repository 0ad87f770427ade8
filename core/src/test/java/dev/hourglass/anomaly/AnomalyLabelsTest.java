package dev.hourglass.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class AnomalyLabelsTest {
    @Test
    void knowsTheUsualWords() {
        assertThat(AnomalyLabels.read(List.of("0", "1", "Normal", " anomaly", "FALSE", "true"), List.of()))
                .containsExactly(false, true, false, true, false, true);
    }

    @Test
    void takesTheWordsGivenAndAllOthersForNormal() {
        assertThat(AnomalyLabels.read(List.of("3", "7", "1"), List.of("7", "3")))
                .containsExactly(true, true, false);
    }

    @Test
    void refusesWordsThatSayNothing() {
        assertThatThrownBy(() -> AnomalyLabels.read(List.of("0", "setosa"), List.of()))
                .hasMessageContaining("\"setosa\"")
                .hasMessageContaining("--anomaly");
    }

    @Test
    void findsColumnsThatAreCalledLikeALabel() {
        assertThat(LeakCheck.byName(List.of("flow", "is_anomaly", "Label=a", "Label=b", "classy", "benign")))
                .hasSize(3)
                .anySatisfy(text -> assertThat(text).contains("\"benign\""))
                .anySatisfy(text -> assertThat(text).contains("\"is_anomaly\""))
                .anySatisfy(text -> assertThat(text).contains("\"Label\""));
    }
}
