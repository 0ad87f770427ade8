package dev.hourglass.train;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Says how one run of training is carried out.
 *
 * @param seed weights, order of samples and dropout come from it
 * @param threads workers, at least 1; results do not depend on it
 * @param checksLoss whether gradients are compared with the loss before the first epoch; changes no weights
 * @param checkpoint where the state of the run is kept
 */
public record RunOptions(long seed, int threads, boolean checksLoss, CheckpointOptions checkpoint) {
    /** The seed where none is given. */
    public static final long DEFAULT_SEED = 1;

    public RunOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, but was " + threads);
        }
    }

    /**
     * Says where the state of a run is kept, so that it can be resumed.
     *
     * @param file the file, or the empty path for none
     * @param everyEpochs how often it is written, at least 1; the last epoch always is
     */
    public record CheckpointOptions(Path file, int everyEpochs) {
        /** Nothing is kept. */
        public static final CheckpointOptions NONE = new CheckpointOptions(Path.of(""), 1);

        public CheckpointOptions {
            if (everyEpochs < 1) {
                throw new IllegalArgumentException("everyEpochs must be at least 1, but was " + everyEpochs);
            }
        }

        Optional<Path> path() {
            return file.toString().isEmpty() ? Optional.empty() : Optional.of(file);
        }
    }

    /** Returns a run on every processor, without checkpoints. */
    public static RunOptions defaults(long seed) {
        return new RunOptions(seed, Runtime.getRuntime().availableProcessors(), true, CheckpointOptions.NONE);
    }

    /** Returns a copy with another number of threads. */
    public RunOptions withThreads(int changed) {
        return new RunOptions(seed, changed, checksLoss, checkpoint);
    }

    /** Returns a copy that compares gradients with the loss first, or does not. */
    public RunOptions withLossCheck(boolean changed) {
        return new RunOptions(seed, threads, changed, checkpoint);
    }

    /** Returns a copy that keeps the state of the run. */
    public RunOptions withCheckpoint(Path file, int everyEpochs) {
        return new RunOptions(seed, threads, checksLoss, new CheckpointOptions(file, everyEpochs));
    }
}
