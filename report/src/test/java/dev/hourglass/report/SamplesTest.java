package dev.hourglass.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.data.Dataset;
import dev.hourglass.data.ImageSchema;
import dev.hourglass.data.VectorSchema;
import dev.hourglass.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static final List<Float> ERRORS = List.of(0.3f, 0.1f, 0.4f, 0.2f);
    private final Dataset originals =
            Dataset.of("dots", new ImageSchema(1, 1, 1), new float[] {0.1f, 0.2f, 0.3f, 0.4f}, List.of());

    @Test
    void choosesWorstAndBest() {
        Samples.Images chosen = Samples.Images.choose(originals, new float[4], ERRORS, 2, 1);

        assertThat(chosen.worst().errors()).containsExactly(0.4f, 0.3f);
        assertThat(chosen.worst().originals().values()).containsExactly(0.3f, 0.1f);
        assertThat(chosen.best().errors()).containsExactly(0.1f, 0.2f);
        assertThat(chosen.best().originals().values()).containsExactly(0.2f, 0.4f);
    }

    @Test
    void drawsWithoutRepeatingAndTheSameForASeed() {
        Samples.Images chosen = Samples.Images.choose(originals, new float[4], ERRORS, 9, 1);

        assertThat(chosen.random().errors()).containsExactlyInAnyOrderElementsOf(ERRORS);
        assertThat(Samples.Images.choose(originals, new float[4], ERRORS, 9, 1)
                        .random()
                        .errors())
                .isEqualTo(chosen.random().errors());
    }

    @Test
    void rejectsDataThatAreNoImages() {
        Dataset vectors = Dataset.of("v", new VectorSchema(Shape.of(1)), new float[4], List.of());

        assertThatThrownBy(() -> Samples.Images.choose(vectors, new float[4], ERRORS, 2, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the schema of \"v\" must be of images, but was VectorSchema[sampleShape=[1]]");
    }
}
