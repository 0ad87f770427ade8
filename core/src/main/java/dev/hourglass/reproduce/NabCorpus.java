package dev.hourglass.reproduce;

import dev.hourglass.data.DataLocator;
import dev.hourglass.data.SensorTables;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.evaluate.detection.AnomalyRange;
import dev.hourglass.file.Json;
import dev.hourglass.file.JsonView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the series of the Numenta anomaly benchmark that lie in the user's folders, with their windows. */
final class NabCorpus {
    private static final String WINDOWS = "labels/combined_windows.json";
    private static final int TIME_CHARACTERS = "2014-04-10 07:15:00".length();

    private NabCorpus() {}

    /**
     * A series.
     *
     * @param name folder and file
     * @param values [T], in the order of time
     * @param windows the rows in which anomalies lie, in order
     */
    record Series(String name, List<Double> values, List<AnomalyRange> windows) {}

    /**
     * Reads all series, in the order of their names.
     *
     * @throws dev.hourglass.error.DataNotFoundException if there are none
     * @throws IOException if one cannot be read
     */
    static List<Series> read(DataLocator locator) throws IOException {
        List<Path> files = SensorTables.files("nab", locator);
        Path folder = files.get(0).toAbsolutePath().resolve("../../..").normalize();
        JsonView windows = new JsonView(WINDOWS, Json.parse(Files.readString(folder.resolve(WINDOWS))));
        List<Series> all = new ArrayList<>();
        for (Path file : files) {
            String name = file.getName(file.getNameCount() - 2) + "/" + file.getFileName();
            all.add(read(file, name, windows.list(name)));
        }
        return all;
    }

    private static Series read(Path file, String name, List<?> windows) throws IOException {
        List<String> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            try {
                times.add(cells[0]);
                values.add(Double.valueOf(cells[cells.length - 1]));
            } catch (NumberFormatException e) {
                throw new MalformedDataException(
                        file.toString(), "row " + times.size() + " must end in a number, but is \"" + line + "\"");
            }
        }
        List<AnomalyRange> ranges = new ArrayList<>();
        for (Object window : windows) {
            if (window instanceof List<?> ends && ends.size() == 2) {
                ranges.add(new AnomalyRange(row(times, ends.get(0), name), row(times, ends.get(1), name)));
            }
        }
        return new Series(name, values, ranges);
    }

    /** Returns the first row of a time; windows write fractions of seconds, series do not. */
    private static int row(List<String> times, Object time, String name) {
        String text = time.toString();
        int row = times.indexOf(text.substring(0, Math.min(text.length(), TIME_CHARACTERS)));
        if (row < 0) {
            throw new MalformedDataException(name, "a window ends at " + text + ", but no row has that time");
        }
        return row;
    }
}
