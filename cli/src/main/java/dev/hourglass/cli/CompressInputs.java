package dev.hourglass.cli;

import dev.hourglass.compress.CompressorInput;
import dev.hourglass.error.DataNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Turns what was typed into files to compress: a file by its name, a folder by all files below it. */
final class CompressInputs {
    /** Standard input, or standard output. */
    static final String STANDARD = "-";

    private CompressInputs() {}

    /**
     * Lists the files.
     *
     * @param typed files, folders and {@code -}
     * @param standardName what standard input is called
     * @param output the compressed file, which is left out
     */
    static List<CompressorInput> list(List<String> typed, String standardName, Path output) throws IOException {
        List<CompressorInput> inputs = new ArrayList<>();
        for (String text : typed) {
            if (text.equals(STANDARD)) {
                inputs.add(new CompressorInput(standardName, () -> System.in));
                continue;
            }
            Path path = Path.of(text);
            if (Files.isDirectory(path)) {
                inputs.addAll(below(path, output));
            } else if (Files.isRegularFile(path)) {
                inputs.add(new CompressorInput(name(path), () -> Files.newInputStream(path)));
            } else {
                throw new DataNotFoundException(path + ": must be a file or a folder, but "
                        + (Files.exists(path) ? "is neither" : "there is none; check the path"));
            }
        }
        return inputs;
    }

    /** Lists the plain files below a folder in the order of their names; links are not followed. */
    private static List<CompressorInput> below(Path folder, Path output) throws IOException {
        Path absolute = output.toAbsolutePath().normalize();
        List<CompressorInput> inputs = new ArrayList<>();
        try (Stream<Path> found = Files.walk(folder)) {
            found.filter(file -> Files.isRegularFile(file, java.nio.file.LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !file.toAbsolutePath().normalize().equals(absolute))
                    .map(file -> new CompressorInput(
                            name(folder) + "/" + slashed(folder.relativize(file)), () -> Files.newInputStream(file)))
                    .sorted(java.util.Comparator.comparing(CompressorInput::name))
                    .forEach(inputs::add);
        }
        return inputs;
    }

    private static String name(Path path) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? "root" : name.toString();
    }

    private static String slashed(Path relative) {
        List<String> parts = new ArrayList<>();
        relative.forEach(part -> parts.add(part.toString()));
        return String.join("/", parts);
    }
}
