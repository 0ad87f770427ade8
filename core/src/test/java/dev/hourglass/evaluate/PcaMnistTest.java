package dev.hourglass.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Holds PCA to the squared errors per MNIST test image that independent code gives (784 pixels in [0, 1]). */
@EnabledIfEnvironmentVariable(named = "HOURGLASS_DATA", matches = ".+")
class PcaMnistTest {
    private static final int HEADER_BYTES = 16;
    private static final int PIXELS = 784;

    @Test
    void reachesTheKnownErrors() throws IOException {
        float[] train = images("train-images-idx3-ubyte.gz");
        float[] test = images("t10k-images-idx3-ubyte.gz");

        Pca pca = Pca.fit(train, PIXELS, 32);
        assertThat(errorPerImage(pca, test, 32)).isCloseTo(13.193, within(0.0005));
        assertThat(errorPerImage(pca, test, 30)).isCloseTo(13.866, within(0.0005));
        assertThat(errorPerImage(pca, test, 2)).isCloseTo(43.645, within(0.0005));
    }

    /** Cutting the code to its first values is the same as fitting fewer components. */
    private static double errorPerImage(Pca pca, float[] test, int kept) {
        float[] codes = pca.encode(test);
        for (int i = 0; i < codes.length; i++) {
            if (i % pca.size() >= kept) {
                codes[i] = 0;
            }
        }
        return ErrorMetrics.of(test, pca.decode(codes), PIXELS).meanSquaredError() * PIXELS;
    }

    private static float[] images(String name) throws IOException {
        Path file = Path.of(System.getenv("HOURGLASS_DATA"), "mnist", name);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            in.skipNBytes(HEADER_BYTES);
            byte[] bytes = in.readAllBytes();
            float[] pixels = new float[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                pixels[i] = (bytes[i] & 0xff) / 255f;
            }
            return pixels;
        }
    }
}
