package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.data.DigitsDemo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compresses without loss with a model: one learned on the spot, named, or embedded. */
final class CompressWithModelTest {
    private static final int ROWS = 600;

    @TempDir
    private Path directory;

    private Path digits;
    private Path file;

    @BeforeEach
    void drawDigits() throws IOException {
        float[] values = DigitsDemo.draw(ROWS, 3).values();
        ByteBuffer idx = ByteBuffer.allocate(16 + values.length);
        idx.putInt(0x803).putInt(ROWS).putInt(28).putInt(28);
        for (float value : values) {
            idx.put((byte) Math.round(value * 255));
        }
        digits = directory.resolve("digits.idx");
        Files.write(digits, idx.array());
        file = directory.resolve("digits.hgz");
    }

    @Test
    void learnsFromTheFilesThemselves() throws IOException {
        CommandRun plain = CommandRun.of("compress", digits, "-o", directory.resolve("plain.hgz"), "--level", "9");
        CommandRun compressed = CommandRun.of("compress", digits, "-o", file, "--train", "--level", "1", "--quiet");
        CommandRun list = CommandRun.of("list", file);
        CommandRun restored = CommandRun.of("decompress", file, "-o", directory.resolve("back"));

        assertThat(plain.code()).isZero();
        assertThat(compressed.err()).isEmpty();
        assertThat(list.out()).containsPattern("model.safetensors .*model").containsPattern("digits.idx .* 1 causal");
        assertThat(Files.size(file)).isLessThan(Files.size(directory.resolve("plain.hgz")));
        assertThat(restored.err()).isEmpty();
        assertThat(directory.resolve("back/digits.idx")).hasSameBinaryContentAs(digits);
    }

    @Test
    void aNamedModelIsNeededAndAnEmbeddedOneIsNot() throws IOException {
        Path run = directory.resolve("run");
        CommandRun trained = train(run, "--objective", "elbo", "--likelihood", "beta-binomial", "--hidden", "64");
        assertThat(trained.err()).isEmpty();
        Path model = run.resolve("model.safetensors");
        Path inside = directory.resolve("inside.hgz");

        CommandRun named = CommandRun.of("compress", digits, "-o", file, "-m", model);
        CommandRun embedded = CommandRun.of("compress", digits, "-o", inside, "-m", model, "--embed-model");
        CommandRun without = CommandRun.of("decompress", file, "-o", directory.resolve("a"));
        CommandRun with = CommandRun.of("decompress", file, "-o", directory.resolve("a"), "-m", model);
        CommandRun alone = CommandRun.of("decompress", inside, "-o", directory.resolve("b"));

        assertThat(named.out()).contains("chunks  1 bits-back");
        assertThat(embedded.out()).contains(" of it the model, without it ", "1 bits-back");
        assertThat(without.code()).isEqualTo(4);
        assertThat(without.err()).contains(file + ": model must be ", "to decode digits.idx, but was none", "-m");
        assertThat(with.err()).isEmpty();
        assertThat(alone.err()).isEmpty();
        assertThat(directory.resolve("a/digits.idx")).hasSameBinaryContentAs(digits);
        assertThat(directory.resolve("b/digits.idx")).hasSameBinaryContentAs(digits);
    }

    @Test
    void whatCannotBeIsRefusedAndNothingIsWritten() throws IOException {
        Path run = directory.resolve("run");
        assertThat(train(run, "--hidden", "16").err()).isEmpty();
        Path text = Files.writeString(directory.resolve("text"), "no images");

        assertThat(CommandRun.of("compress", digits, "-o", file, "-m", run.resolve("model.safetensors"))
                        .err())
                .contains("must have a gaussian latent variable and a likelihood, but this one has point and direct");
        assertThat(CommandRun.of("compress", text, "-o", file, "--train").err())
                .contains("must have an array of images of one channel", "but have none");
        assertThat(CommandRun.of("compress", "-", "-o", file, "--train").err())
                .contains("--train must have files, which are read twice, but has -");
        assertThat(CommandRun.of("compress", digits, "-o", file, "--embed-model").err())
                .contains("--embed-model must have a model, but has none");
        assertThat(file).doesNotExist();
    }

    private CommandRun train(Path run, String... flags) {
        Object[] arguments = new Object[flags.length + 10];
        Object[] first = {"train", "--data", digits, "--epochs", "1", "--latent", "4", "--out", run, "--quiet"};
        System.arraycopy(first, 0, arguments, 0, first.length);
        System.arraycopy(flags, 0, arguments, first.length, flags.length);
        return CommandRun.of(arguments);
    }
}
