package dev.hourglass.testkit;

import dev.hourglass.compress.codec.ChunkCodec;
import dev.hourglass.compress.codec.NumbersCodec;
import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.table.NumberColumn;
import dev.hourglass.compress.table.TableFormat;
import java.util.List;

/** Lines of two digits. */
final class NumbersCodecContractTest extends CodecContract {
    @Override
    protected List<RowLayout> layouts() {
        return List.of(RowLayout.bytes());
    }

    @Override
    protected ChunkCodec codec(RowLayout layout) {
        NumberColumn digit = new NumberColumn(true, 0, 0, 1, 0, false);
        return new NumbersCodec(layout, new TableFormat((byte) ',', false, List.of(digit, digit)), 9);
    }

    /** Every second byte becomes a comma or the end of a line. */
    @Override
    protected byte[] suited(byte[] rows) {
        return new TableCodecContractTest().suited(rows);
    }
}
