package dev.hourglass.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.artifact.Provenance;
import dev.hourglass.artifact.StoredModel;
import dev.hourglass.artifact.TrainedModel;
import dev.hourglass.compress.codec.CodecId;
import dev.hourglass.data.DataOptions;
import dev.hourglass.data.Normalization;
import dev.hourglass.data.VectorSchema;
import dev.hourglass.error.HourglassException;
import dev.hourglass.model.ActivationFunction;
import dev.hourglass.model.DenseConfig;
import dev.hourglass.model.Hierarchical;
import dev.hourglass.model.Likelihood;
import dev.hourglass.nn.Parameter;
import dev.hourglass.nn.ParameterLayout;
import dev.hourglass.nn.Parameters;
import dev.hourglass.nn.WeightInitializer;
import dev.hourglass.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files whose chunks are coded by Bit-Swap with the model that they hold. */
final class BitSwapFilesTest {
    private static final Path GOLDEN =
            Path.of("src", "test", "resources", "dev", "hourglass", "compress", "golden-bit-swap.hgz");
    private static final int FEATURES = 24;
    private static final int ROWS = 400;
    /** Of levels 0 to 4, in sixteenths. */
    private static final int[] SHARES = {9, 4, 1, 1, 1};

    @TempDir
    private Path directory;

    @Test
    void aHierarchicalModelCodesByBitSwapAndComesWithTheFile() throws IOException {
        byte[] content = idx();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CompressionResult result = Compressor.of(CompressorConfig.defaults())
                .withEmbeddedModel(model())
                .compress(List.of(new CompressorInput("images", () -> new ByteArrayInputStream(content))), out);

        List<EntryResult> entries = result.entries();
        assertThat(entries.get(entries.size() - 1).chunks()).containsOnlyKeys(CodecId.BIT_SWAP);
        assertThat(restore(out.toByteArray())).isEqualTo(content);
        if (Boolean.getBoolean("golden.update")) {
            Files.write(GOLDEN, out.toByteArray());
        }
    }

    /** Any later version must read what this one wrote. */
    @Test
    void theGoldenFileDecodes() throws IOException {
        assertThat(restore(Files.readAllBytes(GOLDEN))).isEqualTo(idx());
    }

    @Test
    void everyChangedByteOfTheGoldenFileIsNoticed() throws IOException {
        byte[] golden = Files.readAllBytes(GOLDEN);
        for (int i = 0; i < golden.length; i += 7) {
            byte[] changed = golden.clone();
            changed[i] ^= 0x10;
            assertThatThrownBy(() -> restore(changed)).as("byte %d", i).isInstanceOf(HourglassException.class);
            byte[] cut = Arrays.copyOf(golden, i);
            assertThatThrownBy(() -> restore(cut)).as("%d bytes", i).isInstanceOf(HourglassException.class);
        }
    }

    private static byte[] restore(byte[] file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Decompressor.of(DecompressorConfig.defaults())
                .decompress(new ByteArrayInputStream(file), "pipe", new StreamOutput(out));
        return out.toByteArray();
    }

    private static byte[] idx() {
        SplittableRandom random = new SplittableRandom(11);
        ByteBuffer out = ByteBuffer.allocate(16 + ROWS * FEATURES);
        out.putInt(0x0803).putInt(ROWS).putInt(4).putInt(FEATURES / 4);
        while (out.hasRemaining()) {
            int share = random.nextInt(16);
            byte level = 0;
            for (int i = 0; share >= SHARES[i]; i++) {
                share -= SHARES[i];
                level++;
            }
            out.put(level);
        }
        return out.array();
    }

    /** Returns a model with its first weights that knows how often each level comes. */
    private StoredModel model() throws IOException {
        DenseConfig config = DenseConfig.variational(
                        Shape.of(FEATURES), List.of(3), 2, new Likelihood.Categorical(SHARES.length))
                .withLatent(new Hierarchical(List.of(2, 1), List.of(2), ActivationFunction.TANH));
        Parameters weights = WeightInitializer.initialize(ParameterLayout.of(config.build()), config.initializer(), 5);
        Parameter bias = weights.layout().parameter("decoder.2.bias");
        float[] values = new float[SHARES.length * FEATURES];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) StrictMath.log(SHARES[i / FEATURES]);
        }
        weights.set(bias, values);
        TrainedModel model = new TrainedModel(
                config,
                weights,
                Normalization.none(FEATURES),
                new TrainedModel.Reading(new VectorSchema(Shape.of(FEATURES)), DataOptions.defaults()),
                new Provenance("test", "levels", "", 1, 5, Map.of(), Map.of()));
        return ModelFile.write(model, directory.resolve("model.safetensors"));
    }
}
