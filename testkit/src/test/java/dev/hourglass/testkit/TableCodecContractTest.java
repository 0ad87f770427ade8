package dev.hourglass.testkit;

import dev.hourglass.compress.codec.ChunkCodec;
import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.codec.TableCodec;
import java.util.List;

/** Lines of two digits. */
final class TableCodecContractTest extends CodecContract {

    @Override
    protected List<RowLayout> layouts() {
        return List.of(RowLayout.bytes());
    }

    @Override
    protected ChunkCodec codec(RowLayout layout) {
        return new TableCodec(layout, 9);
    }

    /** Every second byte becomes a comma or the end of a line. */
    @Override
    protected byte[] suited(byte[] rows) {
        byte[] table = rows.clone();
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) (i % 4 == 1 ? ',' : i % 4 == 3 ? '\n' : '0' + (rows[i] & 7));
        }
        return table;
    }
}
