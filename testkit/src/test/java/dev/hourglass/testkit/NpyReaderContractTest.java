package dev.hourglass.testkit;

import dev.hourglass.data.NpyReader;
import dev.hourglass.data.RowReader;
import dev.hourglass.file.NpyFile;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;

final class NpyReaderContractTest extends DataReaderContract {
    @Override
    protected RowReader open() throws IOException {
        float[] values = new float[9 * 6];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Path file = folder.resolve("a.npy");
        NpyFile.write(file, Tensor.of(Shape.of(9, 2, 3), values));
        return NpyReader.open(file);
    }

    @Override
    protected int rows() {
        return 9;
    }

    @Override
    protected boolean hasLabels() {
        return false;
    }
}
