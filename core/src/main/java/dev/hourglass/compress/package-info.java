/**
 * Compression: codes become few bits, in a file that notices damage.
 *
 * <pre>
 * codes [N, L] -> Quantizer -> indices -> BitPacker -> CodeFileWriter -> FILE
 * FILE -> CodeFileReader -> BitUnpacker -> indices -> Quantizer -> codes [N, L]
 * </pre>
 *
 * The same codes give the same bytes, and the same bytes the same codes, on every machine.
 */
@NullMarked
package dev.hourglass.compress;

import org.jspecify.annotations.NullMarked;
