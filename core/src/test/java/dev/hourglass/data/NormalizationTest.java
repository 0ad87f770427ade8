package dev.hourglass.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.data.Normalization.Kind;
import dev.hourglass.data.Normalization.MissingFill;
import dev.hourglass.data.TableSchema.NumericColumn;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class NormalizationTest {
    private static final float MISSING = Float.NaN;

    private static Dataset data(int features, float... values) {
        return Dataset.of("train", new VectorSchema(Shape.of(features)), values, List.of());
    }

    private static float[] normalized(Kind kind, Dataset train) {
        return Normalization.fit(kind, MissingFill.MEAN, train).apply(train).values();
    }

    @Test
    void mapsTheRangeOntoZeroToOne() {
        assertThat(normalized(Kind.MIN_MAX, data(2, 0, 10, 5, 30, 10, 20))).containsExactly(0, 0, 0.5f, 1, 1, 0.5f);
    }

    @Test
    void standardizesByThePopulation() {
        assertThat(normalized(Kind.STANDARDIZE, data(1, 1, 3, 1, 3))).containsExactly(-1, 1, -1, 1);
    }

    @Test
    void usesMedianAndQuartiles() {
        // Quartiles of 1..5 are 2 and 4; the outlier moves neither.
        assertThat(normalized(Kind.ROBUST, data(1, 1, 2, 3, 4, 1000))).containsExactly(-1, -0.5f, 0, 0.5f, 498.5f);
    }

    @Test
    void leavesValuesAloneAndFillsThem() {
        Dataset train = data(1, 1, MISSING, 2, 9);

        assertThat(Normalization.fit(Kind.NONE, MissingFill.MEAN, train)
                        .apply(train)
                        .values())
                .containsExactly(1, 4, 2, 9);
        assertThat(Normalization.fit(Kind.NONE, MissingFill.MEDIAN, train)
                        .apply(train)
                        .values())
                .containsExactly(1, 2, 2, 9);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void goesThereAndBack(Kind kind) {
        Dataset train = data(3, 1, 20, 5, 2, 50, 5, 7, -3, 5);
        Normalization normalization = Normalization.fit(kind, MissingFill.MEAN, train);
        float[] values = normalization.apply(train).values();

        normalization.invert(values, 0, 3);

        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isCloseTo(train.values()[i], within(1e-5f));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void givesConstantColumnsScaleOneAndReportsThem(Kind kind) {
        Dataset train = data(2, 0.1f, 1, 0.1f, 2, 0.1f, 4);

        Normalization normalization = Normalization.fit(kind, MissingFill.MEAN, train);

        assertThat(normalization.constantFeatures()).containsExactly(0);
        assertThat(normalization.scale()[0]).isEqualTo(1);
        assertThat(normalization.apply(train).values()[0]).isEqualTo(kind == Kind.NONE ? 0.1f : 0);
    }

    @Test
    void rejectsColumnsWithoutAnyValueByName() {
        TableSchema schema =
                new TableSchema(List.of(new NumericColumn("a", false), new NumericColumn("amount", false)));
        Dataset train = Dataset.of("train.csv", schema, new float[] {1, MISSING, 2, MISSING}, List.of());

        assertThatThrownBy(() -> Normalization.fit(Kind.NONE, MissingFill.MEAN, train))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage("train.csv: column \"amount\" must have a value in some training row, but all are missing;"
                        + " ignore the column");
    }

    @Test
    void worksOnPartOfAnArray() {
        Normalization normalization =
                Normalization.of(Kind.MIN_MAX, new float[] {0, 0}, new float[] {1, 2}, new float[] {2, 4});
        float[] values = {9, 1, 2, 2, 3, 9};

        normalization.apply(values, 1, 2);

        assertThat(values).containsExactly(9, 0, 0, 2, 4, 9);
    }

    @Test
    void rejectsNumbersNoModelFileShouldHold() {
        assertThatThrownBy(() -> Normalization.of(Kind.NONE, new float[1], new float[1], new float[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("fill, offset and scale must be finite and scale not 0, but feature 1 has 0.0, 0.0, 0.0");
        assertThatThrownBy(() -> Normalization.of(Kind.NONE, new float[1], new float[2], new float[1]))
                .hasMessage("fill, offset and scale must be of one length, at least 1, but were 1, 2, 1");
        assertThatThrownBy(() -> Normalization.none(2).apply(data(1, 5)))
                .hasMessage("data set \"train\" must have 2 features, as the normalization has, but has 1");
    }
}
