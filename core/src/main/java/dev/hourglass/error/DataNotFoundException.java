package dev.hourglass.error;

/** Reports a data set or file that is nowhere to be found, where it was looked for and what to do. */
public final class DataNotFoundException extends HourglassException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message one sentence: what is missing, where it was looked for, what to do
     */
    public DataNotFoundException(String message) {
        super(message);
    }

    @Override
    public ErrorCode code() {
        return ErrorCode.BAD_DATA;
    }
}
