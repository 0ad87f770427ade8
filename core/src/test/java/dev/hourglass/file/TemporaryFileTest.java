package dev.hourglass.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class TemporaryFileTest {
    @Test
    void itIsThereUntilItIsClosed() throws IOException {
        Path path;
        try (TemporaryFile file = TemporaryFile.create(".part")) {
            path = file.path();
            assertThat(path).isEmptyFile();
            assertThat(path.getFileName().toString()).startsWith("hourglass-").endsWith(".part");
            Files.writeString(path, "something");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void whatWasDeletedMeanwhileIsNoError() throws IOException {
        TemporaryFile file = TemporaryFile.create(".part");
        Files.delete(file.path());

        file.close();
        file.close();

        assertThat(file.path()).doesNotExist();
    }
}
