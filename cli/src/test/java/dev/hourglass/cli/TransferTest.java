package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.artifact.ModelFile;
import dev.hourglass.nn.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Half a saved model, frozen or not, from the command line. */
final class TransferTest {
    @TempDir
    private Path directory;

    private CommandRun train(String name, String... more) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of(
                "train", "--data", TinyData.vectors(directory), "--hidden", "8", "--latent", "3", "--epochs", "1"));
        arguments.addAll(List.of("--out", directory.resolve(name), "--quiet"));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray());
    }

    private Path model(String name) {
        return directory.resolve(name).resolve("model.safetensors");
    }

    private float[] weights(String name, String path) throws IOException {
        Parameters parameters = ModelFile.read(model(name)).model().parameters();
        return parameters.tensor(parameters.layout().parameter(path)).values();
    }

    @Test
    void frozenHalvesAreThoseOfTheSavedModel() throws IOException {
        assertThat(train("first").err()).isEmpty();
        String saved = model("first").toString();
        CommandRun second = train("second", "--seed", "9", "--initial-encoder", saved, "--freeze", "encoder");

        assertThat(second.err()).isEmpty();
        assertThat(weights("second", "encoder.0.weight")).isEqualTo(weights("first", "encoder.0.weight"));
        assertThat(weights("second", "decoder.0.weight")).isNotEqualTo(weights("first", "decoder.0.weight"));
        assertThat(directory.resolve("second").resolve("experiment.yaml"))
                .content()
                .contains("initial-encoder: ", "freeze:\n  - encoder\n");
    }

    @Test
    void wholeAndHalfDoNotGoTogether() throws IOException {
        assertThat(train("first").err()).isEmpty();
        String saved = model("first").toString();
        assertThat(train("second", "--init-from", saved, "--initial-decoder", saved)
                        .err())
                .contains("weights come from init-from or from initial-encoder and initial-decoder, but both were"
                        + " given; leave one out");
    }
}
