package dev.hourglass.file;

import dev.hourglass.tensor.Shape;
import java.util.HashSet;
import java.util.Set;

/**
 * Takes arrays out of a safetensors file by name and holds them to the shapes that its manifest speaks of.
 *
 * <p>Not thread-safe; confine to one thread.
 */
public final class NamedArrays {
    private final SafetensorsFile file;
    private final String prefix;
    private final Set<String> taken;

    private NamedArrays(SafetensorsFile file, String prefix, Set<String> taken) {
        this.file = file;
        this.prefix = prefix;
        this.taken = taken;
    }

    /** Returns the arrays of a file. */
    public static NamedArrays of(SafetensorsFile file) {
        return new NamedArrays(file, "", new HashSet<>());
    }

    /** Returns those whose names start with {@code name} and a dot, to be asked for without. */
    public NamedArrays under(String name) {
        return new NamedArrays(file, prefix + name + ".", taken);
    }

    /**
     * Returns an array.
     *
     * @param name its name
     * @param shape the shape it must have
     * @return its values, row-major; shared, not to be written to
     * @throws IllegalArgumentException if there is none, or it has another shape
     */
    public float[] values(String name, Shape shape) {
        SafetensorsFile.Entry entry = file.entry(prefix + name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the file must hold the array \"" + prefix + name + "\", but does not"));
        if (!entry.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    "\"" + prefix + name + "\" must have shape " + shape + ", but has " + entry.shape());
        }
        taken.add(prefix + name);
        return entry.values();
    }

    /**
     * Checks that nothing was left.
     *
     * @throws IllegalArgumentException if the file holds an array that nobody took
     */
    public void requireAllTaken() {
        for (SafetensorsFile.Entry entry : file.entries()) {
            if (!taken.contains(entry.name())) {
                throw new IllegalArgumentException(
                        "the file must hold only what its manifest names, but holds \"" + entry.name() + "\" too");
            }
        }
    }
}
