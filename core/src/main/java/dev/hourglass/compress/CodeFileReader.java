package dev.hourglass.compress;

import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.UnsupportedVersionException;
import dev.hourglass.error.WrongModelException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Reads a compressed file chunk by chunk; memory holds one. Header, footer and the file's length are checked on
 * opening, each chunk before its first row is handed out.
 *
 * <p>Not thread-safe; confine to one thread.
 */
public final class CodeFileReader implements Closeable {
    private static final int SHORT_ID_DIGITS = 12;

    private final String file;
    private final FileChannel channel;
    private final long fileBytes;
    private final CodeHeader header;
    private final long rows;

    private long position;
    private long rowsRead;
    private long chunksRead;
    private int rowsLeftInChunk;
    private BitUnpacker unpacker = new BitUnpacker(new byte[0]);

    private CodeFileReader(String file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.fileBytes = channel.size();
        this.header = readHeader();
        this.rows = readFooter();
    }

    /**
     * Opens a file and checks all but its chunks.
     *
     * @param path the file
     * @return the reader; the caller closes it
     * @throws IOException if the file cannot be read
     * @throws CorruptArtifactException if a byte of header or footer is not as it was written, or the file is cut short
     * @throws UnsupportedVersionException if a newer Hourglass wrote it
     */
    public static CodeFileReader open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            return new CodeFileReader(path.toString(), channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Returns what the file says before its codes. */
    public CodeHeader header() {
        return header;
    }

    /** Returns the number of samples in the file. */
    public long rows() {
        return rows;
    }

    /** Returns the size of the file and its samples. */
    public CompressedSize size() {
        return new CompressedSize(fileBytes, rows);
    }

    /**
     * Checks that the file was written with this model.
     *
     * @param modelId the identity of the model at hand, 64 hexadecimal digits
     * @throws WrongModelException if the file needs another model
     */
    public void requireModel(String modelId) {
        if (!modelId.equals(header.modelId())) {
            throw new WrongModelException(file + ": model must be " + shorten(header.modelId()) + ", but was "
                    + shorten(modelId) + "; use the model file that compressed it");
        }
    }

    /**
     * Reads the next codes.
     *
     * @param codes overwritten from its start, shape [N, L]; N at least 1
     * @return the rows read, N or what is left; 0 at the end
     * @throws IOException if the file cannot be read
     * @throws CorruptArtifactException if a byte is not as it was written
     */
    public int read(float[] codes) throws IOException {
        Quantizer quantizer = header.quantizer();
        int capacity = codes.length / quantizer.latentSize();
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "codes must hold at least " + quantizer.latentSize() + " values, but hold " + codes.length);
        }
        int count = (int) Math.min(capacity, rows - rowsRead);
        for (int row = 0, at = 0; row < count; row++) {
            if (rowsLeftInChunk == 0) {
                readChunk();
            }
            for (int i = 0; i < quantizer.latentSize(); i++) {
                codes[at++] = quantizer.value(i, unpacker.next(quantizer.bits(i)));
            }
            rowsLeftInChunk--;
            rowsRead++;
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private CodeHeader readHeader() throws IOException {
        if (fileBytes < CodeFormat.PREFIX_BYTES) {
            throw corrupt(fileBytes, "file must start with a header, but ends here; it was truncated");
        }
        int length = CodeHeaderParser.length(file, CodeFormat.wrap(read(0, CodeFormat.PREFIX_BYTES)), fileBytes);
        position = length;
        return CodeHeaderParser.parse(file, read(0, length));
    }

    /** Checks the footer and returns the file's rows. */
    private long readFooter() throws IOException {
        long start = fileBytes - CodeFormat.FOOTER_BYTES;
        if (start < position) {
            throw corrupt(fileBytes, "file must end with a footer, but ends here; it was truncated");
        }
        byte[] bytes = read(start, CodeFormat.FOOTER_BYTES);
        ByteBuffer footer = CodeFormat.wrap(bytes);
        boolean isSound = footer.getInt(0) == CodeFormat.FOOTER_MAGIC
                && footer.getInt(CodeFormat.FOOTER_CRC_OFFSET) == CodeFormat.crc(bytes, CodeFormat.FOOTER_CRC_OFFSET)
                && footer.getInt(CodeFormat.FOOTER_BYTES - Integer.BYTES) == CodeFormat.END_MAGIC;
        if (!isSound) {
            throw corrupt(start, "file must end with a footer, but does not; it was truncated, altered or damaged");
        }
        long declaredRows = footer.getLong(4);
        long declaredChunks = footer.getLong(12);
        long declaredBytes = footer.getLong(20);
        if (declaredBytes != fileBytes) {
            throw corrupt(start + 20, "length of the file must be " + declaredBytes + ", but is " + fileBytes);
        }
        checkCounts(declaredRows, declaredChunks, start);
        return declaredRows;
    }

    /** Packed bits fix the length of every chunk, so the counts must add up to the file's length. */
    private void checkCounts(long declaredRows, long declaredChunks, long footerStart) {
        int chunkRows = header.chunkRows();
        long left = footerStart - position;
        long wholeChunkBytes = chunkBytes(chunkRows);
        long whole = declaredRows / chunkRows;
        int rest = (int) (declaredRows % chunkRows);
        boolean addUp = declaredRows >= 0
                && declaredChunks == whole + (rest > 0 ? 1 : 0)
                && whole <= left / wholeChunkBytes
                && left == whole * wholeChunkBytes + (rest > 0 ? chunkBytes(rest) : 0);
        if (!addUp) {
            throw corrupt(
                    footerStart + 4,
                    "rows and chunks must fit the " + left + " bytes between header and footer, but were "
                            + Long.toUnsignedString(declaredRows) + " and " + Long.toUnsignedString(declaredChunks));
        }
    }

    private long chunkBytes(int chunkRows) {
        return (long) CodeFormat.CHUNK_HEADER_BYTES + header.payloadBytes(chunkRows) + CodeFormat.CRC_BYTES;
    }

    private void readChunk() throws IOException {
        int expectedRows = (int) Math.min(header.chunkRows(), rows - rowsRead);
        int payloadBytes = header.payloadBytes(expectedRows);
        int crcOffset = CodeFormat.CHUNK_HEADER_BYTES + payloadBytes;
        byte[] bytes = read(position, crcOffset + CodeFormat.CRC_BYTES);
        ByteBuffer chunk = CodeFormat.wrap(bytes);
        boolean isSound = chunk.getInt(0) == CodeFormat.CHUNK_MAGIC
                && chunk.getInt(4) == expectedRows
                && chunk.getLong(8) == chunksRead
                && chunk.getInt(16) == payloadBytes
                && chunk.getInt(crcOffset) == CodeFormat.crc(bytes, crcOffset);
        if (!isSound) {
            throw corrupt(
                    position,
                    "chunk " + chunksRead + " must hold " + expectedRows
                            + " rows and match its CRC-32C, but does not; the file was altered or damaged");
        }
        unpacker = new BitUnpacker(Arrays.copyOfRange(bytes, CodeFormat.CHUNK_HEADER_BYTES, crcOffset));
        rowsLeftInChunk = expectedRows;
        position += bytes.length;
        chunksRead++;
    }

    private byte[] read(long offset, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[count]);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                throw corrupt(offset + bytes.position(), "file must not end here; it was truncated while being read");
            }
        }
        return bytes.array();
    }

    private CorruptArtifactException corrupt(long offset, String problem) {
        return new CorruptArtifactException(file, offset, problem);
    }

    private static String shorten(String modelId) {
        return modelId.substring(0, Math.min(SHORT_ID_DIGITS, modelId.length()));
    }
}
