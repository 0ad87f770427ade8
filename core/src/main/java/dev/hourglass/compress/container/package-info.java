/**
 * The compressed file: entries of independent chunks in blocks that notice damage.
 *
 * <pre>
 * EntryHeader, chunks, EntrySeal -> ContainerWriter -> bytes -> ContainerReader -> ContainerHandler
 *                                                   -> FILE  -> ContainerIndex, SalvageReader
 * </pre>
 *
 * {@code ContainerFormat} alone knows where a byte lies; nothing here knows what rows mean.
 */
@NullMarked
package dev.hourglass.compress.container;

import org.jspecify.annotations.NullMarked;
