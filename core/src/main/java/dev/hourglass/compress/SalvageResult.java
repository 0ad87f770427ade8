package dev.hourglass.compress;

import java.util.List;

/**
 * What salvaging came to.
 *
 * @param entries entries that were restored, whole or in part
 * @param losses what could not be restored; empty where the file is sound
 */
public record SalvageResult(long entries, List<Loss> losses) {
    public SalvageResult {
        losses = List.copyOf(losses);
    }
}
