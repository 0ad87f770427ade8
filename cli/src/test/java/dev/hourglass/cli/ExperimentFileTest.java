package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExperimentFileTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = directory.resolve("x.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "training: {epochz: 3}|:1: training.epochz is not a known key; did you mean \"training.epochs\"?",
                "training:\\n  batch: 2\\n  seed: x|:3: training.seed must be a whole number, but was \"x\"",
                "epochs: 3|:1: epochs is not a known key; did you mean \"training.epochs\"?",
                "modell: {}|:1: modell is not a known key; did you mean \"model\"?",
                "data: {epochs: 3}|:1: data.epochs is not a known key; did you mean \"training.epochs\"?",
                "model: 3|:1: model must be a section of keys, but was \"3\"",
                "model: {hidden: [8, x]}|:1: model.hidden must be whole numbers, but was \"x\"",
                "model: {latent: [8, 2]}|:1: model.latent must be a whole number, but was a list",
                "model: {latent: }|:1: model.latent must be a whole number, but was empty",
                "model: {latent: {a: 1}}|:1: model.latent must be a whole number, but was something nested",
                "model: {tied: yes}|:1: model.tied must be true or false, but was \"yes\"",
                "training: {l1: .nan}|:1: training.l1 must be a number, but was \".nan\"",
                "model: {latent: 2}\\ntraining: {seed: 1}\\nmodel: {latent: 3}"
                        + "|:3: model.latent must be given once, but is given twice"
            })
    void refusesWhatItDoesNotKnow(String text, String problem) throws IOException {
        Files.writeString(file, text.replace("\\n", "\n"));

        assertThatThrownBy(() -> ExperimentFile.read(file, new Settings()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + problem);
    }

    @Test
    void refusesWhatIsNoYaml() throws IOException {
        Files.writeString(file, "data: {source: [\n");

        assertThatThrownBy(() -> ExperimentFile.read(file, new Settings()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(file + ":")
                .hasMessageContaining("must be YAML, but is not");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        Files.writeString(file, "");

        assertThatThrownBy(() -> ExperimentFile.read(file, new Settings()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(file + " must hold the keys name, data, model and training, but does not");
    }

    @Test
    void writtenSettingsReadBackTheSame() throws IOException {
        Settings settings =
                new Settings().with(Setting.SOURCE, "C:\\data: \"x\".csv").with(Setting.NAME, "true");
        settings.put(Setting.LABEL, List.of("y", "no", "1e3", "a b"), "test");
        settings.put(Setting.HIDDEN, List.of("8", "4"), "test");
        settings.put(Setting.LEARNING_RATE, List.of("1e-3"), "test");
        settings.put(Setting.TIED, List.of("true"), "test");
        for (Setting setting : Setting.values()) {
            settings.texts(setting);
        }
        ExperimentFile.write(file, settings.effective());
        Settings again = new Settings();

        ExperimentFile.read(file, again);

        for (Setting setting : Setting.values()) {
            assertThat(again.texts(setting)).as(setting.path()).isEqualTo(settings.texts(setting));
        }
    }

    @Test
    void everyKeyHasItsOwnFlag() {
        assertThat(List.of(Setting.values())).extracting(Setting::flag).doesNotHaveDuplicates();
        assertThat(List.of(Setting.values())).extracting(Setting::path).doesNotHaveDuplicates();
    }
}
