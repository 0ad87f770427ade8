package dev.hourglass.data;

/** Hears how a download goes on. */
@FunctionalInterface
public interface DownloadProgress {
    /**
     * Takes note of what has arrived.
     *
     * @param name the file's name
     * @param bytesDone the bytes so far
     * @param bytesTotal the bytes in all, or -1 where the server does not say
     */
    void update(String name, long bytesDone, long bytesTotal);

    /** Returns a listener that does nothing. */
    static DownloadProgress none() {
        return (name, bytesDone, bytesTotal) -> {};
    }
}
