package dev.hourglass.compress.codec;

import dev.hourglass.compress.entropy.RansStack;
import dev.hourglass.compress.table.Delimiters;
import dev.hourglass.error.CorruptArtifactException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Codes the text of tables, such as CSV, bit by bit under contexts of its columns: what stands above, at the left, what
 * the column would be if it went on as it did. The text comes back byte for byte, whatever it is; but only what looks
 * like a table is tried. Equal rows give equal payloads on every machine. Immutable and safe for concurrent use.
 *
 * @param layout rows of one byte
 * @param level effort, in [1, 9]; below 5 nothing is encoded, since this is slow
 */
public record TableCodec(RowLayout layout, int level) implements ChunkCodec {
    private static final int LEAST_LEVEL = 5;

    /** Longer chunks are left to others: each bit of a chunk is kept while it is encoded. */
    static final int MAX_BYTES = 1 << 22;

    private static final int LANES = 1;

    public TableCodec {
        if (layout.rowBytes() != 1) {
            throw new IllegalArgumentException("a row of text must be 1 byte, but is " + layout.rowBytes());
        }
    }

    @Override
    public CodecId id() {
        return CodecId.TABLE;
    }

    @Override
    public Optional<byte[]> encode(byte[] rows, int rowCount) {
        Optional<Byte> delimiter =
                rowCount > MAX_BYTES || level < LEAST_LEVEL ? Optional.empty() : Delimiters.find(rows);
        if (delimiter.isEmpty()) {
            return Optional.empty();
        }
        char[] frequencies = new char[rowCount * Byte.SIZE];
        TableContexts contexts = new TableContexts(rows, delimiter.get());
        BitModel model = model(rowCount);
        for (int i = 0; i < rowCount; i++) {
            contexts.tell(model);
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                frequencies[i * Byte.SIZE + bit] = (char) model.frequency(contexts.expected(), contexts.matchLength());
                model.update((rows[i] >> (Byte.SIZE - 1 - bit)) & 1);
            }
            contexts.take();
        }
        byte[] coded = push(rows, frequencies);
        byte[] payload = new byte[1 + coded.length];
        payload[0] = delimiter.get();
        System.arraycopy(coded, 0, payload, 1, coded.length);
        return payload.length > rowCount + CodecSet.MAX_OVERHEAD_BYTES ? Optional.empty() : Optional.of(payload);
    }

    private static byte[] push(byte[] rows, char[] frequencies) {
        RansStack stack = RansStack.empty(LANES);
        for (int i = frequencies.length - 1; i >= 0; i--) {
            boolean isOne = ((rows[i / Byte.SIZE] >> (Byte.SIZE - 1 - i % Byte.SIZE)) & 1) == 1;
            int zero = (1 << BitModel.PRECISION_BITS) - frequencies[i];
            stack.push(0, isOne ? zero : 0, isOne ? frequencies[i] : zero, BitModel.PRECISION_BITS);
        }
        return stack.toBytes();
    }

    @Override
    public void decode(byte[] payload, int rowCount, byte[] rows) {
        if (payload.length == 0 || rowCount > MAX_BYTES) {
            throw new CorruptArtifactException(
                    "payload",
                    0,
                    "a table must start with its delimiter and have at most " + MAX_BYTES + " bytes, but has "
                            + payload.length + " of payload and " + rowCount);
        }
        RansStack stack = RansStack.read("payload", Arrays.copyOfRange(payload, 1, payload.length), LANES);
        TableContexts contexts = new TableContexts(rows, payload[0]);
        BitModel model = model(rowCount);
        for (int i = 0; i < rowCount; i++) {
            contexts.tell(model);
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                int one = model.frequency(contexts.expected(), contexts.matchLength());
                int zero = (1 << BitModel.PRECISION_BITS) - one;
                boolean isOne = stack.slot(0, BitModel.PRECISION_BITS) >= zero;
                stack.pop(0, isOne ? zero : 0, isOne ? one : zero, BitModel.PRECISION_BITS);
                model.update(isOne ? 1 : 0);
            }
            rows[i] = (byte) model.whole();
            contexts.take();
        }
        stack.requireStart();
    }

    private static BitModel model(int bytes) {
        return new BitModel(TableContexts.COUNT, TableContexts.COLUMNS, TableContexts.STATES, bytes);
    }
}
