package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DemoTest {
    @TempDir
    private Path directory;

    @Test
    void showsEverythingOnce() {
        CommandRun demo = CommandRun.of("demo", "--out", directory);

        assertThat(demo.code()).isZero();
        assertThat(demo.out())
                .containsPattern("MSE +0\\.00\\d+ +0\\.02\\d+ +model")
                .containsPattern("784,000 bytes +1[56],\\d+ bytes +[45]\\d\\.\\d+x +restored and verified")
                .endsWith("report  " + directory.resolve("report.html") + System.lineSeparator());
        for (String name :
                List.of("model.safetensors", "history.csv", "reconstructions.png", "report.html", "digits.hgz")) {
            assertThat(directory.resolve(name)).isNotEmptyFile();
        }
    }
}
