package dev.hourglass.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WeightMatrixTest {
    private final Parameters parameters = new Parameters(layout(20, 9));
    private final Parameter parameter = parameters.layout().parameter("encoder.0.weight");
    private final WeightMatrix weights = new WeightMatrix(Kernels.plain().matrix(), parameters, parameter, false, 3);

    @Test
    void theFirstWorkerReadsTheMatrixAndEachOtherACopyOfItsOwn() {
        assertThat(weights.values(worker(0))).isSameAs(parameters.values());
        assertThat(weights.values(worker(1))).isNotSameAs(parameters.values());
        assertThat(weights.values(worker(2))).isNotSameAs(weights.values(worker(1)));
        assertThat(weights.sizeBytes()).isEqualTo(4L * 2 * weights.values(worker(1)).length);
    }

    @Test
    void copiesFollowTheRowsThatWereRefreshedAndNoOthers() {
        Arrays.fill(parameters.values(), 3f);
        weights.refresh(8, 16);
        for (int index = 1; index < 3; index++) {
            assertThat(row(7, index)).containsOnly(0f);
            assertThat(row(8, index)).containsOnly(3f);
            assertThat(row(15, index)).containsOnly(3f);
            assertThat(row(16, index)).containsOnly(0f);
        }
        weights.refreshAll();
        assertThat(row(19, 2)).isEqualTo(row(19, 0)).containsOnly(3f);
    }

    @Test
    void largeModelsAreReadByAllFromOnePlace() {
        ParameterLayout large = layout(1000, 200);
        assertThat(WeightMatrix.readers(1, large)).isEqualTo(1);
        assertThat(WeightMatrix.readers(2, large)).isEqualTo(2);
        assertThat(WeightMatrix.readers(3, large)).isEqualTo(1);
        assertThat(WeightMatrix.readers(8, parameters.layout())).isEqualTo(8);
        WeightMatrix shared = new WeightMatrix(Kernels.plain().matrix(), parameters, parameter, false, 1);
        assertThat(shared.values(worker(5))).isSameAs(parameters.values());
        assertThat(shared.offset(worker(5))).isEqualTo(parameter.offset());
        assertThat(shared.hasCopies()).isFalse();
    }

    private static ParameterLayout layout(int features, int code) {
        return ParameterLayout.of(DenseConfig.symmetric(
                        Shape.of(features), List.of(), code, ActivationFunction.RELU, ActivationFunction.LINEAR)
                .build());
    }

    private float[] row(int row, int index) {
        int from = weights.offset(worker(index)) + row * weights.stride();
        return Arrays.copyOfRange(weights.values(worker(index)), from, from + parameter.columns());
    }

    private static Worker worker(int index) {
        return new Worker(index, Worker.Sizes.NONE);
    }
}
