package dev.hourglass.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** Knows the temporary files of this process, and deletes those that are left when it ends. Safe for concurrent use. */
final class Temporaries {
    private static final Set<Path> LEFT = new HashSet<>();
    private static boolean isHooked;
    private static boolean isEnding;

    private Temporaries() {}

    /**
     * Adds a file that is about to be made.
     *
     * @throws IOException if the process ends just now, so that nobody would delete it
     */
    static synchronized void add(Path file) throws IOException {
        if (!isHooked && !isEnding) {
            isHooked = hook();
        }
        if (isEnding) {
            throw new IOException(file + " cannot be written, for the program is ending");
        }
        LEFT.add(file);
    }

    private static boolean hook() {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(Temporaries::deleteAll, "hourglass-temporaries"));
            return true;
        } catch (IllegalStateException ending) {
            isEnding = true;
            return false;
        }
    }

    /** Forgets a file that was deleted or renamed. */
    static synchronized void remove(Path file) {
        LEFT.remove(file);
    }

    private static synchronized void deleteAll() {
        isEnding = true;
        for (Path file : LEFT) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException kept) {
                // Nobody is left to tell; Windows keeps a file that is open.
            }
        }
    }
}
