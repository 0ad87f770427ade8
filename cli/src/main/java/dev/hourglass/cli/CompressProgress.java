package dev.hourglass.cli;

import dev.hourglass.report.Figures;

/** Tells people on the error stream how much was read, on terminals only. Not thread-safe. */
final class CompressProgress {
    private static final long STEP_BYTES = 16L << 20;

    private final Console console;
    private long readBytes;
    private long toldBytes;

    CompressProgress(Console console) {
        this.console = console;
    }

    /** Hears of bytes that were read. */
    void read(long count) {
        readBytes += count;
        if (console.isForPeople() && Terminal.isInteractive() && readBytes - toldBytes >= STEP_BYTES) {
            toldBytes = readBytes;
            console.err().print("\r" + Figures.bytes(readBytes) + " read ");
            console.err().flush();
        }
    }

    /** Ends the line. */
    void done() {
        if (toldBytes > 0) {
            console.err().print("\r" + " ".repeat(30) + "\r");
            console.err().flush();
        }
    }
}
