package dev.hourglass.error;

/** Names the kinds of failure and the process exit code of each. */
public enum ErrorCode {
    /** Anything not listed below. */
    FAILURE(1),
    /** The caller asked for something that cannot be: a bad flag, key or combination. */
    USAGE(2),
    /** The data cannot be read or cannot be used. */
    BAD_DATA(3),
    /** A model or compressed file is damaged, too new, or not the one that is needed. */
    BAD_ARTIFACT(4),
    /** Training produced a loss that is not finite. */
    DIVERGED(5);

    private final int exitCode;

    ErrorCode(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Returns the exit code of the process that fails this way. */
    public int exitCode() {
        return exitCode;
    }
}
