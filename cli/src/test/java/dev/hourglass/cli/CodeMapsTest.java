package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.report.CodeViews.CodeMap;
import dev.hourglass.report.CodeViews.Group;
import dev.hourglass.report.CodeViews.Point;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CodeMapsTest {
    @Test
    void codesOfTwoValuesLieWhereTheyAre() {
        CodeMap map = CodeMaps.of(new float[] {1, 2, 3, 4, 5, 6}, 2, List.of("10", "9", "10"));

        assertThat(map.across()).isEqualTo("value 0");
        assertThat(map.lead()).isEqualTo("The code of each of 3 samples, coloured by label; click one to hide it.");
        assertThat(map.groups())
                .containsExactly(
                        new Group("9", List.of(new Point(3, 4))),
                        new Group("10", List.of(new Point(1, 2), new Point(5, 6))));
    }

    @Test
    void longerCodesLieAlongTheirLargestVariance() {
        CodeMap map = CodeMaps.of(new float[] {0, -2, 0, 0, 2, 0, 0, 0, 1, 0, 0, -1}, 3, List.of());

        assertThat(map.lead())
                .isEqualTo("The codes of 4 samples along their two directions of largest variance (PCA), which hold"
                        + " 100.0 % of it.");
        assertThat(map.groups().get(0).name()).isEqualTo("samples");
        assertThat(map.groups().get(0).points())
                .containsExactly(new Point(-2, 0), new Point(2, 0), new Point(0, 1), new Point(0, -1));
    }

    @Test
    void rareLabelsShareAColour() {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            labels.add("label " + (i % 15));
        }

        List<Group> groups = CodeMaps.of(new float[40], 2, labels).groups();

        assertThat(groups).hasSize(12);
        assertThat(groups.get(11).name()).isEqualTo("others");
        assertThat(groups.stream().mapToInt(group -> group.points().size()).sum())
                .isEqualTo(20);
    }

    @Test
    void oneValueMakesNoMap() {
        assertThat(CodeMaps.of(new float[5], 1, List.of())).isEqualTo(CodeMap.NONE);
    }
}
