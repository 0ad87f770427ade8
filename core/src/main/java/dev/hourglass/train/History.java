package dev.hourglass.train;

import java.util.List;

/**
 * The course of one training run. Immutable and safe for concurrent use.
 *
 * @param epochs one record an epoch
 * @param bestEpoch the epoch whose weights were kept, counted from 1
 * @param stopReason why training ended, in words
 * @param warnings what was noticed on the way (vanishing gradients, dead units), in words
 * @param seconds the time training took
 */
public record History(
        List<EpochRecord> epochs, int bestEpoch, String stopReason, List<String> warnings, double seconds) {
    public History {
        epochs = List.copyOf(epochs);
        warnings = List.copyOf(warnings);
    }
}
