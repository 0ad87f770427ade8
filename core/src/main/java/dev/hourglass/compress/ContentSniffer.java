package dev.hourglass.compress;

import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.container.EntryKind;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.file.NpyFile;
import dev.hourglass.file.NumberType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Recognises arrays by the first bytes of a file: IDX and NPY; all else is bytes. */
final class ContentSniffer {
    /** How many bytes are looked at. */
    static final int HEAD_BYTES = 1 << 17;

    private static final int MAX_PIXEL_VALUES = 4;
    /** IDX types from this on are float32 and float64. */
    private static final int FIRST_IDX_FLOAT = 0x0d;

    private ContentSniffer() {}

    /**
     * Recognises a file.
     *
     * @param head its first bytes, {@link #HEAD_BYTES} or all there are
     */
    static Content sniff(byte[] head) {
        if (isIdx(head)) {
            return idx(head);
        }
        return isNpy(head) ? npy(head) : Content.bytes();
    }

    /** Returns whether a file is compressed by gzip (RFC 1952, section 2.3.1). */
    static boolean isGzip(byte[] head) {
        return head.length >= 3 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b && head[2] == 8;
    }

    private static boolean isIdx(byte[] head) {
        return head.length >= 8 && head[0] == 0 && head[1] == 0 && idxBytes(head[2]) > 0 && head[3] >= 1;
    }

    private static int idxBytes(int type) {
        return switch (type) {
            case 0x08, 0x09 -> 1;
            case 0x0b -> 2;
            case 0x0c, 0x0d -> 4;
            case 0x0e -> 8;
            default -> 0;
        };
    }

    private static Content idx(byte[] head) {
        int rank = head[3];
        int prologue = 4 + 4 * rank;
        if (head.length < prologue) {
            return Content.bytes();
        }
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            shape.add(Integer.toUnsignedLong(ByteBuffer.wrap(head).getInt(4 + 4 * i)));
        }
        return array(shape, idxBytes(head[2]), ByteOrder.BIG_ENDIAN, prologue, head[2] >= FIRST_IDX_FLOAT);
    }

    private static boolean isNpy(byte[] head) {
        return head.length >= 8 && (head[0] & 0xff) == 0x93 && head[1] == 'N' && head[5] == 'Y';
    }

    private static Content npy(byte[] head) {
        try {
            NpyFile.Header header = NpyFile.readHeader(new ByteArrayInputStream(head), "array");
            boolean isFloat = header.type() == NumberType.F32 || header.type() == NumberType.F64;
            return array(header.shape(), header.type().sizeBytes(), header.order(), header.dataOffset(), isFloat);
        } catch (MalformedDataException | IOException unknown) {
            return Content.bytes();
        }
    }

    private static Content array(List<Long> shape, int bytesPerValue, ByteOrder order, int prologue, boolean isFloat) {
        int rank = shape.size();
        long row = product(shape, Math.min(1, rank));
        if (row < 1 || row > RowLayout.MAX_ROW_BYTES / bytesPerValue) {
            return new Content(EntryKind.FILE, prologue, ordered(RowLayout.of(1, bytesPerValue), order), 1, isFloat);
        }
        int valuesPerRow = (int) row;
        // [N, H, W, C] with few channels are pixels; else the last dimension is a line of them.
        boolean hasChannels = rank >= 3 && shape.get(rank - 1) <= MAX_PIXEL_VALUES;
        int pixel = hasChannels ? (int) (long) shape.get(rank - 1) : 1;
        int line = (int) Math.min(row, rank < 2 ? 1 : product(shape, hasChannels ? rank - 2 : rank - 1));
        RowLayout layout = RowLayout.of(valuesPerRow, bytesPerValue).withNeighbours(line, pixel);
        boolean isPlanar = rank == 4 && !hasChannels && shape.get(1) <= MAX_PIXEL_VALUES;
        int planes = isPlanar ? (int) (long) shape.get(1) : 1;
        return new Content(EntryKind.FILE, prologue, ordered(layout, order), planes, isFloat);
    }

    private static RowLayout ordered(RowLayout layout, ByteOrder order) {
        return order.equals(ByteOrder.BIG_ENDIAN) && layout.bytesPerValue() > 1 ? layout.bigEndian() : layout;
    }

    /** Returns the product of the sizes from a dimension on; -1 where one is 0 or it is too large to matter. */
    private static long product(List<Long> shape, int from) {
        long product = 1;
        for (long size : shape.subList(from, shape.size())) {
            if (size < 1 || product > RowLayout.MAX_ROW_BYTES / size) {
                return -1;
            }
            product *= size;
        }
        return product;
    }
}
