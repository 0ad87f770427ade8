package dev.hourglass.cli;

import dev.hourglass.file.NpyFile;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Writes small data for tests, the same each time. */
final class TinyData {
    private TinyData() {}

    /** Writes 120 rows: an id, two numbers, their product (missing in every tenth row), a city, a label. */
    static Path table(Path directory) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        StringBuilder text = new StringBuilder("id,a,b,product,city,label\n");
        for (int row = 0; row < 120; row++) {
            double a = random.nextInt(-100, 100) / 100.0;
            double b = random.nextInt(-100, 100) / 50.0;
            text.append(row).append(',').append(a).append(',').append(b).append(',');
            text.append(row % 10 == 0 ? "" : String.valueOf(a * b)).append(',');
            text.append(row % 3 == 0 ? "Bern" : "Chur")
                    .append(',')
                    .append(row % 2)
                    .append('\n');
        }
        return Files.writeString(directory.resolve("table.csv"), text);
    }

    /** Writes the experiment on {@link #table}. */
    static Path experiment(Path directory, Path table) throws IOException {
        return Files.writeString(directory.resolve("tiny.yaml"), """
                name: tiny
                data:
                  source: %s
                  label: [label]
                  ignore: [id]
                  missing: mean
                model:
                  hidden: [8]
                  latent: 2
                training:
                  epochs: 4
                  batch: 16
                  seed: 7
                """.formatted(table));
    }

    /** Writes 60 vectors of 12 numbers in [0, 1] as NPY. */
    static Path vectors(Path directory) throws IOException {
        SplittableRandom random = new SplittableRandom(2);
        float[] values = new float[60 * 12];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        Path file = directory.resolve("vectors.npy");
        NpyFile.write(file, Tensor.of(Shape.of(60, 12), values));
        return file;
    }
}
