package dev.hourglass.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
