/**
 * Compression: files and codes become fewer bytes, in a file that notices damage.
 *
 * <pre>
 * files -> Compressor -> EntryWriter -> chunks -> CodecSet -> ContainerWriter -> FILE
 * FILE -> ContainerReader -> EntryDecoder -> CodecSet -> Decompressor -> EntryOutput -> files
 * picture -> PictureCompressor -> levels of tiles -> chunks; chunks -> PictureRestorer -> PNG file
 * samples -> TrainedModel -> codes [N, L] -> Quantizer -> indices -> EntryWriter (CodeCompressor, and the way back)
 * </pre>
 *
 * The same bytes give the same content on every machine and with any number of threads.
 */
@NullMarked
package dev.hourglass.compress;

import org.jspecify.annotations.NullMarked;
