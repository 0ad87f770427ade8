package dev.hourglass.anomaly.scorer;

import dev.hourglass.nn.Team;
import java.util.concurrent.atomic.AtomicInteger;

/** Hands rows out to threads, block by block; which thread has which block changes nothing. */
final class RowBlocks {
    /** Enough rows to be worth a hand-over, few enough that what a block needs stays near the core. */
    static final int ROWS = 256;

    private RowBlocks() {}

    /** Works on a block. */
    @FunctionalInterface
    interface Block {
        /** Works on the rows {@code from} (counted) to {@code to} (not counted), whatever else others do. */
        void run(int from, int to);
    }

    /** Runs a block's work over all rows and returns when all is done. */
    static void run(int count, int threads, Block block) {
        run(count, new Team(Math.max(1, Math.min(threads, blocks(count)))), block);
    }

    /** Does the same on a team that is there already, which saves starting threads for every few rows. */
    static void run(int count, Team team, Block block) {
        int blocks = blocks(count);
        AtomicInteger next = new AtomicInteger();
        team.run(worker -> {
            for (int i = next.getAndIncrement(); i < blocks; i = next.getAndIncrement()) {
                block.run(i * ROWS, Math.min(count, i * ROWS + ROWS));
            }
        });
    }

    private static int blocks(int count) {
        return (count + ROWS - 1) / ROWS;
    }

    /** Checks what a scorer is asked to score. */
    static void check(float[] rows, int count, int features, int threads) {
        if (count < 0 || (long) count * features > rows.length) {
            throw new IllegalArgumentException("count must be in [0, " + rows.length / features + "] for " + rows.length
                    + " values of D = " + features + ", but was " + count);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, but was " + threads);
        }
    }

    /** Checks what a scorer is fitted on: whole rows, enough of them, all finite. */
    static void checkTraining(float[] rows, int count, int features, int least) {
        if (features < 1) {
            throw new IllegalArgumentException("features must be at least 1, but was " + features);
        }
        check(rows, count, features, 1);
        if (count < least) {
            throw new IllegalArgumentException(
                    "a scorer must be fitted on at least " + least + " rows, but there were " + count);
        }
        for (int i = 0; i < count * features; i++) {
            if (!Float.isFinite(rows[i])) {
                throw new IllegalArgumentException("rows must be finite, but row " + i / features + ", column "
                        + i % features + " was " + rows[i]);
            }
        }
    }
}
