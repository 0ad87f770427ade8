package dev.hourglass.file;

import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.file.SafetensorsHeader.TensorInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads a safetensors file in one pass: lengths, then the header, then the layout, then the data and the seal. */
final class SafetensorsReader {
    private static final int BUFFER_BYTES = 1 << 16;

    private final String file;
    private final FileChannel channel;
    private final long size;
    private final MessageDigest digest = Sha256.digest();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private SafetensorsReader(String file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.size = channel.size();
    }

    static SafetensorsFile read(Path path, boolean isSealRequired) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new SafetensorsReader(path.toString(), channel).read(isSealRequired);
        }
    }

    private SafetensorsFile read(boolean isSealRequired) throws IOException {
        byte[] header = readHeader();
        SafetensorsHeader parsed = SafetensorsHeaderParser.parse(file, header);
        String seal = checkSealed(parsed, header, isSealRequired);
        List<TensorInfo> tensors = checkLayout(parsed.tensors(), SafetensorsFormat.LENGTH_BYTES + header.length);
        digestHeader(header, seal);
        List<SafetensorsFile.Entry> entries = new ArrayList<>();
        for (TensorInfo tensor : tensors) {
            entries.add(new SafetensorsFile.Entry(tensor.name(), tensor.shape(), readValues(tensor)));
        }
        checkSeal(seal);
        Map<String, String> metadata = new TreeMap<>(parsed.metadata());
        metadata.remove(SafetensorsFormat.SEAL);
        return new SafetensorsFile(metadata, entries);
    }

    private byte[] readHeader() throws IOException {
        if (size < SafetensorsFormat.LENGTH_BYTES) {
            throw corrupt(size, "file must hold at least 8 bytes, but holds " + size + "; it was truncated");
        }
        fill(SafetensorsFormat.LENGTH_BYTES);
        long length = buffer.getLong();
        if (length < 2 || length > SafetensorsFormat.MAX_HEADER_BYTES) {
            throw corrupt(
                    0,
                    "length of the header must be in [2, " + SafetensorsFormat.MAX_HEADER_BYTES + "], but was "
                            + Long.toUnsignedString(length) + "; this is no model file or it is damaged");
        }
        if (length > size - SafetensorsFormat.LENGTH_BYTES) {
            throw corrupt(
                    size,
                    "file must hold a header of " + length + " bytes, but ends after "
                            + (size - SafetensorsFormat.LENGTH_BYTES) + "; it was truncated");
        }
        byte[] header = new byte[(int) length];
        for (int done = 0; done < header.length; done += buffer.limit()) {
            fill(Math.min(BUFFER_BYTES, header.length - done));
            buffer.get(header, done, buffer.limit());
        }
        if (header[0] != '{') {
            throw corrupt(SafetensorsFormat.LENGTH_BYTES, "header must start with {");
        }
        return header;
    }

    /** Returns the seal's digits, or null for a file without a seal where none is required. */
    private @Nullable String checkSealed(SafetensorsHeader parsed, byte[] header, boolean isSealRequired) {
        String seal = parsed.metadata().get(SafetensorsFormat.SEAL);
        if (seal == null && !isSealRequired) {
            return null;
        }
        if (seal == null || seal.length() != SafetensorsFormat.SEAL_DIGITS || !SafetensorsFormat.isSealed(header)) {
            throw corrupt(
                    SafetensorsFormat.LENGTH_BYTES,
                    "header must start with the 64 digits of \"" + SafetensorsFormat.SEAL
                            + "\"; the file is damaged or another program wrote it");
        }
        return seal;
    }

    /** Returns the tensors in the order of their data, which must follow each other to the file's last byte. */
    private List<TensorInfo> checkLayout(List<TensorInfo> tensors, long dataStart) {
        List<TensorInfo> sorted = new ArrayList<>(tensors);
        sorted.sort(Comparator.comparingLong(TensorInfo::begin));
        long position = 0;
        for (TensorInfo tensor : sorted) {
            if (tensor.begin() != position) {
                throw corrupt(
                        dataStart + position,
                        "data of tensor \"" + tensor.name() + "\" must start here, without gap or overlap, but starts "
                                + (tensor.begin() - position) + " bytes further");
            }
            position = tensor.end();
        }
        if (dataStart + position != size) {
            throw corrupt(
                    size,
                    "file must hold " + (dataStart + position) + " bytes as its header says, but holds " + size
                            + (size < dataStart + position ? "; it was truncated" : ""));
        }
        return sorted;
    }

    private void digestHeader(byte[] header, @Nullable String seal) {
        if (seal != null) {
            byte[] blank = header.clone();
            SafetensorsFormat.putSeal(blank, SafetensorsFormat.BLANK_SEAL);
            SafetensorsFile.digestHeader(digest, blank);
        }
    }

    private float[] readValues(TensorInfo tensor) throws IOException {
        float[] values = new float[tensor.shape().size()];
        for (int done = 0; done < values.length; done += buffer.limit() / Float.BYTES) {
            fill((int) Math.min(BUFFER_BYTES, (long) Float.BYTES * (values.length - done)));
            digest.update(buffer.duplicate());
            buffer.asFloatBuffer().get(values, done, buffer.limit() / Float.BYTES);
        }
        return values;
    }

    private void checkSeal(@Nullable String seal) {
        if (seal == null) {
            return;
        }
        String found = Sha256.print(digest);
        if (!found.equals(seal)) {
            throw corrupt(
                    SafetensorsFormat.SEAL_OFFSET,
                    "SHA-256 of the content must be " + seal + ", but is " + found
                            + "; the file was altered or damaged");
        }
    }

    private void fill(int count) throws IOException {
        buffer.clear().limit(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw corrupt(channel.position(), "file must not end here; it was truncated while being read");
            }
        }
        buffer.flip();
    }

    private CorruptArtifactException corrupt(long offset, String problem) {
        return new CorruptArtifactException(file, offset, problem);
    }
}
