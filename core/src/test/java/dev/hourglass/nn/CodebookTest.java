package dev.hourglass.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.hourglass.model.ConvConfig;
import dev.hourglass.model.Latent;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodebookTest {
    private static final int VECTORS = 400_000;

    /** Added one by one, hundredths would be rounded in the same direction each, or away. */
    @Test
    void averagesOfManyVectorsAreThoseOfTheirSum() {
        Latent.Quantized latent = new Latent.Quantized(2, 2, 1);
        ParameterLayout layout = ParameterLayout.of(ConvConfig.of(Shape.of(3), List.of("linear:2"), List.of("linear:3"))
                .withLatent(latent)
                .build());
        Parameters parameters = new Parameters(layout);
        Codebook codebook = new Codebook(Kernels.best().matrix(), parameters, latent);
        float[] z = new float[VECTORS];
        Arrays.fill(z, 0.75f);

        codebook.update(0, 2, z, 0, 2, new int[VECTORS], VECTORS / 2, 0.99f, 1);

        float uses = parameters.tensor(layout.parameter(Codebook.COUNT)).values()[0];
        float sum = parameters.tensor(layout.parameter(Codebook.SUM)).values()[0];
        float entry = parameters.tensor(layout.parameter(Codebook.WEIGHT)).values()[0];
        assertThat(uses).isCloseTo(0.01f * VECTORS, within(0.01f));
        assertThat(sum).isCloseTo(0.0075f * VECTORS, within(0.01f));
        assertThat(entry).isCloseTo(0.75f, within(1e-5f));
    }
}
