package dev.hourglass.compress;

import dev.hourglass.artifact.StoredModel;
import dev.hourglass.compress.codec.CodecId;
import dev.hourglass.compress.codec.CodecSet;
import dev.hourglass.compress.container.ContainerHandler;
import dev.hourglass.compress.container.EntryHeader;
import dev.hourglass.compress.container.EntryKind;
import dev.hourglass.compress.container.EntrySeal;
import dev.hourglass.compress.container.ModelReference;
import dev.hourglass.compress.container.StoredChunk;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.error.WrongModelException;
import dev.hourglass.file.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the entries of one file side by side and hands their content out in order. Not thread-safe; confine to one
 * thread.
 */
final class EntryDecoder implements ContainerHandler, Closeable {
    private final String file;
    private final OrderedTasks tasks;
    private final EntryOutput output;
    private final long maxBytes;
    private long totalBytes;
    private long entries;
    private ModelReference reference = ModelReference.none();
    private ModelCodecs modelCodecs = ModelCodecs.NONE;
    private @Nullable Entry current;

    EntryDecoder(String file, OrderedTasks tasks, EntryOutput output, long maxBytes) {
        this.file = file;
        this.tasks = tasks;
        this.output = output;
        this.maxBytes = maxBytes;
    }

    /** Says what the file needs and what is at hand. */
    void use(ModelReference needed, Optional<StoredModel> given, ModelCodecs codecs) {
        reference = needed;
        modelCodecs = codecs;
        given.ifPresent(output::model);
    }

    /** Returns the entries that were decoded, and their bytes. */
    DecompressionResult result() {
        return new DecompressionResult(entries, totalBytes);
    }

    @Override
    public void entry(EntryHeader header) throws IOException {
        CodecSet codecs = codecs(header);
        Optional<EntryOutput.Sink> sink = header.kind() == EntryKind.MODEL
                ? Optional.of(new EmbeddedModel(reference, file, this::use))
                : output.open(header);
        if (sink.isPresent()) {
            current = new Entry(header, sink.get(), codecs, picture(header));
            count(current.picture.map(PictureRestorer::fileBytes).orElse((long) header.prologue().length));
            current.write(header.prologue());
        }
    }

    private Optional<PictureRestorer> picture(EntryHeader header) {
        return header.kind() == EntryKind.PICTURE
                ? Optional.of(new PictureRestorer(
                        header, modelCodecs.tileCoders().orElseThrow(() -> missingModel(file, reference, header))))
                : Optional.empty();
    }

    static WrongModelException missingModel(String file, ModelReference needed, EntryHeader header) {
        return new WrongModelException(file + ": model must be " + needed.id() + " to decode " + header.name()
                + ", but was none; name its file with -m");
    }

    private CodecSet codecs(EntryHeader header) {
        try {
            return EntryCodecs.of(header, modelCodecs, 1);
        } catch (IllegalArgumentException e) {
            throw new CorruptArtifactException(file, 0, "entry \"" + header.name() + "\": " + e.getMessage());
        }
    }

    private void use(StoredModel embedded) {
        modelCodecs = ModelCodecs.of(embedded);
        output.model(embedded);
    }

    @Override
    public void chunk(StoredChunk chunk) throws IOException {
        if (current != null) {
            current.submit(chunk);
        }
    }

    @Override
    public void seal(EntrySeal seal) throws IOException {
        if (current != null) {
            boolean isModel = current.header.kind() == EntryKind.MODEL;
            current.finish(seal);
            current.close();
            current = null;
            entries += isModel ? 0 : 1;
        }
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
        }
    }

    static String tooLarge(long maxBytes) {
        return "the content must take at most " + maxBytes
                + " bytes, but takes more; raise the limit if you trust the file";
    }

    /** Counts content before it is decoded. */
    private void count(long bytes) {
        if (bytes > maxBytes - totalBytes) {
            throw new MalformedDataException(file, tooLarge(maxBytes));
        }
        totalBytes += bytes;
    }

    /** The entry whose chunks come in. */
    private final class Entry implements Closeable {
        private final EntryHeader header;
        private final EntryOutput.Sink sink;
        private final CodecSet codecs;
        private final MessageDigest digest = Sha256.digest();
        private final Optional<PictureRestorer> picture;
        private final OrderedTasks.Queue<byte[]> queue = tasks.queue(this::take);

        Entry(EntryHeader header, EntryOutput.Sink sink, CodecSet codecs, Optional<PictureRestorer> picture) {
            this.header = header;
            this.sink = sink;
            this.codecs = codecs;
            this.picture = picture;
        }

        void submit(StoredChunk chunk) throws IOException {
            requireModel(chunk);
            if (picture.isEmpty()) {
                count((long) chunk.rows() * header.layout().rowBytes());
            }
            queue.submit(() -> chunk.decode(codecs));
        }

        private void requireModel(StoredChunk chunk) {
            if (CodecId.needsModel(chunk.codec()) && modelCodecs.equals(ModelCodecs.NONE)) {
                throw missingModel(file, reference, header);
            }
        }

        /** Takes the rows of a chunk; those of a picture are levels, of which pixels are made in the end. */
        private void take(byte[] rows) throws IOException {
            if (picture.isEmpty()) {
                write(rows);
            } else if (rows.length / header.layout().rowBytes() > picture.get().missing()) {
                throw wrongPicture();
            } else {
                picture.get().add(rows);
            }
        }

        void write(byte[] bytes) throws IOException {
            digest.update(bytes);
            sink.write(bytes, 0, bytes.length);
        }

        private void write(PictureRestorer restorer, EntrySeal seal) throws IOException {
            if (restorer.missing() > 0 || seal.contentBytes() != restorer.fileBytes() || seal.epilogue().length > 0) {
                throw wrongPicture();
            }
            PictureRestorer.write(restorer.picture(tasks), new SinkStream(this::write));
        }

        private CorruptArtifactException wrongPicture() {
            return new CorruptArtifactException(
                    file, 0, "tiles of \"" + header.name() + "\" must be those of one picture, but are not");
        }

        void finish(EntrySeal seal) throws IOException {
            queue.drain();
            if (picture.isPresent()) {
                write(picture.get(), seal);
            }
            count(seal.epilogue().length);
            write(seal.epilogue());
            String found = HexFormat.of().formatHex(digest.digest());
            if (!found.equals(seal.sha256())) {
                throw new CorruptArtifactException(
                        file,
                        0,
                        "SHA-256 of \"" + header.name() + "\" must be " + seal.sha256() + ", but is " + found
                                + "; the file was altered");
            }
            sink.finish();
        }

        @Override
        public void close() throws IOException {
            sink.close();
        }
    }
}
