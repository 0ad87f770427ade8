package dev.hourglass.artifact;

import java.nio.file.Path;

/**
 * A model and the file it lies in.
 *
 * @param model the model
 * @param file the file
 * @param id the SHA-256 of the file, 64 hexadecimal digits: the model's identity
 * @param sizeBytes the file's size
 */
public record StoredModel(TrainedModel model, Path file, String id, long sizeBytes) {
    /** Returns the same file with its model running on this many threads. */
    public StoredModel withThreads(int threads) {
        return new StoredModel(model.withThreads(threads), file, id, sizeBytes);
    }
}
