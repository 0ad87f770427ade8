package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hourglass.artifact.StoredModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QuickstartTest {
    @TempDir
    private Path directory;

    @Test
    void theLinesOfTheReadmeRun() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();

        StoredModel stored = QuickstartExample.run(directory, new PrintStream(text, true, StandardCharsets.UTF_8));

        assertThat(stored.file()).isNotEmptyFile();
        assertThat(directory.resolve("digits.hgz")).isNotEmptyFile();
        assertThat(text.toString(StandardCharsets.UTF_8)).contains("MSE").contains("[200, 1, 28, 28]");
    }
}
