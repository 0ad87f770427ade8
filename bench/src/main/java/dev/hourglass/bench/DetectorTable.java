package dev.hourglass.bench;

import dev.hourglass.tensor.SeededRandom;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Draws a table whose columns belong together: each is a mixture of a few hidden causes, and noise. */
final class DetectorTable {
    private static final int CAUSES = 6;
    private static final double NOISE = 0.3;

    private DetectorTable() {}

    /** Returns rows [rows, columns]; the same purpose gives the same rows, each purpose has the same mixtures. */
    static float[] draw(int rows, int columns, String purpose) {
        SeededRandom mixing = new SeededRandom(1).fork("mixtures");
        double[] mixtures = new double[columns * CAUSES];
        for (int i = 0; i < mixtures.length; i++) {
            mixtures[i] = mixing.nextGaussian();
        }
        SeededRandom random = new SeededRandom(1).fork(purpose);
        float[] values = new float[Math.multiplyExact(rows, columns)];
        double[] causes = new double[CAUSES];
        for (int i = 0; i < rows; i++) {
            for (int c = 0; c < CAUSES; c++) {
                causes[c] = random.nextGaussian();
            }
            for (int j = 0; j < columns; j++) {
                double value = NOISE * random.nextGaussian();
                for (int c = 0; c < CAUSES; c++) {
                    value += mixtures[j * CAUSES + c] * causes[c];
                }
                values[i * columns + j] = (float) value;
            }
        }
        return values;
    }

    /** Writes rows as CSV with a header, four digits behind the point as sensors give them. */
    static void write(Path file, float[] values, int columns) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            for (int j = 0; j < columns; j++) {
                out.write((j == 0 ? "c" : ",c") + j);
            }
            for (int i = 0; i < values.length; i++) {
                out.write(i % columns == 0 ? '\n' : ',');
                out.write(Float.toString(Math.round(values[i] * 1e4f) / 1e4f));
            }
            out.write('\n');
        }
    }
}
