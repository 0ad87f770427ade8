package dev.hourglass.data;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Finds the column of a table that says when, so that it is not taken for a feature, and reads what it says.
 *
 * <p>A column is one if its first cell is a date, with or without a time of day (ISO 8601, a blank may stand for the
 * T), or if it is called so ({@code timestamp}, {@code time}, {@code date}, {@code datetime}) and holds a number, taken
 * as seconds.
 */
public final class TimeColumn {
    private static final Pattern NAMES = Pattern.compile("timestamp|time|date|datetime|date_time|ts");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}([T ]\\d{2}:\\d{2}.*)?");
    private static final int SAMPLED_ROWS = 200;

    private TimeColumn() {}

    /**
     * What was found.
     *
     * @param name the column
     * @param startSeconds the time of the first row, in seconds since 1970; NaN where it says none
     * @param stepSeconds the median of the seconds between neighbouring rows; NaN where there are too few rows
     */
    public record Found(String name, double startSeconds, double stepSeconds) {
        /** Returns how many rows a day has, where the rows come one after the other; NaN where that is not known. */
        public double rowsPerDay() {
            return stepSeconds > 0 ? 24 * 60 * 60 / stepSeconds : Double.NaN;
        }
    }

    /**
     * Looks at the first rows of a file.
     *
     * @param path the file, plain or gzip
     * @param options how to read it
     * @return the first column that says when, if there is one
     * @throws dev.hourglass.error.MalformedDataException if the file breaks the format
     * @throws IOException if the file cannot be read
     */
    public static Optional<Found> find(Path path, CsvOptions options) throws IOException {
        try (CsvRows rows = CsvRows.open(path, options)) {
            String[] cells = new String[rows.header().size()];
            rows.cellsTo((column, text, from, length) -> cells[column] = new String(text, from, length));
            if (!rows.next()) {
                return Optional.empty();
            }
            for (int i = 0; i < cells.length; i++) {
                String name = rows.header().get(i);
                if (isTime(name, cells[i]) && !options.labelColumns().contains(name)) {
                    return Optional.of(new Found(name, seconds(cells[i]).orElse(Double.NaN), step(rows, cells, i)));
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Looks at the first rows of a column that is known to say when.
     *
     * @param path the file, plain or gzip
     * @param options how to read it
     * @param name the column
     * @throws dev.hourglass.error.MalformedDataException if there is no such column, or no row
     * @throws IOException if the file cannot be read
     */
    public static Found named(Path path, CsvOptions options, String name) throws IOException {
        try (CsvRows rows = CsvRows.open(path, options)) {
            int column = rows.header().indexOf(name);
            if (column < 0) {
                throw rows.file("the time column \"" + name + "\" must be in the header, but that has "
                        + String.join(", ", rows.header()));
            }
            String[] cells = new String[rows.header().size()];
            rows.cellsTo((at, text, from, length) -> cells[at] = new String(text, from, length));
            if (!rows.next()) {
                throw rows.file("the file must hold at least one row below its header, but holds none");
            }
            return new Found(name, seconds(cells[column]).orElse(Double.NaN), step(rows, cells, column));
        }
    }

    private static boolean isTime(String name, String cell) {
        boolean isDate = DATE.matcher(cell).matches();
        return isDate
                || (NAMES.matcher(name.toLowerCase(Locale.ROOT)).matches()
                        && seconds(cell).isPresent());
    }

    private static double step(CsvRows rows, String[] cells, int column) throws IOException {
        List<Double> steps = new ArrayList<>();
        OptionalDouble before = seconds(cells[column]);
        for (int i = 0; i < SAMPLED_ROWS && rows.next(); i++) {
            OptionalDouble now = seconds(cells[column]);
            if (before.isPresent() && now.isPresent()) {
                steps.add(now.getAsDouble() - before.getAsDouble());
            }
            before = now;
        }
        double[] sorted =
                steps.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    /**
     * Returns the seconds since 1970 that a cell says, in UTC where it names no zone; nothing where it says no time.
     */
    public static OptionalDouble seconds(String cell) {
        if (!DATE.matcher(cell).matches()) {
            double number = CsvNumber.parse(cell.toCharArray(), 0, cell.length());
            return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
        }
        String text = cell.replace(' ', 'T');
        try {
            if (text.indexOf('T') < 0) {
                return OptionalDouble.of(LocalDate.parse(text).toEpochDay() * 86_400.0);
            }
            boolean hasZone = text.endsWith("Z") || text.lastIndexOf('+') > 10 || text.lastIndexOf('-') > 10;
            return hasZone
                    ? of(OffsetDateTime.parse(text))
                    : of(LocalDateTime.parse(text).atOffset(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble of(OffsetDateTime time) {
        return OptionalDouble.of(time.toEpochSecond() + time.getNano() / 1e9);
    }

    /** Returns the options with this column set aside. */
    public static CsvOptions ignore(CsvOptions options, String column) {
        List<String> ignored = new ArrayList<>(options.ignoredColumns());
        if (!ignored.contains(column)) {
            ignored.add(column);
        }
        return options.withIgnoredColumns(ignored.toArray(String[]::new));
    }
}
