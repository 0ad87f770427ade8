package dev.hourglass.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Writes tables of three sensors that follow one load, the same each time. */
final class SensorFile {
    private SensorFile() {}

    /** Returns lines of CSV, the header first; the flow is so much higher than it used to be. */
    static List<String> lines(int rows, long seed, double shift) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> lines = new ArrayList<>(List.of("flow,power,pressure"));
        for (int i = 0; i < rows; i++) {
            double load = random.nextDouble(-1, 1);
            lines.add(String.format(
                    Locale.ROOT,
                    "%.3f,%.2f,%.4f",
                    50 + shift + 10 * load + random.nextDouble(),
                    1000 + 200 * load + 10 * random.nextDouble(),
                    3 - load + 0.1 * random.nextDouble()));
        }
        return lines;
    }

    /** Writes normal rows. */
    static Path write(Path file, int rows, long seed, double shift) throws IOException {
        return Files.write(file, lines(rows, seed, shift));
    }
}
