package dev.hourglass.compress;

import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.codec.TableRounder;
import dev.hourglass.compress.container.ContainerWriter;
import dev.hourglass.compress.container.EntryHeader;
import dev.hourglass.compress.container.EntryKind;
import dev.hourglass.compress.table.LineBlocks;
import dev.hourglass.compress.table.TableSurvey;
import dev.hourglass.error.MalformedDataException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.ZipException;

/**
 * Writes the entry of a table whose numbers are rounded, block by block. Its first line, which may be a header, stays
 * as it is. Not thread-safe; confine to one thread.
 */
final class TableCompressor {
    private final CompressorConfig config;
    private final OrderedTasks tasks;
    private final LongConsumer progress;
    private final int chunkBytes;

    /**
     * Makes a compressor.
     *
     * @param config how to compress
     * @param chunkBytes of text in a chunk, at most
     * @param tasks that code chunks
     * @param progress hears of each part of the text
     */
    TableCompressor(CompressorConfig config, int chunkBytes, OrderedTasks tasks, LongConsumer progress) {
        this.config = config;
        this.chunkBytes = chunkBytes;
        this.tasks = tasks;
        this.progress = progress;
    }

    /**
     * Writes a file, if it is a table that is to be rounded.
     *
     * @param source the file
     * @param bound of errors
     * @param container takes the entry
     * @return the sizes, the content's before rounding; or why nothing was written
     */
    Outcome write(TableSource source, ErrorBound bound, ContainerWriter container) throws IOException {
        Optional<String> obstacle = source.obstacle();
        TablePlan plan = obstacle.isPresent()
                ? TablePlan.refused(obstacle.get())
                : TablePlan.of(source.head(), source::reopen, bound);
        if (plan.table().isEmpty()) {
            return new Outcome(Optional.empty(), plan.refusal());
        }
        try {
            return new Outcome(Optional.of(write(source, plan.table().get(), container)), Optional.empty());
        } catch (ZipException | EOFException damaged) {
            throw new MalformedDataException(
                    source.name(),
                    "a gzip file must be sound, but is not: " + damaged.getMessage()
                            + "; leave --max-error out to keep it as it is");
        }
    }

    /**
     * What came of a file.
     *
     * @param result the sizes; empty where it was not written
     * @param refusal why it was not
     */
    record Outcome(Optional<EntryResult> result, Optional<String> refusal) {}

    private EntryResult write(TableSource source, TablePlan.Table table, ContainerWriter container) throws IOException {
        EntryHeader header = EntryHeader.of(EntryKind.TABLE, source.restoredName(), RowLayout.bytes(), chunkBytes)
                .withParameters(table.parameters().print());
        EntryWriter writer = new EntryWriter(
                container, tasks, header, EntryCodecs.of(header, ModelCodecs.NONE, config.level()), config.level());
        OrderedTasks.Queue<byte[]> queue = tasks.queue(text -> writer.write(text, 0, text.length));
        LineBlocks blocks = new LineBlocks(source.text(), chunkBytes);
        long bytes = 0;
        for (byte[] block = blocks.next(); block.length > 0; block = blocks.next()) {
            byte[] text = block;
            int first = bytes == 0 ? TableSurvey.afterFirstLine(text) : 0;
            int exact = blocks.areLines() ? first : text.length;
            queue.submit(() -> round(table.rounder(), text, exact));
            bytes += text.length;
            progress.accept(text.length);
        }
        queue.drain();
        return writer.finish().withContentBytes(bytes);
    }

    private static byte[] round(TableRounder rounder, byte[] text, int exact) {
        byte[] lines = rounder.round(Arrays.copyOfRange(text, exact, text.length));
        byte[] all = Arrays.copyOf(text, exact + lines.length);
        System.arraycopy(lines, 0, all, exact, lines.length);
        return all;
    }
}
