package dev.hourglass.cli;

import java.io.PrintWriter;
import java.util.Locale;

/** Tells people what is going on, on the error stream; says nothing when quiet. Not thread-safe. */
final class Messages {
    private static final long MEBIBYTE = 1 << 20;
    private static final long STEP_BYTES = 8 * MEBIBYTE;

    private final PrintWriter err;
    private final boolean isQuiet;
    private long said;

    Messages(PrintWriter err, boolean isQuiet) {
        this.err = err;
        this.isQuiet = isQuiet;
    }

    void say(String text) {
        if (!isQuiet) {
            err.println(text);
            err.flush();
        }
    }

    /** Hears of a download; says something at its start, every few MiB and at its end. */
    void downloaded(String name, long done, long total) {
        boolean isStart = done < said || said == 0;
        if (isStart || done - said >= STEP_BYTES || done == total) {
            said = Math.max(1, done);
            String all = total < 0 ? "" : " of " + mebibytes(total);
            say("downloading " + name + ": " + mebibytes(done) + all);
        }
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", (double) bytes / MEBIBYTE);
    }
}
