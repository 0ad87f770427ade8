package dev.hourglass.data;

import dev.hourglass.error.DataNotFoundException;
import dev.hourglass.error.MalformedDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the labelled tables that detectors are compared on in the user's folders: CSV files of ADBench, one a set, with
 * a column {@code label} that is 1 for anomalies.
 *
 * <p>Source: Han et al. 2022, "ADBench: Anomaly Detection Benchmark", https://arxiv.org/abs/2206.09426.
 */
public final class AnomalyTables {
    /** The name of the folder. */
    public static final String FOLDER = "adbench";

    private static final int FOLDERS_DEEP = 2;
    private static final Pattern FILE = Pattern.compile("((\\d+)_[^/]+)\\.csv(\\.gz)?");

    /**
     * One of the files.
     *
     * @param number the set's number in the collection
     * @param name the set's name, for example {@code 4_breastw}
     * @param path where it lies
     */
    public record Table(int number, String name, Path path) {
        /**
         * Reads it.
         *
         * @return the rows, with labels 0 and 1
         * @throws MalformedDataException if it is no such table
         * @throws IOException if it cannot be read
         */
        public Dataset read() throws IOException {
            DataOptions options =
                    DataOptions.defaults().withCsv(CsvOptions.defaults().withLabelColumns("label"));
            try (RowReader reader = Datasets.open(path, options)) {
                return Datasets.load(reader, name);
            }
        }
    }

    private AnomalyTables() {}

    /**
     * Returns the sets, in the order of their numbers.
     *
     * @param locator where to look
     * @throws DataNotFoundException if there is none
     * @throws IOException if a folder cannot be read
     */
    public static List<Table> find(DataLocator locator) throws IOException {
        Path folder = locator.folder(FOLDER);
        try (Stream<Path> paths = Files.walk(folder, FOLDERS_DEEP)) {
            List<Table> found = paths.flatMap(path -> table(path).stream())
                    .sorted(Comparator.comparingInt(Table::number).thenComparing(Table::name))
                    .toList();
            if (found.isEmpty()) {
                throw new DataNotFoundException("\"" + folder
                        + "\" must hold sets of ADBench as CSV, for example 4_breastw.csv.gz, but holds none");
            }
            return found;
        }
    }

    private static Optional<Table> table(Path path) {
        Matcher matcher = FILE.matcher(String.valueOf(path.getFileName()));
        return matcher.matches() && matcher.group(2).length() < 9
                ? Optional.of(new Table(Integer.parseInt(matcher.group(2)), matcher.group(1), path))
                : Optional.empty();
    }
}
