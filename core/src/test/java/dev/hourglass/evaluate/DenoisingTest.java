package dev.hourglass.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.artifact.UntrainedModel;
import dev.hourglass.data.Corruption;
import dev.hourglass.data.Dataset;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class DenoisingTest {
    private static final int FEATURES = UntrainedModel.FEATURES;
    private static final Dataset DATA = UntrainedModel.samples(200, 4);
    private final TrainedModel model = UntrainedModel.point(3);

    @Test
    void measuresBothAgainstTheCleanSamples() {
        Denoising denoising = new Denoising(model, new Corruption.Gaussian(0.2), 5);

        float[] damaged = denoising.damage(DATA.values(), 200);
        float[] restored = denoising.restore(damaged, 200);

        ErrorMetrics before = ErrorMetrics.of(DATA.values(), damaged, FEATURES);
        ErrorMetrics after = ErrorMetrics.of(DATA.values(), restored, FEATURES);
        Denoising.Result result = denoising.result();
        assertThat(result.rows()).isEqualTo(200);
        assertThat(result.squaredErrorBefore())
                .isCloseTo(before.meanSquaredError(), within(1e-7))
                .isCloseTo(0.04, within(0.005));
        assertThat(result.squaredErrorAfter()).isCloseTo(after.meanSquaredError(), within(1e-7));
        assertThat(result.signalToNoiseBefore()).isCloseTo(before.peakSignalToNoise(), within(1e-5));
        assertThat(result.signalToNoiseAfter()).isCloseTo(after.peakSignalToNoise(), within(1e-5));
    }

    @Test
    void restoredSamplesAreReconstructionsOfDamagedOnes() {
        Denoising denoising = new Denoising(model, new Corruption.Masking(0.3), 5);

        float[] damaged = denoising.damage(DATA.values(), 50);

        assertThat(denoising.restore(damaged, 50)).isEqualTo(model.decode(model.encode(damaged, 50), 50));
    }

    @Test
    void blocksDoNotChangeWhatIsDamaged() {
        float[] whole = new Denoising(model, new Corruption.Gaussian(0.2), 5).damage(DATA.values(), 200);

        Denoising parts = new Denoising(model, new Corruption.Gaussian(0.2), 5);
        float[] head = parts.damage(DATA.values(), 60);
        float[] rest = Arrays.copyOfRange(DATA.values(), 60 * FEATURES, 200 * FEATURES);
        float[] tail = parts.damage(rest, 140);

        assertThat(whole).startsWith(head).endsWith(tail);
        assertThat(new Denoising(model, new Corruption.Gaussian(0.2), 6).damage(DATA.values(), 200))
                .isNotEqualTo(whole);
    }

    @Test
    void vectorsAreNotBlurred() {
        assertThatThrownBy(() -> new Denoising(model, new Corruption.Blur(1), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blur");
    }
}
