package dev.hourglass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.StoredModel;
import dev.hourglass.file.SafetensorsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Any bytes as a file of weights, as a model, and as the manifest of a model that is sealed. */
final class ModelFuzzTest {
    @FuzzTest
    void weightsAreReadOrRefused(byte[] bytes) throws IOException {
        Path file = Fuzzing.file("weights.safetensors", bytes);
        Fuzzing.reads(bytes, () -> {
            SafetensorsFile read = SafetensorsFile.readForeign(file);
            Path copy = Fuzzing.file("weights-again.safetensors", new byte[0]);
            SafetensorsFile.write(copy, read.metadata(), read.entries());
            SafetensorsFile again = SafetensorsFile.read(copy);
            assertThat(again.metadata()).isEqualTo(read.metadata());
            assertThat(again.entries()).hasSameSizeAs(read.entries());
            for (SafetensorsFile.Entry entry : read.entries()) {
                assertThat(again.entry(entry.name()).orElseThrow().values()).isEqualTo(entry.values());
            }
        });
    }

    @FuzzTest
    void aModelIsReadOrRefused(byte[] bytes) throws IOException {
        Path file = Fuzzing.file("any.safetensors", bytes);
        Fuzzing.reads(bytes, () -> assertComesBack(ModelFile.read(file)));
    }

    @FuzzTest
    void aManifestIsReadOrRefused(byte[] bytes) throws IOException {
        Path file = Fuzzing.file("manifest.safetensors", new byte[0]);
        SafetensorsFile.write(
                file,
                Map.of("hourglass", new String(bytes, StandardCharsets.UTF_8)),
                SafetensorsFile.read(SmallModels.stored().file()).entries());
        Fuzzing.reads(bytes, () -> assertComesBack(ModelFile.read(file)));
    }

    private static void assertComesBack(StoredModel model) throws IOException {
        Path copy = Fuzzing.file("model-again.safetensors", new byte[0]);
        StoredModel written = ModelFile.write(model.model(), copy);
        StoredModel again = ModelFile.write(ModelFile.read(copy).model(), copy);
        assertThat(again.id()).isEqualTo(written.id());
    }
}
