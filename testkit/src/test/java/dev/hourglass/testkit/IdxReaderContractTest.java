package dev.hourglass.testkit;

import dev.hourglass.data.IdxReader;
import dev.hourglass.data.RowReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

final class IdxReaderContractTest extends DataReaderContract {
    private static final int ROWS = 10;

    @Override
    protected RowReader open() throws IOException {
        ByteBuffer images = ByteBuffer.allocate(16 + ROWS * 6);
        images.putInt(0x0803).putInt(ROWS).putInt(2).putInt(3);
        ByteBuffer labels = ByteBuffer.allocate(8 + ROWS).putInt(0x0801).putInt(ROWS);
        for (int i = 0; i < ROWS * 6; i++) {
            images.put((byte) (4 * i));
        }
        for (int i = 0; i < ROWS; i++) {
            labels.put((byte) i);
        }
        Path file = Files.write(folder.resolve("a-images-idx3-ubyte"), images.array());
        Files.write(folder.resolve("a-labels-idx1-ubyte"), labels.array());
        return IdxReader.open(file);
    }

    @Override
    protected int rows() {
        return ROWS;
    }

    @Override
    protected boolean hasLabels() {
        return true;
    }
}
