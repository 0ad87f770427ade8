package dev.hourglass.error;

/** Reports a model that does not fit: a compressed file needs another one, or data has another shape. */
public final class WrongModelException extends HourglassException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message one sentence: what is needed, what was given, what to do
     */
    public WrongModelException(String message) {
        super(message);
    }

    @Override
    public ErrorCode code() {
        return ErrorCode.BAD_ARTIFACT;
    }
}
