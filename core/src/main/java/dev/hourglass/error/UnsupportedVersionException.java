package dev.hourglass.error;

/** Reports a file of a format version this Hourglass does not read. */
public final class UnsupportedVersionException extends HourglassException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param file the file's name
     * @param found the version found in the file
     * @param min the oldest version that can be read
     * @param max the newest version that can be read
     */
    public UnsupportedVersionException(String file, long found, int min, int max) {
        super(file + ": format version must be in [" + min + ", " + max + "], but was " + found
                + (found > max ? "; a newer Hourglass wrote it, so update to read it" : ""));
    }

    @Override
    public ErrorCode code() {
        return ErrorCode.BAD_ARTIFACT;
    }
}
