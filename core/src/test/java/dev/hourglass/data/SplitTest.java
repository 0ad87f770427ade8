package dev.hourglass.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SplitTest {
    private static Dataset rows(int count) {
        float[] values = new float[count];
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values[i] = i;
            labels.add("row " + i);
        }
        return Dataset.of("data", new VectorSchema(Shape.of(1)), values, labels);
    }

    @Test
    void givesEveryRowToExactlyOnePart() {
        Split split = Split.of(rows(100), new SplitConfig(0.2, 0.1, 5));

        assertThat(split.train().rows()).isEqualTo(70);
        assertThat(split.validation().rows()).isEqualTo(20);
        assertThat(split.test().rows()).isEqualTo(10);
        List<String> all = new ArrayList<>(split.train().labels());
        all.addAll(split.validation().labels());
        all.addAll(split.test().labels());
        assertThat(all).containsExactlyInAnyOrderElementsOf(rows(100).labels());
        assertThat(split.train().labels().get(3))
                .isEqualTo("row " + (int) split.train().values()[3]);
    }

    @Test
    void keepsOrderWhereNothingIsSetAside() {
        Dataset data = rows(5);

        Split split = Split.of(data, new SplitConfig(0, 0, 1));

        assertThat(split.train()).isSameAs(data);
        assertThat(split.validation().rows()).isZero();
        assertThat(split.test().fingerprint()).hasSize(64);
    }

    @Test
    void drawsTheSameOrderEverywhere() {
        assertThat(Split.permutation(10, 1)).containsExactly(9, 0, 1, 4, 8, 2, 3, 7, 6, 5);
        assertThat(Split.permutation(10, 1)).isNotEqualTo(Split.permutation(10, 2));
    }

    @Test
    void drawsEveryOrderEquallyOften() {
        int[] counts = new int[27];
        for (int seed = 0; seed < 6000; seed++) {
            int[] order = Split.permutation(3, seed);
            counts[9 * order[0] + 3 * order[1] + order[2]]++;
        }
        assertThat(Arrays.stream(counts).filter(count -> count > 0).boxed())
                .hasSize(6)
                .allMatch(count -> count > 850 && count < 1150);
    }

    @Test
    void rejectsSharesThatLeaveNothing() {
        assertThatThrownBy(() -> new SplitConfig(0.5, 0.5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "validationShare and testShare must be at least 0 and together below 1, but were 0.5 and 0.5");
        assertThatThrownBy(() -> Split.of(rows(1), new SplitConfig(0.6, 0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data set \"data\" must leave at least one row to train on, but of its 1 rows 1 go to"
                        + " validation and 0 to the test");
    }
}
