package dev.hourglass.compress.codec;

import dev.hourglass.error.CorruptArtifactException;
import java.util.List;
import java.util.Optional;

/**
 * Packs small values without gaps, each column with bits of its own, row by row, the first value in the lowest bits of
 * the first byte and each value with its lowest bit first; the last byte is filled with zero bits. Equal rows give
 * equal payloads.
 *
 * @param layout rows of values of 1 or 2 bytes
 * @param columnBits the bits of each value of a row, in [0, 8] or [0, 16]; values that need more are refused
 */
public record PackedCodec(RowLayout layout, List<Integer> columnBits) implements ChunkCodec {
    public PackedCodec {
        columnBits = List.copyOf(columnBits);
        if (layout.bytesPerValue() > 2 || layout.isBigEndian()) {
            throw new IllegalArgumentException(
                    "values must take 1 byte or 2, the lower first, but the layout is " + layout);
        }
        int maxBits = Byte.SIZE * layout.bytesPerValue();
        if (columnBits.size() != layout.valuesPerRow()
                || columnBits.stream().anyMatch(bits -> bits < 0 || bits > maxBits)) {
            throw new IllegalArgumentException("columnBits must be " + layout.valuesPerRow() + " numbers in [0, "
                    + maxBits + "], but were " + columnBits);
        }
    }

    @Override
    public CodecId id() {
        return CodecId.PACKED;
    }

    @Override
    public Optional<byte[]> encode(byte[] rows, int rowCount) {
        int[] bits = bits();
        BitPacker packer = new BitPacker(payloadBytes(bits, rowCount));
        for (int row = 0, at = 0; row < rowCount; row++) {
            for (int width : bits) {
                int value = value(rows, at);
                if (value >>> width != 0) {
                    return Optional.empty();
                }
                packer.put(value, width);
                at += layout.bytesPerValue();
            }
        }
        return Optional.of(packer.take());
    }

    @Override
    public void decode(byte[] payload, int rowCount, byte[] rows) {
        int[] bits = bits();
        int expected = payloadBytes(bits, rowCount);
        if (payload.length != expected) {
            throw new CorruptArtifactException(
                    "payload",
                    Math.min(payload.length, expected),
                    "packed rows must take " + expected + " bytes, but take " + payload.length);
        }
        BitUnpacker unpacker = new BitUnpacker(payload);
        for (int row = 0, at = 0; row < rowCount; row++) {
            for (int width : bits) {
                int value = unpacker.next(width);
                rows[at] = (byte) value;
                if (layout.bytesPerValue() == 2) {
                    rows[at + 1] = (byte) (value >>> Byte.SIZE);
                }
                at += layout.bytesPerValue();
            }
        }
        if (!unpacker.isFilledWithZeros()) {
            throw new CorruptArtifactException(
                    "payload", expected - 1, "packed rows must end with zero bits, but do not");
        }
    }

    private int value(byte[] rows, int at) {
        int low = rows[at] & 0xff;
        return layout.bytesPerValue() == 1 ? low : low | ((rows[at + 1] & 0xff) << Byte.SIZE);
    }

    private int[] bits() {
        return columnBits.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int payloadBytes(int[] bits, int rowCount) {
        long bitsPerRow = 0;
        for (int width : bits) {
            bitsPerRow += width;
        }
        return Math.toIntExact(BitPacker.bytesFor(rowCount, bitsPerRow));
    }
}
