package dev.hourglass.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.StoredModel;
import dev.hourglass.artifact.UntrainedModel;
import dev.hourglass.compress.container.ContainerIndex;
import dev.hourglass.data.Dataset;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.WrongModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CodeCompressorTest {
    @TempDir
    private Path directory;

    private StoredModel stored;
    private Path file;
    private final Dataset samples = UntrainedModel.samples(100, 3);

    @BeforeEach
    void storeAModel() throws IOException {
        stored = ModelFile.write(UntrainedModel.point(3), directory.resolve("model.safetensors"));
        file = directory.resolve("codes.hgz");
    }

    @ParameterizedTest(name = "{0} bits")
    @ValueSource(ints = {1, 5, 8, 9, 16})
    void samplesComeBackAsTheModelDecodesTheirQuantisedCodes(int bits) throws IOException {
        CodeCompressor.Result result = CodeCompressor.compress(stored, samples::reader, file, bits);

        assertThat(result.rows()).isEqualTo(100);
        assertThat(result.fileBytes()).isEqualTo(Files.size(file));
        assertThat(restore(stored)).isEqualTo(expected(bits));
    }

    @Test
    void anEmbeddedModelNeedsNoOtherFile() throws IOException {
        CodeConfig config = CodeConfig.defaults().withModelEmbedded(true);
        CodeCompressor.Result result =
                CodeCompressor.compress(stored, List.of(new CodeCompressor.Input("a", samples::reader)), file, config);
        Files.delete(stored.file());
        List<float[]> blocks = new ArrayList<>();
        CodeOutput output = new CodeOutput("codes", model -> (values, rows) -> blocks.add(values));

        DecompressionResult restored =
                Decompressor.of(DecompressorConfig.defaults()).decompress(file, output);

        assertThat(restored.entries()).isEqualTo(1);
        assertThat(output.rows()).isEqualTo(100);
        assertThat(blocks.get(0)).isEqualTo(expected(8));
        assertThat(result.modelBytes()).isPositive().isLessThan(result.fileBytes());
    }

    @Test
    void filesNameTheirModelAndRefuseAnother() throws IOException {
        assertThat(CodeCompressor.compress(stored, samples::reader, file, 8).modelBytes())
                .isZero();
        StoredModel other = ModelFile.write(UntrainedModel.point(4), directory.resolve("other.safetensors"));

        assertThatThrownBy(() -> restore(other))
                .isInstanceOf(WrongModelException.class)
                .hasMessage(file + ": model must be " + stored.id().substring(0, 12) + ", but was "
                        + other.id().substring(0, 12) + "; use the model file that compressed it");
        try (ContainerIndex index = ContainerIndex.open(file)) {
            assertThat(index.model().id()).isEqualTo(stored.id());
            assertThat(index.entries()).hasSize(1);
        }
    }

    @Test
    void codesNeedAModel() throws IOException {
        assertThat(CodeCompressor.compress(stored, samples::reader, file, 8).rows())
                .isEqualTo(100);

        assertThatThrownBy(() -> Decompressor.of(DecompressorConfig.defaults())
                        .decompress(file, new CodeOutput("codes", model -> (values, rows) -> {})))
                .isInstanceOf(WrongModelException.class)
                .hasMessage(
                        "codes: quantised codes need the model that made them, but none was given; name it with -m");
    }

    @Test
    void refusesEveryFlippedByte() throws IOException {
        assertThat(CodeCompressor.compress(stored, samples::reader, file, 8).rows())
                .isEqualTo(100);
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
            byte[] flipped = bytes.clone();
            flipped[i] ^= 0x10;
            Files.write(file, flipped);
            assertThatThrownBy(() -> restore(stored)).as("byte %d", i).isInstanceOf(CorruptArtifactException.class);
        }
    }

    private float[] restore(StoredModel model) throws IOException {
        List<float[]> blocks = new ArrayList<>();
        assertThat(CodeCompressor.decompress(model, file, (values, rows) -> blocks.add(values)))
                .isEqualTo(100);
        return blocks.get(0);
    }

    private float[] expected(int bits) {
        float[] codes = stored.model().encode(samples.values(), 100);
        CodeRange range = new CodeRange(3);
        range.add(codes, 100);
        Quantizer quantizer = range.quantizer(bits);
        for (int i = 0; i < codes.length; i++) {
            codes[i] = quantizer.value(i % 3, quantizer.index(i % 3, codes[i]));
        }
        return stored.model().decode(codes, 100);
    }
}
