package dev.hourglass.error;

/** Reports data that cannot be read or used, with the place: a file, and a line, column or byte offset in it. */
public final class MalformedDataException extends HourglassException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param where the place, for example {@code train.csv:412} or {@code images.gz at byte 16}
     * @param problem the rule that was broken and what was found, for example {@code column 7 ("amount") must be a
     *     number, but was "n/a"}
     */
    public MalformedDataException(String where, String problem) {
        super(where + ": " + problem);
    }

    /**
     * Creates the failure with the exception that revealed it.
     *
     * @param where the place
     * @param problem the rule that was broken and what was found
     * @param cause the exception that revealed it
     */
    public MalformedDataException(String where, String problem, Throwable cause) {
        super(where + ": " + problem, cause);
    }

    @Override
    public ErrorCode code() {
        return ErrorCode.BAD_DATA;
    }
}
