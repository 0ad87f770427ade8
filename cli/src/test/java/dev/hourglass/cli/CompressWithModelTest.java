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
    private static final int ROWS = 3000;
    /** Too few to be worth a model. */
    private static final int FEW = 100;

    @TempDir
    private Path directory;

    private Path digits;
    private Path file;

    @BeforeEach
    void drawDigits() throws IOException {
        digits = draw("digits.idx", ROWS, 255);
        file = directory.resolve("digits.hgz");
    }

    /** Draws digits of so many shades beside black. */
    private Path draw(String name, int rows, int shades) throws IOException {
        float[] values = DigitsDemo.draw(rows, 3).values();
        ByteBuffer idx = ByteBuffer.allocate(16 + values.length);
        idx.putInt(0x803).putInt(rows).putInt(28).putInt(28);
        for (float value : values) {
            idx.put((byte) (Math.round(value * shades) * (255 / shades)));
        }
        return Files.write(directory.resolve(name), idx.array());
    }

    @Test
    void learnsFromTheFilesThemselves() throws IOException {
        CommandRun plain = CommandRun.of("compress", digits, "-o", directory.resolve("plain.hgz"), "--level", "9");
        CommandRun compressed = CommandRun.of("compress", digits, "-o", file, "--train", "--level", "1", "--quiet");
        CommandRun list = CommandRun.of("list", file);
        CommandRun restored = CommandRun.of("decompress", file, "-o", directory.resolve("back"));

        assertThat(plain.code()).isZero();
        assertThat(compressed.err()).isEmpty();
        assertThat(list.out()).containsPattern("model.safetensors .*model").containsPattern("digits.idx .* 3 causal");
        assertThat(Files.size(file)).isLessThan(Files.size(directory.resolve("plain.hgz")));
        assertThat(restored.err()).isEmpty();
        assertThat(directory.resolve("back/digits.idx")).hasSameBinaryContentAs(digits);
    }

    @Test
    void aModelThatDoesNotPayIsLeftOut() throws IOException {
        Path few = draw("few.idx", FEW, 255);

        CommandRun compressed = CommandRun.of("compress", few, "-o", file, "--train", "--level", "1");

        assertThat(compressed.err()).contains("the model takes more than it saves, so it is left out");
        assertThat(compressed.out()).contains("1 file: ", "chunks  1 deflate").doesNotContain("of it the model");
        assertThat(CommandRun.of("list", file).out()).doesNotContain("model.safetensors");
    }

    @Test
    void aNamedModelIsNeededAndAnEmbeddedOneIsNot() throws IOException {
        Path binary = draw("binary.idx", 1000, 1);
        Path run = directory.resolve("run");
        CommandRun trained =
                train(binary, run, "--objective", "elbo", "--hidden", "64", "--epochs", "10", "--batch", "20");
        assertThat(trained.err()).isEmpty();
        Path model = run.resolve("model.safetensors");
        Path inside = directory.resolve("inside.hgz");

        CommandRun named = CommandRun.of("compress", binary, "-o", file, "-m", model);
        CommandRun embedded = CommandRun.of("compress", binary, "-o", inside, "-m", model, "--embed-model");
        CommandRun without = CommandRun.of("decompress", file, "-o", directory.resolve("a"));
        CommandRun with = CommandRun.of("decompress", file, "-o", directory.resolve("a"), "-m", model);
        CommandRun alone = CommandRun.of("decompress", inside, "-o", directory.resolve("b"));

        assertThat(named.out()).contains("chunks  1 bits-back");
        assertThat(embedded.out()).contains(" of it the model, without it ", "1 bits-back");
        assertThat(without.code()).isEqualTo(4);
        assertThat(without.err()).contains(file + ": model must be ", "to decode binary.idx, but was none", "-m");
        assertThat(with.err()).isEmpty();
        assertThat(alone.err()).isEmpty();
        assertThat(directory.resolve("a/binary.idx")).hasSameBinaryContentAs(binary);
        assertThat(directory.resolve("b/binary.idx")).hasSameBinaryContentAs(binary);
    }

    @Test
    void aModelOfSeveralLatentLevelsGoesTheWholeWay() throws IOException {
        Path binary = draw("binary.idx", 1000, 1);
        Path run = directory.resolve("run");
        CommandRun trained = train(
                binary,
                run,
                "--objective",
                "elbo",
                "--hidden",
                "64",
                "--upper-latents",
                "4,2",
                "--between-latents",
                "16",
                "--epochs",
                "10",
                "--batch",
                "20");
        assertThat(trained.err()).isEmpty();
        Path model = run.resolve("model.safetensors");
        Path samples = directory.resolve("new.npy");

        CommandRun compressed = CommandRun.of("compress", binary, "-o", file, "-m", model);
        CommandRun restored = CommandRun.of("decompress", file, "-o", directory.resolve("a"), "-m", model);
        CommandRun generated = CommandRun.of("generate", model, "-o", samples, "--count", "7");
        CommandRun evaluated = CommandRun.of("evaluate", model, binary);
        CommandRun inspected = CommandRun.of("inspect", model);

        assertThat(compressed.out()).contains("chunks  1 bit-swap");
        assertThat(restored.err()).isEmpty();
        assertThat(directory.resolve("a/binary.idx")).hasSameBinaryContentAs(binary);
        assertThat(generated.err()).isEmpty();
        assertThat(generated.out()).contains("7 samples");
        assertThat(evaluated.err()).isEmpty();
        assertThat(inspected.out())
                .containsPattern("latentLevels +\\[8, 4, 2\\]")
                .contains("posterior_3.2", "prior_2.2");
    }

    @Test
    void aLevelAboveNeedsASizeAndAPlainBound() throws IOException {
        assertThat(train(digits, directory.resolve("a"), "--objective", "elbo", "--latent-kind", "hierarchical")
                        .err())
                .contains("must be given for a hierarchical latent variable; name the sizes of the levels above");
        assertThat(train(
                                digits,
                                directory.resolve("b"),
                                "--objective",
                                "elbo",
                                "--upper-latents",
                                "4",
                                "--free-nats",
                                "0.1")
                        .err())
                .contains("takes beta and a warm-up, but neither free nats nor a capacity; leave them out");
        assertThat(train(digits, directory.resolve("c"), "--objective", "iwae", "--upper-latents", "4")
                        .err())
                .contains("objective iwae needs a gaussian latent variable, but the model's is hierarchical");
    }

    @Test
    void whatCannotBeIsRefusedAndNothingIsWritten() throws IOException {
        Path run = directory.resolve("run");
        assertThat(train(draw("few.idx", FEW, 255), run, "--hidden", "16", "--epochs", "1")
                        .err())
                .isEmpty();
        Path text = Files.writeString(directory.resolve("text"), "no images");

        assertThat(CommandRun.of("compress", digits, "-o", file, "-m", run.resolve("model.safetensors"))
                        .err())
                .contains(
                        "must have a gaussian or hierarchical latent variable and a likelihood, but this one has point and direct");
        assertThat(CommandRun.of("compress", text, "-o", file, "--train").err())
                .contains("must have an array of images of one byte or two a value", "but have none");
        assertThat(CommandRun.of("compress", "-", "-o", file, "--train").err())
                .contains("--train must have files, which are read twice, but has -");
        assertThat(CommandRun.of("compress", digits, "-o", file, "--embed-model")
                        .err())
                .contains("--embed-model must have a model, but has none");
        assertThat(file).doesNotExist();
    }

    private static CommandRun train(Path data, Path run, String... flags) {
        Object[] arguments = new Object[flags.length + 8];
        Object[] first = {"train", "--data", data, "--latent", "8", "--out", run, "--quiet"};
        System.arraycopy(first, 0, arguments, 0, first.length);
        System.arraycopy(flags, 0, arguments, first.length, flags.length);
        return CommandRun.of(arguments);
    }
}
