package dev.hourglass.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.hourglass.tensor.SeededRandom;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScaledSimilarityTest {
    /** Fills planes with a texture, and with what it becomes under blur and noise. */
    private static ScaledSimilarity planes(int height, int width) {
        ScaledSimilarity planes = new ScaledSimilarity(height, width);
        SeededRandom random = new SeededRandom(height);
        for (int i = 0; i < height * width; i++) {
            double wave = StrictMath.sin(i % width / 3.0) + StrictMath.cos(0.2 * Math.floorDiv(i, width));
            planes.first()[i] = 0.5 + 0.2 * wave;
            planes.second()[i] = 0.48 + 0.15 * wave + 0.05 * random.nextGaussian();
        }
        return planes;
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "2,9,1", "11,11,1", "20,300,1", "21,21,2", "41,300,3", "128,128,4", "160,200,4", "161,161,5"})
    void scalesAreAsManyAsTheWindowFitsInto(int height, int width, int scales) {
        assertThat(new ScaledSimilarity(height, width).scales()).isEqualTo(scales);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,3", "12,17", "23,40", "45,41", "88,97", "161,163"})
    void slopesAreThoseOfTheLikeness(int height, int width) {
        ScaledSimilarity planes = planes(height, width);
        double likeness = planes.compare();
        double[] slopes = planes.slopes().clone();
        double largest = Arrays.stream(slopes).map(Math::abs).max().orElseThrow();
        double step = 1e-5;

        assertThat(likeness).isBetween(0.3, 0.9999);
        for (int i : IntStream.range(0, 12)
                .map(i -> i * (slopes.length - 1) / 11)
                .distinct()
                .toArray()) {
            double kept = planes.second()[i];
            planes.second()[i] = kept + step;
            double above = planes.compare();
            planes.second()[i] = kept - step;
            double below = planes.compare();
            planes.second()[i] = kept;
            assertThat((above - below) / (2 * step)).as("pixel %d", i).isCloseTo(slopes[i], within(1e-6 * largest));
        }
    }

    /** Of one scale nothing is left of the powers. */
    @Test
    void oneScaleIsPlainLikeness() {
        ScaledSimilarity planes = planes(19, 30);
        PlaneSimilarity plain = new PlaneSimilarity(19, 30);
        System.arraycopy(planes.first(), 0, plain.first(), 0, 19 * 30);
        System.arraycopy(planes.second(), 0, plain.second(), 0, 19 * 30);

        assertThat(planes.compare()).isCloseTo(plain.similarity(), within(1e-15));
    }

    @Test
    void equalPlanesAreAlikeAndAtTheTop() {
        ScaledSimilarity planes = planes(50, 60);
        System.arraycopy(planes.first(), 0, planes.second(), 0, 50 * 60);

        assertThat(planes.compare()).isCloseTo(1, within(1e-12));
        assertThat(planes.slopes()).containsExactly(new double[50 * 60], within(1e-12));
    }

    /** Below 0 the likeness itself has no slope. */
    @ParameterizedTest
    @CsvSource({"9,9", "50,60"})
    void oppositesHaveSlopesToo(int height, int width) {
        ScaledSimilarity planes = planes(height, width);
        double[] opposite =
                Arrays.stream(planes.first()).map(value -> 1 - value).toArray();
        double[] slopes = at(planes, opposite, opposite, 0).slopes().clone();
        double squares = Arrays.stream(slopes).map(slope -> slope * slope).sum();

        assertThat(planes.compare()).isZero();
        assertThat(planes.smooth()).isBetween(1e-5, 0.1);
        assertThat(squares).isPositive();
        double step = 1e-4 / Math.sqrt(squares);
        double above = at(planes, opposite, slopes, step).smooth();
        double below = at(planes, opposite, slopes, -step).smooth();
        assertThat((above - below) / (2 * step)).isCloseTo(squares, withinPercentage(0.01));
    }

    /** Goes on from a second plane a step in a direction, and compares. */
    private static ScaledSimilarity at(ScaledSimilarity planes, double[] second, double[] slopes, double step) {
        for (int i = 0; i < second.length; i++) {
            planes.second()[i] = second[i] + step * slopes[i];
        }
        planes.compare();
        return planes;
    }

    /** Where all is well alike, both are the published figure. */
    @Test
    void smoothnessChangesNothingAboveTheBend() {
        ScaledSimilarity planes = planes(50, 60);

        assertThat(planes.compare()).isBetween(0.3, 1.0).isCloseTo(planes.smooth(), within(1e-15));
    }

    @Test
    void nothingIsLeftOfAComparison() {
        ScaledSimilarity planes = planes(50, 60);
        double likeness = planes.compare();
        double[] slopes = planes.slopes().clone();
        double[] kept = planes.second().clone();
        Arrays.fill(planes.second(), 0.3);
        planes.compare();
        planes.slopes();
        System.arraycopy(kept, 0, planes.second(), 0, kept.length);

        assertThat(planes.compare()).isEqualTo(likeness);
        assertThat(planes.slopes()).isEqualTo(slopes);
    }
}
