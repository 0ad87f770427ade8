package dev.hourglass.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {
    @TempDir
    private Path directory;

    @Test
    void writesTheWholeText() throws IOException {
        Path target = directory.resolve("note.txt");
        AtomicFile.writeString(target, "sand \u23f3");
        assertThat(target).hasContent("sand \u23f3");
        assertThat(names()).containsExactly("note.txt");
    }

    @Test
    void keepsTheOldFileWhenTheBodyFails() throws IOException {
        Path target = directory.resolve("note.txt");
        AtomicFile.writeString(target, "old");
        assertThatThrownBy(() -> AtomicFile.write(target, out -> {
                    out.write(new byte[1 << 18]);
                    throw new IllegalStateException("stop");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("stop");
        assertThat(target).hasContent("old");
        assertThat(names()).containsExactly("note.txt");
    }

    @Test
    void survivesABodyThatClosesItsStream() throws IOException {
        Path target = directory.resolve("note.txt");
        AtomicFile.write(target, out -> {
            try (OutputStream mine = out) {
                mine.write('a');
            }
        });
        assertThat(target).hasContent("a");
    }

    @Test
    void showsNothingAtTheTargetBeforeCommit() throws IOException {
        Path target = directory.resolve("note.txt");
        try (AtomicFile file = AtomicFile.create(target)) {
            file.stream().write('a');
            assertThat(target).doesNotExist();
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void replacesTheFileBehindASymbolicLink() throws IOException {
        Path real = directory.resolve("real.txt");
        Path link = directory.resolve("link.txt");
        AtomicFile.writeString(real, "old");
        Files.createSymbolicLink(link, real);
        AtomicFile.writeString(link, "new");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(real).hasContent("new");
    }

    @Test
    void refusesADirectory() {
        assertThatThrownBy(() -> AtomicFile.writeString(directory, "x"))
                .isInstanceOf(IOException.class)
                .hasMessage(directory + " must be a file, but is a directory");
    }

    @Test
    void namesAMissingDirectory() {
        assertThatThrownBy(() -> AtomicFile.writeString(directory.resolve("none/note.txt"), "x"))
                .isInstanceOf(NoSuchFileException.class);
    }

    /** A process of its own that is interrupted while it writes. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            AtomicFile file = AtomicFile.create(Path.of(arguments[0]));
            file.stream().write(new byte[1 << 18]);
            AtomicFile.writeString(Path.of(arguments[1]), "ready");
            Thread.sleep(60_000);
            file.commit();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void leavesNoTemporaryWhenItsProcessIsInterrupted() throws IOException, InterruptedException {
        Path ready = directory.resolve("ready");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Endless.class.getName(),
                        directory.resolve("note.txt").toString(),
                        ready.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        for (int i = 0; i < 600 && !Files.exists(ready) && process.isAlive(); i++) {
            Thread.sleep(50);
        }
        assertThat(names()).anyMatch(name -> name.endsWith(".tmp"));

        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroy(); // where the build runs in the background of a shell, interrupts are not heard
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(names()).containsExactlyInAnyOrder("ready", "log");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
