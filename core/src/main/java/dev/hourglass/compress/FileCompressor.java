package dev.hourglass.compress;

import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.container.ContainerWriter;
import dev.hourglass.compress.container.EntryHeader;
import dev.hourglass.compress.container.EntryKind;
import dev.hourglass.compress.lossy.TileCoderPool;
import dev.hourglass.data.Picture;
import dev.hourglass.data.PictureReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/** Sees what each file is, and writes its entry in the way that suits it. Not thread-safe; confine to one thread. */
final class FileCompressor {
    private static final int BLOCK_BYTES = 1 << 16;
    /** Chunks of bounded error are so much longer: their codec learns from the first row to the last. */
    private static final int LEARNING = 4;

    private final CompressorConfig config;
    private final Compressor.Losses losses;
    private final ModelCodecs modelCodecs;
    private final Optional<TileCoderPool> coders;
    private final Set<String> names;
    private final ContainerWriter container;
    private final OrderedTasks tasks;
    private final LongConsumer progress;

    FileCompressor(
            CompressorConfig config,
            Compressor.Losses losses,
            ModelCodecs modelCodecs,
            Optional<TileCoderPool> coders,
            Set<String> names,
            ContainerWriter container,
            OrderedTasks tasks,
            LongConsumer progress) {
        this.config = config;
        this.losses = losses;
        this.modelCodecs = modelCodecs;
        this.coders = coders;
        this.names = names;
        this.container = container;
        this.tasks = tasks;
        this.progress = progress;
    }

    /** Compresses a file. */
    EntryResult compress(CompressorInput input) throws IOException {
        try (InputStream in = input.opener().open()) {
            byte[] head = in.readNBytes(ContentSniffer.HEAD_BYTES);
            if (coders.isEmpty() || losses.quality().isEmpty() || !PictureReader.isPicture(head)) {
                return compressExactly(input, head, in);
            }
            byte[] file = PictureReader.readWhole(head, in, input.name());
            Optional<Picture> picture = PictureReader.read(file, input.name());
            if (picture.isPresent()) {
                PictureCompressor pictures = new PictureCompressor(
                        coders.get(), config, losses.quality().get(), tasks);
                Optional<EntryResult> result = pictures.write(input.name(), file, picture.get(), container);
                if (result.isPresent()) {
                    progress.accept(file.length);
                    return result.get();
                }
            }
            return compressExactly(input, file, InputStream.nullInputStream());
        }
    }

    /** Compresses a file of which the start, or more, was read already; exactly, or within the bound of errors. */
    private EntryResult compressExactly(CompressorInput input, byte[] head, InputStream in) throws IOException {
        Content content = ContentSniffer.sniff(head);
        if (losses.maxError().isEmpty() || !content.equals(Content.bytes())) {
            return compressRows(input, content, head, in);
        }
        byte[] more = in.readNBytes(Math.max(0, TablePlan.HEAD_BYTES - head.length));
        byte[] longer = Arrays.copyOf(head, head.length + more.length);
        System.arraycopy(more, 0, longer, head.length, more.length);
        TableCompressor.Outcome outcome = new TableCompressor(
                        config, chunkRows(RowLayout.bytes(), LEARNING), tasks, progress)
                .write(
                        new TableSource(input, longer, in, names),
                        losses.maxError().get(),
                        container);
        return outcome.result().isPresent()
                ? outcome.result().get()
                : compressRows(input, content, longer, in).withRefusal(outcome.refusal());
    }

    private EntryResult compressRows(CompressorInput input, Content content, byte[] head, InputStream in)
            throws IOException {
        EntryHeader header = EntryHeader.of(
                        content.kind(), input.name(), content.layout(), chunkRows(content.layout(), 1))
                .withPrologue(Arrays.copyOf(head, content.prologueBytes()));
        if (losses.maxError().isPresent() && content.isFloat()) {
            header = bounded(input, content, header, losses.maxError().get());
        }
        EntryWriter writer = new EntryWriter(
                container, tasks, header, EntryCodecs.of(header, modelCodecs, config.level()), config.level());
        int rest = content.prologueBytes();
        copy(new SequenceInputStream(new ByteArrayInputStream(head, rest, head.length - rest), in), writer);
        return writer.finish();
    }

    /** Says the bound of each column; a row of more columns than have room for theirs stays exact. */
    private EntryHeader bounded(CompressorInput input, Content content, EntryHeader exact, ErrorBound bound)
            throws IOException {
        EntryHeader header = exact.withKind(EntryKind.BOUNDED).withChunkRows(chunkRows(content.layout(), LEARNING));
        if (!bound.isRelative()) {
            return header.withParameters(BoundParameters.absolute(bound).print());
        }
        if (content.layout().valuesPerRow() > BoundParameters.MAX_COLUMNS) {
            return exact;
        }
        try (InputStream in = input.opener().open()) {
            return header.withParameters(
                    ColumnRanges.measure(in, content, bound).print());
        }
    }

    private int chunkRows(RowLayout layout, int factor) {
        long bytes = Math.min(CompressorConfig.MAX_CHUNK_BYTES, (long) factor * config.chunkBytes());
        return (int) Math.max(1, bytes / layout.rowBytes());
    }

    private void copy(InputStream in, EntryWriter writer) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        for (int count = in.read(block); count >= 0; count = in.read(block)) {
            writer.write(block, 0, count);
            progress.accept(count);
        }
    }
}
