package dev.hourglass.data;

import dev.hourglass.error.DataNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Knows the folders in which named data sets are looked for.
 *
 * @param searched the folders, in the order they are searched; each may hold {@code mnist/...} or itself be named so
 * @param cache where downloads go; searched last
 */
public record DataLocator(List<Path> searched, Path cache) {
    /** The environment variable that names a folder of data sets. */
    public static final String VARIABLE = "HOURGLASS_DATA";

    public DataLocator {
        searched = List.copyOf(searched);
    }

    /** Returns the usual places: {@code $HOURGLASS_DATA}, then the user's cache. */
    public static DataLocator standard() {
        return of(List.of(), System.getenv(), Path.of(System.getProperty("user.home", ".")));
    }

    /** Returns a given folder, then the usual places. */
    public static DataLocator standard(Path dataDir) {
        return of(List.of(dataDir), System.getenv(), Path.of(System.getProperty("user.home", ".")));
    }

    /**
     * Returns given folders, then the places that an environment names.
     *
     * @param dataDirs searched first
     * @param environment {@code HOURGLASS_DATA} names one more folder, {@code XDG_CACHE_HOME} the place of caches
     * @param home the user's home, for {@code .cache/hourglass} where the environment names no place of caches
     * @return the locator
     */
    public static DataLocator of(List<Path> dataDirs, Map<String, String> environment, Path home) {
        List<Path> searched = new ArrayList<>(dataDirs);
        String variable = environment.getOrDefault(VARIABLE, "");
        if (!variable.isEmpty()) {
            searched.add(Path.of(variable));
        }
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path cache = (caches.isEmpty() ? home.resolve(".cache") : Path.of(caches)).resolve("hourglass");
        searched.add(cache);
        return new DataLocator(searched, cache);
    }

    /** Returns every place where the files of a data set may lie. */
    List<Path> placesOf(String name) {
        List<Path> places = new ArrayList<>();
        for (Path folder : searched) {
            if (String.valueOf(folder.getFileName()).equals(name)) {
                places.add(folder);
            }
            places.add(folder.resolve(name));
        }
        return places;
    }

    /**
     * Returns the folder of a data set that is not downloaded.
     *
     * @param name of the folder
     * @throws DataNotFoundException if it is in none of the places
     */
    public Path folder(String name) {
        List<Path> places = placesOf(name);
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                return place;
            }
        }
        throw new DataNotFoundException("data set \"" + name + "\": its folder must be one of "
                + places.stream().map(Path::toString).collect(Collectors.joining(", "))
                + ", but there is none; put its files into a folder of that name and give its parent as --data-dir or $"
                + VARIABLE);
    }

    /** Returns a file of a data set, packed or not, or null where it is in none of the places. */
    @Nullable
    Path find(String name, String file) {
        String plain = file.endsWith(".gz") ? file.substring(0, file.length() - 3) : file;
        for (Path place : placesOf(name)) {
            for (String candidate : List.of(file, plain)) {
                if (Files.isRegularFile(place.resolve(candidate))) {
                    return place.resolve(candidate);
                }
            }
        }
        return null;
    }
}
