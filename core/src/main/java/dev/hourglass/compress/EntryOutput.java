package dev.hourglass.compress;

import dev.hourglass.artifact.StoredModel;
import dev.hourglass.compress.container.EntryHeader;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Takes the entries of a compressed file as they are decoded. */
@FunctionalInterface
public interface EntryOutput {
    /** Takes nothing in: everything is decoded and checked only. */
    EntryOutput NOWHERE = header -> Optional.of(new Sink() {
        @Override
        public void write(byte[] bytes, int offset, int length) {}

        @Override
        public void finish() {}

        @Override
        public void close() {}
    });

    /** Takes the content of one entry. */
    interface Sink extends Closeable {
        /**
         * Takes the next bytes.
         *
         * @param bytes not to be kept or modified
         * @param offset of the first
         * @param length how many
         * @throws IOException if they cannot be taken
         */
        void write(byte[] bytes, int offset, int length) throws IOException;

        /**
         * Hears that all was written and is as it was compressed.
         *
         * @throws IOException if the content cannot be kept
         */
        void finish() throws IOException;

        /** Drops what was written, unless it was finished. */
        @Override
        void close() throws IOException;
    }

    /**
     * Opens the output of an entry.
     *
     * @param header the entry
     * @return what takes its content, closed by whoever calls; empty where the entry is not wanted
     * @throws IOException if it cannot be opened
     */
    Optional<Sink> open(EntryHeader header) throws IOException;

    /**
     * Hears of the model, before any entry: the one given, or the one the file embeds.
     *
     * @param stored the model
     */
    default void model(StoredModel stored) {}
}
