package dev.hourglass.error;

/** Reports a model, checkpoint or compressed file whose bytes are not what the format says. */
public final class CorruptArtifactException extends HourglassException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param file the file's name
     * @param offset the byte offset at which the problem shows
     * @param problem the rule that was broken and what was found
     */
    public CorruptArtifactException(String file, long offset, String problem) {
        super(file + " at byte " + offset + ": " + problem);
    }

    @Override
    public ErrorCode code() {
        return ErrorCode.BAD_ARTIFACT;
    }
}
