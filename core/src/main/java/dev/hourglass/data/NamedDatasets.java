package dev.hourglass.data;

import dev.hourglass.error.DataNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds the data sets everyone knows by name: in the user's folders, else at their public address.
 *
 * <p>{@code digits-demo} is drawn on the spot and needs neither.
 */
public final class NamedDatasets {
    private static final int DEMO_TRAIN_ROWS = 6000;
    private static final int DEMO_TEST_ROWS = 1000;
    private static final long DEMO_TRAIN_SEED = 1;
    private static final long DEMO_TEST_SEED = 2;

    private static final Map<String, IdxSet> SETS = Map.of(
            "mnist",
            new IdxSet(
                    List.of(
                            URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
                            URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/")),
                    List.of(
                            RemoteFile.sha256(
                                    "train-images-idx3-ubyte.gz",
                                    "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                            RemoteFile.sha256(
                                    "train-labels-idx1-ubyte.gz",
                                    "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                            RemoteFile.sha256(
                                    "t10k-images-idx3-ubyte.gz",
                                    "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                            RemoteFile.sha256(
                                    "t10k-labels-idx1-ubyte.gz",
                                    "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"))),
            "fashion-mnist",
            new IdxSet(
                    List.of(
                            URI.create("https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/"),
                            URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/")),
                    // Its authors publish MD5 sums only: https://github.com/zalandoresearch/fashion-mnist
                    List.of(
                            RemoteFile.md5("train-images-idx3-ubyte.gz", "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
                            RemoteFile.md5("train-labels-idx1-ubyte.gz", "25c81989df183df01b3e8a0aad5dffbe"),
                            RemoteFile.md5("t10k-images-idx3-ubyte.gz", "bef4ecab320f06d8554ea6380940ec79"),
                            RemoteFile.md5("t10k-labels-idx1-ubyte.gz", "bb300cfdad3c16e7a12a480ee83cd310"))));

    private NamedDatasets() {}

    /**
     * A data set of four IDX files: train images, train labels, test images, test labels.
     *
     * @param addresses the folders they can be had from, tried in order
     * @param files the four files
     */
    record IdxSet(List<URI> addresses, List<RemoteFile> files) {}

    /** Returns the known names, sorted. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(new TreeMap<>(SETS).keySet());
        names.add(0, DigitsDemo.NAME);
        return List.copyOf(names);
    }

    /**
     * Finds, or else downloads, a data set and reads it into memory.
     *
     * @param name one of {@link #names()}
     * @param locator where to look
     * @param progress hears about downloads
     * @return its training and test rows
     * @throws IllegalArgumentException if the name is not known
     * @throws DataNotFoundException if it is nowhere and cannot be downloaded
     * @throws IOException if a file that is there cannot be read
     */
    public static NamedDataset load(String name, DataLocator locator, DownloadProgress progress) throws IOException {
        if (name.equals(DigitsDemo.NAME)) {
            return new NamedDataset(
                    DigitsDemo.draw(DEMO_TRAIN_ROWS, DEMO_TRAIN_SEED), DigitsDemo.draw(DEMO_TEST_ROWS, DEMO_TEST_SEED));
        }
        IdxSet set = SETS.get(name);
        if (set == null) {
            throw new IllegalArgumentException(
                    "a named data set must be one of " + String.join(", ", names()) + ", but was \"" + name + "\"");
        }
        return load(name, set, locator, progress);
    }

    static NamedDataset load(String name, IdxSet set, DataLocator locator, DownloadProgress progress)
            throws IOException {
        List<Path> found = new ArrayList<>();
        for (RemoteFile file : set.files()) {
            Path path = locator.find(name, file.name());
            found.add(path == null ? download(name, set, file, locator, progress) : path);
        }
        return new NamedDataset(
                read(found.get(0), found.get(1), name + " train"), read(found.get(2), found.get(3), name + " test"));
    }

    private static Dataset read(Path images, Path labels, String name) throws IOException {
        try (IdxReader reader = IdxReader.open(images, labels)) {
            return Datasets.load(reader, name);
        }
    }

    private static Path download(
            String name, IdxSet set, RemoteFile file, DataLocator locator, DownloadProgress progress) {
        List<String> failures = new ArrayList<>();
        for (URI address : set.addresses()) {
            try {
                return file.download(address, locator.cache().resolve(name), progress);
            } catch (IOException | dev.hourglass.error.MalformedDataException e) {
                failures.add(address + " (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")");
            }
        }
        String places = locator.placesOf(name).stream().map(Path::toString).collect(Collectors.joining(", "));
        throw new DataNotFoundException("data set \"" + name + "\": " + file.name() + " must be in one of " + places
                + " or at its public address, but could not be had from " + String.join(" or ", failures)
                + "; put " + set.files().stream().map(RemoteFile::name).collect(Collectors.joining(", "))
                + " into a folder named " + name + " and give its parent as --data-dir or $" + DataLocator.VARIABLE);
    }
}
