/**
 * Codecs of chunks: rows of whole numbers become fewer bytes, and come back bit for bit.
 *
 * <pre>
 * rows [R, V] -> each ChunkCodec of a CodecSet -> the smallest payload
 * payload -> the ChunkCodec that made it -> rows [R, V]
 * </pre>
 *
 * R rows of a chunk, V values of a row. A codec knows nothing of files and of other chunks.
 */
@NullMarked
package dev.hourglass.compress.codec;

import org.jspecify.annotations.NullMarked;
