package dev.hourglass.artifact;

import dev.hourglass.error.CorruptArtifactException;
import dev.hourglass.error.UnsupportedVersionException;
import dev.hourglass.file.Json;
import dev.hourglass.file.JsonView;
import dev.hourglass.file.NamedArrays;
import dev.hourglass.file.SafetensorsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What files of models and of detectors have in common: a valid safetensors file whose metadata holds a manifest, JSON
 * under the key {@code hourglass}, with the version of the format. Every byte is held by a seal.
 *
 * @param manifest what the file says of itself
 * @param arrays its numbers
 */
public record ArtifactFile(JsonView manifest, NamedArrays arrays) {
    /** The manifest's key in the file's metadata. */
    static final String MANIFEST_KEY = "hourglass";

    /** The newest format version, and the one that is written. */
    static final int FORMAT_VERSION = 1;

    private static final int OLDEST_VERSION = 1;
    private static final String VERSION = "formatVersion";
    private static final int MANIFEST_OFFSET = 8;

    /**
     * Writes a file under a temporary name, forces it and renames it.
     *
     * @param target the file; replaced if it exists
     * @param manifest what it says of itself, without the version
     * @param arrays its numbers
     * @throws IOException if the file cannot be written; the target is then as it was
     */
    public static void write(Path target, Map<String, Object> manifest, List<SafetensorsFile.Entry> arrays)
            throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(VERSION, FORMAT_VERSION);
        fields.putAll(manifest);
        SafetensorsFile.write(target, Map.of(MANIFEST_KEY, Json.print(fields)), arrays);
    }

    /**
     * Reads a file.
     *
     * @param file the file
     * @param reader makes of it what it holds; its IllegalArgumentException says what is wrong
     * @return what the reader made; all arrays were taken
     * @throws CorruptArtifactException if any byte is not as it was written, or the reader refused it
     * @throws UnsupportedVersionException if a newer Hourglass wrote it
     * @throws IOException if the file cannot be read
     */
    public static <T> T read(Path file, Function<ArtifactFile, T> reader) throws IOException {
        SafetensorsFile stored = SafetensorsFile.read(file);
        try {
            ArtifactFile opened = new ArtifactFile(manifest(file, stored), NamedArrays.of(stored));
            T content = reader.apply(opened);
            opened.arrays().requireAllTaken();
            return content;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw corrupt(file, "manifest is wrong: " + e.getMessage());
        }
    }

    /**
     * Returns whether the manifest of a file has a field: what kind of thing it holds.
     *
     * @param file the file
     * @param field for example {@code detector}
     * @throws CorruptArtifactException if any byte is not as it was written
     * @throws UnsupportedVersionException if a newer Hourglass wrote it
     * @throws IOException if the file cannot be read
     */
    public static boolean holds(Path file, String field) throws IOException {
        try {
            return manifest(file, SafetensorsFile.read(file)).fields().containsKey(field);
        } catch (IllegalArgumentException e) {
            throw corrupt(file, "manifest is wrong: " + e.getMessage());
        }
    }

    private static JsonView manifest(Path file, SafetensorsFile stored) {
        String text = stored.metadata().get(MANIFEST_KEY);
        if (text == null) {
            throw corrupt(file, "must hold a manifest under \"" + MANIFEST_KEY + "\", but is some other file");
        }
        JsonView manifest = new JsonView("manifest", Json.parse(text));
        long version = manifest.whole(VERSION);
        if (version < OLDEST_VERSION || version > FORMAT_VERSION) {
            throw new UnsupportedVersionException(file.toString(), version, OLDEST_VERSION, FORMAT_VERSION);
        }
        return manifest;
    }

    private static CorruptArtifactException corrupt(Path file, String problem) {
        return new CorruptArtifactException(file.toString(), MANIFEST_OFFSET, problem);
    }
}
