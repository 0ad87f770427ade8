package dev.hourglass.compress;

import dev.hourglass.compress.codec.RowLayout;
import dev.hourglass.compress.container.EntryKind;

/**
 * What a file is, as far as its first bytes tell. A wrong guess costs space, never a byte: whatever follows the
 * prologue is rows, and what is no whole row in the end is the epilogue.
 *
 * @param kind how the entry comes back
 * @param prologueBytes the bytes before the rows
 * @param layout how the values of rows lie
 * @param planes C of rows [C, H, W] with few channels; else 1
 * @param isFloat whether values are float32 or float64
 */
record Content(EntryKind kind, int prologueBytes, RowLayout layout, int planes, boolean isFloat) {
    /** Returns a file that nothing is known about. */
    static Content bytes() {
        return new Content(EntryKind.FILE, 0, RowLayout.bytes(), 1, false);
    }
}
