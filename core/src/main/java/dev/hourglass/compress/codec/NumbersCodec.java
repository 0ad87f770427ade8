package dev.hourglass.compress.codec;

import dev.hourglass.compress.table.NumberColumn;
import dev.hourglass.compress.table.TableFormat;
import dev.hourglass.compress.table.Varint;
import dev.hourglass.error.CorruptArtifactException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Codes the text of a table in two parts: the numbers, which print again as they stood, by {@link BoundedCodec}; and
 * all else, by what makes text smallest. The text comes back byte for byte, whatever it is; what is lost was lost by
 * {@link TableRounder}, which comes before.
 *
 * <pre>
 * payload = rows, odd bytes, cell bytes, text bytes: varints; then the block of odd lines and cells, that of
 *           texts, each unless it is empty; then, if there are rows, what BoundedCodec makes of the numbers
 * block   = codec (1 byte), length: a varint, payload of that codec
 * </pre>
 *
 * Immutable and safe for concurrent use.
 */
public final class NumbersCodec implements ChunkCodec {
    private static final RowLayout TEXT = RowLayout.bytes();

    private final TableFormat format;
    private final CodecSet texts;
    private final Optional<BoundedCodec> numbers;
    private final Optional<ValueGrid> grid;

    /**
     * Makes a codec.
     *
     * @param layout rows of one byte
     * @param format of the table
     * @param level effort, in [1, 9]
     * @throws IllegalArgumentException if rows are longer
     */
    public NumbersCodec(RowLayout layout, TableFormat format, int level) {
        if (layout.rowBytes() != 1) {
            throw new IllegalArgumentException("a row of text must be 1 byte, but is " + layout.rowBytes());
        }
        this.format = format;
        this.texts = CodecSet.of(TEXT, level, new TableCodec(TEXT, level));
        List<NumberColumn> columns = format.numbers();
        this.grid = columns.isEmpty() ? Optional.empty() : Optional.of(grid(columns));
        this.numbers = grid.map(of -> new BoundedCodec(of, level));
    }

    private static ValueGrid grid(List<NumberColumn> columns) {
        double[] halves = new double[columns.size()];
        Arrays.setAll(halves, i -> columns.get(i).step() / 2);
        return new ValueGrid(RowLayout.of(halves.length, Double.BYTES), new double[halves.length], halves);
    }

    @Override
    public CodecId id() {
        return CodecId.NUMBERS;
    }

    @Override
    public Optional<byte[]> encode(byte[] rows, int rowCount) {
        if (grid.isEmpty()) {
            return Optional.empty();
        }
        TableParts parts = TableParts.split(rows, format, grid.get());
        if (parts.rowCount() == 0 || parts.odd().length + parts.cells().length > rowCount) {
            return Optional.empty();
        }
        Optional<byte[]> matrix = numbers.get().encode(parts.values(), parts.rowCount());
        if (matrix.isEmpty()) {
            return Optional.empty();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Varint.write(out, parts.rowCount());
        Varint.write(out, parts.odd().length);
        Varint.write(out, parts.cells().length);
        Varint.write(out, parts.texts().length);
        putBlock(out, joined(parts.odd(), parts.cells()));
        putBlock(out, parts.texts());
        out.writeBytes(matrix.get());
        byte[] payload = out.toByteArray();
        return payload.length > rowCount + CodecSet.MAX_OVERHEAD_BYTES ? Optional.empty() : Optional.of(payload);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private void putBlock(ByteArrayOutputStream out, byte[] text) {
        if (text.length > 0) {
            EncodedChunk chunk = texts.encode(text, text.length);
            out.write(chunk.codec().number());
            Varint.write(out, chunk.payload().length);
            out.writeBytes(chunk.payload());
        }
    }

    @Override
    public void decode(byte[] payload, int rowCount, byte[] rows) {
        Varint.Reader in = new Varint.Reader(payload, 0, payload.length);
        ValueGrid values = grid.orElseThrow(() -> new CorruptArtifactException(
                "payload", 0, "a table without columns of numbers must have none coded, but has"));
        int columns = values.layout().valuesPerRow();
        int tableRows = (int) in.read("rows", rowCount / columns);
        int odd = (int) in.read("odd bytes", rowCount);
        int cells = (int) in.read("cell bytes", rowCount - odd);
        int text = (int) in.read("text bytes", (long) rowCount + tableRows);
        byte[] others = block(payload, in, odd + cells);
        byte[] words = block(payload, in, text);
        byte[] matrix = new byte[tableRows * values.layout().rowBytes()];
        numbers.orElseThrow().decode(Arrays.copyOfRange(payload, in.at(), payload.length), tableRows, matrix);
        TableParts parts = new TableParts(
                tableRows, Arrays.copyOf(others, odd), Arrays.copyOfRange(others, odd, odd + cells), words, matrix);
        new TableJoiner(format, values, parts, rows).join();
    }

    private byte[] block(byte[] payload, Varint.Reader in, int length) {
        if (length == 0) {
            return new byte[0];
        }
        int codec = (int) in.read("the codec of a text", CodecId.TABLE.number());
        int size = (int) in.read("the length of a text", in.left());
        int from = in.skip(size);
        return texts.decode(codec, Arrays.copyOfRange(payload, from, from + size), length);
    }
}
