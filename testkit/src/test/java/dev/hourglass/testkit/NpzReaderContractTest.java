package dev.hourglass.testkit;

import dev.hourglass.data.NpyReader;
import dev.hourglass.data.RowReader;
import dev.hourglass.file.NpyFile;
import dev.hourglass.tensor.Shape;
import dev.hourglass.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

final class NpzReaderContractTest extends DataReaderContract {
    @Override
    protected RowReader open() throws IOException {
        Path file = folder.resolve("a.npz");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry("x.npy"));
            NpyFile.write(zip, Tensor.of(Shape.of(4), new float[] {1, 2, 3, 4}));
        }
        return NpyReader.openNpz(file, "");
    }

    @Override
    protected int rows() {
        return 4;
    }

    @Override
    protected boolean hasLabels() {
        return false;
    }
}
