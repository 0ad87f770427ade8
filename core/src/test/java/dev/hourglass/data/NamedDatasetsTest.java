package dev.hourglass.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hourglass.error.DataNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NamedDatasetsTest {
    private static final List<String> FILES = List.of(
            "train-images-idx3-ubyte.gz",
            "train-labels-idx1-ubyte.gz",
            "t10k-images-idx3-ubyte.gz",
            "t10k-labels-idx1-ubyte.gz");

    @TempDir
    private Path folder;

    private Path fill(Path target) throws IOException {
        Files.createDirectories(target);
        for (String file : FILES) {
            byte[] content = file.contains("images") ? TestFiles.idx(3, 2, 2) : TestFiles.idx(3);
            Files.write(target.resolve(file), TestFiles.gzip(content));
        }
        return target;
    }

    private static String md5(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file)));
    }

    private NamedDatasets.IdxSet setAt(Path origin) throws IOException, NoSuchAlgorithmException {
        List<RemoteFile> files = new ArrayList<>();
        for (String file : FILES) {
            files.add(RemoteFile.md5(file, md5(origin.resolve(file))));
        }
        return new NamedDatasets.IdxSet(List.of(origin.toUri()), files);
    }

    private DataLocator locator(Path... dataDirs) {
        return DataLocator.of(
                List.of(dataDirs),
                Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString()),
                folder);
    }

    @Test
    void looksInTheUsualPlacesInOrder() {
        Path home = Path.of("home");

        assertThat(DataLocator.of(List.of(Path.of("given")), Map.of("HOURGLASS_DATA", "variable"), home)
                        .searched())
                .containsExactly(Path.of("given"), Path.of("variable"), Path.of("home/.cache/hourglass"));
        assertThat(DataLocator.of(List.of(), Map.of("XDG_CACHE_HOME", "caches"), home)
                        .cache())
                .isEqualTo(Path.of("caches/hourglass"));
    }

    @Test
    void findsFilesInAFolderOfTheNameOrBelowOne() throws IOException {
        Path named = fill(folder.resolve("sets/mnist"));

        for (Path given : List.of(named, folder.resolve("sets"))) {
            NamedDataset found = NamedDatasets.load("mnist", locator(given), DownloadProgress.none());
            assertThat(found.train().rows()).isEqualTo(3);
            assertThat(found.test().labels()).containsExactly("0", "1", "2");
            assertThat(found.train().name()).isEqualTo("mnist train");
        }
    }

    @Test
    void downloadsIntoTheCacheOnceAndTellsHowFarItIs() throws IOException, NoSuchAlgorithmException {
        NamedDatasets.IdxSet set = setAt(fill(folder.resolve("origin")));
        List<String> heard = new ArrayList<>();
        DownloadProgress progress = (name, done, total) -> heard.add(name + " " + (done == total));

        NamedDataset first = NamedDatasets.load("mnist", set, locator(), progress);
        int heardOnce = heard.size();
        NamedDataset second = NamedDatasets.load("mnist", set, locator(), progress);

        assertThat(second.train().fingerprint()).isEqualTo(first.train().fingerprint());
        assertThat(heard).hasSize(heardOnce).contains(FILES.get(0) + " false", FILES.get(0) + " true");
        assertThat(folder.resolve("cache/hourglass/mnist")).isDirectoryContaining("glob:**/train-images-idx3-ubyte.gz");
    }

    @Test
    void keepsNothingThatIsNotWhatWasPromised() throws IOException, NoSuchAlgorithmException {
        Path origin = fill(folder.resolve("origin"));
        NamedDatasets.IdxSet set = setAt(origin);
        Path altered = origin.resolve(FILES.get(0));
        String expected = md5(altered);
        Files.write(altered, new byte[] {1});

        assertThatThrownBy(() -> NamedDatasets.load("mnist", set, locator(), DownloadProgress.none()))
                .isInstanceOf(DataNotFoundException.class)
                .hasMessageContaining("the file must have MD5 " + expected + ", but has " + md5(altered)
                        + "; it was changed on the way or at its origin, and was not kept");
        assertThat(folder.resolve("cache/hourglass/mnist")).isEmptyDirectory();
    }

    @Test
    void saysWhereItLookedAndWhatToDo() {
        Path origin = folder.resolve("nowhere");
        NamedDatasets.IdxSet set = new NamedDatasets.IdxSet(
                List.of(origin.toUri()),
                FILES.stream().map(f -> RemoteFile.md5(f, "0")).toList());

        assertThatThrownBy(() -> NamedDatasets.load("mnist", set, locator(Path.of("here")), DownloadProgress.none()))
                .isInstanceOf(DataNotFoundException.class)
                .hasMessageStartingWith("data set \"mnist\": train-images-idx3-ubyte.gz must be in one of "
                        + Path.of("here/mnist") + ", " + folder.resolve("cache/hourglass/mnist")
                        + " or at its public address, but could not be had from ")
                .hasMessageEndingWith("; put train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz,"
                        + " t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz into a folder named mnist and give its"
                        + " parent as --data-dir or $HOURGLASS_DATA");
    }

    @Test
    void rejectsUnknownNames() {
        assertThatThrownBy(() -> NamedDatasets.load("minst", locator(), DownloadProgress.none()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a named data set must be one of digits-demo, fashion-mnist, mnist, but was \"minst\"");
    }

    @Test
    void readsTheRealMnist() throws IOException {
        String variable = System.getenv(DataLocator.VARIABLE);
        assumeTrue(
                variable != null && Files.isDirectory(Path.of(variable, "mnist")),
                "HOURGLASS_DATA names no folder that holds mnist");

        NamedDataset mnist = NamedDatasets.load("mnist", locator(Path.of(variable)), DownloadProgress.none());

        assertThat(mnist.train().rows()).isEqualTo(60_000);
        assertThat(mnist.test().rows()).isEqualTo(10_000);
        assertThat(mnist.train().labels()).startsWith("5", "0", "4", "1", "9");
        long sum = 0;
        for (float value : mnist.train().values()) {
            sum += Math.round(value * 255);
        }
        assertThat(sum).isEqualTo(1_567_298_545L);
    }
}
