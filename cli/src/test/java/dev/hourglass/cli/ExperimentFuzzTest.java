package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Any bytes as an experiment: settings that print and read back to themselves, or a sentence. */
final class ExperimentFuzzTest {
    @FuzzTest
    void anExperimentIsReadOrRefused(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("hourglass-fuzz-", ".yaml");
        try {
            Files.write(file, bytes);
            Map<Setting, List<String>> first = read(file);
            Files.writeString(file, ExperimentFile.print(first));
            assertThat(read(file)).isEqualTo(first);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining(file.toString());
        } finally {
            Files.delete(file);
        }
    }

    private static Map<Setting, List<String>> read(Path file) throws IOException {
        Settings settings = new Settings();
        ExperimentFile.read(file, settings);
        for (Setting setting : Setting.values()) {
            settings.texts(setting);
        }
        return settings.effective();
    }
}
