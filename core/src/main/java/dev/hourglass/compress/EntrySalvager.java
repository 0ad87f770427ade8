package dev.hourglass.compress;

import dev.hourglass.artifact.StoredModel;
import dev.hourglass.compress.codec.CodecSet;
import dev.hourglass.compress.container.EntryHeader;
import dev.hourglass.compress.container.EntryKind;
import dev.hourglass.compress.container.EntrySeal;
import dev.hourglass.compress.container.ModelReference;
import dev.hourglass.compress.container.SalvageHandler;
import dev.hourglass.compress.container.StoredChunk;
import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.HourglassException;
import dev.hourglass.error.MalformedDataException;
import dev.hourglass.file.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Restores what is left of the entries of a damaged file. A lost chunk stands as zeros, so that what follows it stays
 * in its place; each loss is noted. Not thread-safe; confine to one thread.
 */
final class EntrySalvager implements SalvageHandler, Closeable {
    private static final int ZEROS_BYTES = 1 << 16;

    private final String file;
    private final long maxBytes;
    private final ModelReference reference;
    private final EntryOutput output;
    private final List<Loss> losses = new ArrayList<>();
    private ModelCodecs modelCodecs;
    private long entries;
    private long totalBytes;
    private @Nullable Part current;

    EntrySalvager(String file, ModelReference reference, ModelCodecs modelCodecs, EntryOutput output, long maxBytes) {
        this.file = file;
        this.reference = reference;
        this.modelCodecs = modelCodecs;
        this.output = output;
        this.maxBytes = maxBytes;
    }

    /** Ends the last entry and returns what was restored. */
    SalvageResult result() throws IOException {
        endWithoutSeal();
        return new SalvageResult(entries, losses);
    }

    @Override
    public void entry(EntryHeader header) throws IOException {
        endWithoutSeal();
        CodecSet codecs;
        try {
            codecs = EntryCodecs.of(header, modelCodecs, 1);
        } catch (IllegalArgumentException e) {
            losses.add(new Loss(header.name(), 0, -1, String.valueOf(e.getMessage())));
            return;
        }
        Optional<EntryOutput.Sink> sink = header.kind() == EntryKind.MODEL
                ? Optional.of(new EmbeddedModel(reference, file, this::use))
                : output.open(header);
        if (sink.isPresent()) {
            current = new Part(header, sink.get(), codecs, picture(header));
            current.write(header.prologue());
        }
    }

    @Override
    public void chunk(StoredChunk chunk) throws IOException {
        if (current != null) {
            current.add(chunk);
        }
    }

    @Override
    public void seal(EntrySeal seal) throws IOException {
        if (current != null) {
            current.end(seal);
            closeCurrent();
        }
    }

    @Override
    public void headless(int number) {
        losses.add(new Loss(
                "",
                0,
                -1,
                "entry " + number + " (from 0) is lost: its header is damaged, so its chunks have no meaning"));
    }

    @Override
    public void damaged(long offset, long bytes) {
        losses.add(new Loss("", 0, -1, bytes + " bytes of the compressed file are damaged, from byte " + offset));
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.sink.close();
        }
    }

    private Optional<PictureRestorer> picture(EntryHeader header) {
        if (header.kind() != EntryKind.PICTURE) {
            return Optional.empty();
        }
        PictureRestorer restorer = new PictureRestorer(
                header, modelCodecs.tileCoders().orElseThrow(() -> EntryDecoder.missingModel(file, reference, header)));
        requireRoom(restorer.fileBytes());
        return Optional.of(restorer);
    }

    private void requireRoom(long bytes) {
        if (bytes > maxBytes - totalBytes) {
            throw new MalformedDataException(file, EntryDecoder.tooLarge(maxBytes));
        }
    }

    private void use(StoredModel embedded) {
        modelCodecs = ModelCodecs.of(embedded);
        output.model(embedded);
    }

    private void endWithoutSeal() throws IOException {
        if (current != null) {
            losses.add(new Loss(current.header.name(), current.written, -1, "the end is lost"));
            current.writePicture();
            current.finish();
            closeCurrent();
        }
    }

    private void closeCurrent() throws IOException {
        if (current != null) {
            current.sink.close();
            entries += current.header.kind() == EntryKind.MODEL ? 0 : 1;
            current = null;
        }
    }

    /** The entry whose chunks come in. */
    private final class Part {
        private final EntryHeader header;
        private final EntryOutput.Sink sink;
        private final CodecSet codecs;
        private final MessageDigest digest = Sha256.digest();
        private long chunks;
        private long rows;
        private final Optional<PictureRestorer> picture;
        private long written;
        private boolean isWhole = true;

        Part(EntryHeader header, EntryOutput.Sink sink, CodecSet codecs, Optional<PictureRestorer> picture) {
            this.header = header;
            this.sink = sink;
            this.codecs = codecs;
            this.picture = picture;
        }

        void add(StoredChunk chunk) throws IOException {
            if (chunk.number() < chunks) {
                lose(0, "chunk " + chunk.number() + " came again and was left out");
                return;
            }
            skipTo(chunk.number(), chunk.number() * header.chunkRows());
            try {
                take(chunk.decode(codecs));
                chunks++;
                rows += chunk.rows();
            } catch (CorruptArtifactException e) {
                skip(chunk.rows(), String.valueOf(e.getMessage()));
                chunks++;
            }
        }

        void end(EntrySeal seal) throws IOException {
            skipTo(seal.chunks(), seal.rows());
            writePicture();
            write(seal.epilogue());
            String found = HexFormat.of().formatHex(digest.digest());
            if (isWhole && !found.equals(seal.sha256())) {
                lose(seal.contentBytes(), "SHA-256 must be " + seal.sha256() + ", but is " + found);
            }
            finish();
        }

        void finish() throws IOException {
            if (header.kind() != EntryKind.MODEL) {
                sink.finish();
            } else if (isWhole) {
                finishModel();
            }
        }

        /** A model that cannot be used is lost, but files that need none are not. */
        private void finishModel() throws IOException {
            try {
                sink.finish();
            } catch (HourglassException unusable) {
                lose(0, String.valueOf(unusable.getMessage()));
            }
        }

        private void take(byte[] rows) throws IOException {
            if (picture.isEmpty()) {
                write(rows);
            } else if (rows.length / header.layout().rowBytes() > picture.get().missing()) {
                throw new CorruptArtifactException(file, 0, "tiles of a picture must be as many as it has");
            } else {
                picture.get().add(rows);
            }
        }

        /** Writes the picture, where it is one; tiles that are lost are grey. */
        void writePicture() throws IOException {
            if (picture.isPresent()) {
                try (OrderedTasks tasks = new OrderedTasks(1)) {
                    PictureRestorer.write(picture.get().picture(tasks), new SinkStream(this::write));
                }
            }
        }

        void write(byte[] bytes) throws IOException {
            requireRoom(bytes.length);
            totalBytes += bytes.length;
            digest.update(bytes);
            written += bytes.length;
            sink.write(bytes, 0, bytes.length);
        }

        private void skipTo(long chunk, long firstRow) throws IOException {
            if (chunk > chunks) {
                skip(firstRow - rows, "chunks " + chunks + " to " + (chunk - 1) + " are damaged");
                chunks = chunk;
            }
        }

        /** Puts zeros in the place of rows that are lost. */
        private void skip(long lostRows, String reason) throws IOException {
            if (picture.isPresent()) {
                long first = rows;
                rows += lostRows;
                picture.get().skip(lostRows);
                lose(
                        0,
                        "tiles " + first + " to " + (rows - 1) + " of "
                                + picture.get().tiles() + " are grey: " + reason);
                return;
            }
            lose(lostRows * header.layout().rowBytes(), reason);
            byte[] zeros = new byte[ZEROS_BYTES];
            long left = lostRows * header.layout().rowBytes();
            for (; left > 0; left -= zeros.length) {
                write(left < zeros.length ? new byte[(int) left] : zeros);
            }
            rows += lostRows;
        }

        private void lose(long bytes, String reason) {
            isWhole = false;
            losses.add(new Loss(header.name(), written, bytes, reason));
        }
    }
}
