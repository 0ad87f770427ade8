package dev.hourglass.error;

/** Carries one clear sentence about a failure the user can do something about, and its {@link ErrorCode}. */
public abstract sealed class HourglassException extends RuntimeException
        permits MalformedDataException,
                DataNotFoundException,
                CorruptArtifactException,
                UnsupportedVersionException,
                WrongModelException,
                TrainingDivergedException {
    private static final long serialVersionUID = 1L;

    HourglassException(String message) {
        super(message);
    }

    HourglassException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the kind of failure. */
    public abstract ErrorCode code();
}
