package dev.hourglass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares help with golden texts; {@code -Dgolden.update=true} writes them anew. */
final class HelpTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "dev", "hourglass", "cli", "help");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "train",
                "evaluate",
                "reconstruct",
                "encode",
                "decode",
                "detect",
                "detect fit",
                "detect score",
                "detect watch",
                "detect drift",
                "detect update",
                "denoise",
                "generate",
                "interpolate",
                "arithmetic",
                "finetune",
                "predict",
                "compress",
                "decompress",
                "list",
                "verify",
                "compare",
                "inspect",
                "data",
                "reproduce",
                "completion"
            })
    void eachCommandKeepsItsHelp(String command) throws IOException {
        CommandRun run = CommandRun.of((Object[]) (command + " --help").split(" "));

        assertThat(run.code()).isZero();
        assertGolden(command.replace(' ', '-'), run.out());
    }

    /** The list of commands is left out: it grows with each new one. */
    @Test
    void namesEveryCommand() {
        CommandRun run = CommandRun.of("--help");

        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith("Usage: hourglass [-hV] [--stacktrace] COMMAND")
                .contains("  demo ", "  train ", "  compress ", "  completion ", "Exit codes: 0 ok, 1 failure");
    }

    @Test
    void printsItsVersion() {
        assertThat(CommandRun.of("--version").out().strip()).isEqualTo("hourglass 0.1.0");
    }

    @Test
    void printsACompletionScriptOfEveryCommand() {
        CommandRun run = CommandRun.of("completion");

        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("#!/usr/bin/env bash").contains("--checkpoint-every", "decompress");
    }

    private static void assertGolden(String name, String text) throws IOException {
        Path file = GOLDEN.resolve(name + ".txt");
        String found = text.replace("\r\n", "\n");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, found);
        }
        assertThat(found).isEqualTo(Files.readString(file));
    }
}
