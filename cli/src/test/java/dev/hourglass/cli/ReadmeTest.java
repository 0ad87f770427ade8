package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the pages that show commands and code to what there is. */
final class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final String COMMAND = "./hourglass ";

    @Test
    void everyCommandParses() throws IOException {
        List<String> commands = new ArrayList<>();
        for (String block : blocks("sh")) {
            block.lines()
                    .filter(line -> line.startsWith(COMMAND))
                    .map(line -> line.substring(COMMAND.length()))
                    .forEach(commands::add);
        }
        assertThat(commands).hasSizeGreaterThan(10);
        for (String command : commands) {
            String[] arguments = command.strip().split(" +");
            assertThat(Commands.commandLine(new RootCommand())
                            .parseArgs(arguments)
                            .errors())
                    .as(command)
                    .isEmpty();
        }
    }

    @Test
    void everyCommandHasItsPlaceInTheTour() throws IOException {
        String readme = String.join("\n", blocks("sh"));
        for (String name :
                Commands.commandLine(new RootCommand()).getSubcommands().keySet()) {
            assertThat(readme).contains(COMMAND + name);
        }
    }

    @Test
    void theJavaExampleIsTheOneThatRuns() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/hourglass/cli/QuickstartExample.java"));
        String marked = source.substring(source.indexOf("// quickstart: begin"), source.indexOf("// quickstart: end"));
        String example =
                marked.substring(marked.indexOf('\n') + 1).stripIndent().strip();

        assertThat(blocks("java")).containsExactly(example);
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        for (String page : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
            Path file = ROOT.resolve(page);
            for (String part : Files.readString(file).split("\\]\\(", -1)) {
                String link = part.substring(0, Math.max(0, part.indexOf(')')));
                if (!link.isEmpty() && !link.contains(" ") && !link.startsWith("http") && !part.startsWith("#")) {
                    assertThat(file.resolveSibling(link)).as(page).exists();
                }
            }
        }
    }

    /** Returns the README's fenced blocks of one language. */
    private static List<String> blocks(String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        String[] parts = Files.readString(ROOT.resolve("README.md")).split("(?m)^```", -1);
        for (int i = 1; i < parts.length; i += 2) {
            if (parts[i].startsWith(language + "\n")) {
                blocks.add(parts[i].substring(language.length() + 1).strip());
            }
        }
        return blocks;
    }
}
