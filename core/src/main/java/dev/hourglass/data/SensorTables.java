package dev.hourglass.data;

import dev.hourglass.error.DataNotFoundException;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the tables and series of sensors that detectors and compressors are compared on, in the user's folders: without
 * time stamps and labels, as float32.
 */
public final class SensorTables {
    private static final int FOLDERS_DEEP = 4;
    private static final Set<String> LABELS = Set.of("timestamp", "label", "label_abnormal", "class");

    /** Of each set, which of its files hold tables. */
    private static final Map<String, Pattern> FILES = Map.of(
            "smd", Pattern.compile(".*_(train|test)\\.csv(\\.gz)?"),
            "asd", Pattern.compile(".*_(train|test)\\.csv(\\.gz)?"),
            "ecg5000", Pattern.compile("ecg5000_.*\\.csv(\\.gz)?"),
            "nab", Pattern.compile("data/.*\\.csv"),
            "cmapss-fd001", Pattern.compile("(train|test)_FD001\\.txt"));

    private SensorTables() {}

    /** Returns the names of the sets, in alphabetical order. */
    public static List<String> names() {
        return FILES.keySet().stream().sorted().toList();
    }

    /**
     * Returns the files of a set, in the order of their paths.
     *
     * @param name one of {@link #names}
     * @param locator where to look
     * @throws DataNotFoundException if there are none
     * @throws IOException if a folder cannot be read
     */
    public static List<Path> files(String name, DataLocator locator) throws IOException {
        Pattern pattern = FILES.getOrDefault(name, Pattern.compile("$^"));
        for (Path place : locator.placesOf(name)) {
            List<Path> found = Files.isDirectory(place) ? matching(place, pattern) : List.of();
            if (!found.isEmpty()) {
                return found;
            }
        }
        throw new DataNotFoundException("the tables of " + name + " must lie in one of " + locator.placesOf(name)
                + ", but do not; name their folder with " + DataLocator.VARIABLE);
    }

    private static List<Path> matching(Path folder, Pattern pattern) throws IOException {
        try (Stream<Path> paths = Files.walk(folder, FOLDERS_DEEP)) {
            return paths.filter(path -> pattern.matcher(
                                    folder.relativize(path).toString().replace('\\', '/'))
                            .matches())
                    .sorted()
                    .toList();
        }
    }

    /**
     * Reads a table: CSV with a header, or numbers between spaces.
     *
     * @param file one of {@link #files}
     * @return [N, D] float32
     * @throws MalformedDataException if it is no such table
     * @throws IOException if it cannot be read
     */
    public static Tensor read(Path file) throws IOException {
        List<String> all = lines(file);
        boolean isCsv = !all.isEmpty() && all.get(0).indexOf(',') >= 0;
        int[] columns = isCsv ? named(all.get(0).split(",", -1)) : new int[0];
        List<float[]> rows = new ArrayList<>();
        for (String line : all.subList(isCsv ? 1 : 0, all.size())) {
            String[] cells = isCsv ? line.split(",", -1) : line.split(" +");
            rows.add(row(file, rows.size(), cells, columns));
        }
        return matrix(file, rows);
    }

    /**
     * Reads which rows of a table are labelled as anomalous.
     *
     * @param file one of {@link #files}, CSV with a column of that name
     * @return [N], true where the label is 1
     * @throws MalformedDataException if it has no such column, or a label is neither 0 nor 1
     * @throws IOException if it cannot be read
     */
    public static boolean[] anomalous(Path file) throws IOException {
        List<String> all = lines(file);
        List<String> header = all.isEmpty() ? List.of() : List.of(all.get(0).split(",", -1));
        int column = Math.max(header.indexOf("label"), header.indexOf("label_abnormal"));
        if (column < 0) {
            throw new MalformedDataException(file.toString(), "the header must name a column label, but does not");
        }
        boolean[] anomalous = new boolean[all.size() - 1];
        for (int i = 0; i < anomalous.length; i++) {
            String[] cells = all.get(i + 1).split(",", -1);
            String label = column < cells.length ? cells[column] : "";
            if (!label.equals("0") && !label.equals("1")) {
                throw new MalformedDataException(
                        file.toString(), "the label of row " + i + " must be 0 or 1, but was \"" + label + "\"");
            }
            anomalous[i] = label.equals("1");
        }
        return anomalous;
    }

    private static List<String> lines(Path file) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(SourceStream.open(file), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    /** Returns which columns of a header are no labels. */
    private static int[] named(String... header) {
        int[] columns = new int[header.length];
        int count = 0;
        for (int i = 0; i < header.length; i++) {
            if (!LABELS.contains(header[i])) {
                columns[count++] = i;
            }
        }
        return Arrays.copyOf(columns, count);
    }

    private static float[] row(Path file, int number, String[] cells, int[] columns) {
        float[] row = new float[columns.length > 0 ? columns.length : cells.length];
        for (int i = 0; i < row.length; i++) {
            int column = columns.length > 0 ? columns[i] : i;
            try {
                row[i] = (float) Double.parseDouble(column < cells.length ? cells[column] : "");
            } catch (NumberFormatException e) {
                throw new MalformedDataException(
                        file.toString(),
                        "row " + number + " must have a number in column " + column + ", but has none");
            }
        }
        return row;
    }

    private static Tensor matrix(Path file, List<float[]> rows) {
        int width = rows.isEmpty() ? 0 : rows.get(0).length;
        if (width == 0 || rows.stream().anyMatch(row -> row.length != width)) {
            throw new MalformedDataException(
                    file.toString(), "rows must have the same columns, at least one, but do not");
        }
        float[] values = new float[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * width, width);
        }
        return Tensor.of(Shape.of(rows.size(), width), values);
    }
}
